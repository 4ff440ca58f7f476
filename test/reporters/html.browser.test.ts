import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import type { Report } from "../../src/model.js"
import html from "../../src/reporters/html.js"
import { runCli } from "../helpers/run-cli.js"
import {
  checksFailedReport,
  errorReport,
  firstColumns,
  hostileReport,
  noVerdictReport,
  quietReport,
  sampleReport,
  unreadableReport,
  trendReport,
  wideReport,
} from "../helpers/sample-report.js"

const executablePath = "/usr/bin/chromium"
const present = existsSync(executablePath)
if (!present) console.log(`skipped: no browser at ${executablePath}; the page was not opened`)

const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
]

/** What a command line writes as JSON; the page is drawn from it. */
async function reportOf(...args: string[]): Promise<Report> {
  const { stdout } = await runCli([...args, "--no-output", "-f", "json"])
  return JSON.parse(stdout) as Report
}

const contract = ["fixtures/contract/orders.csv", "--config", "fixtures/contract/contract.yaml"]
const penguins = ["fixtures/data/penguins_ref.csv", "fixtures/data/penguins_cur.csv"]
const [checked, segmented] = await Promise.all([
  reportOf("check", ...contract),
  reportOf("compare", ...penguins, "--segment", "Island"),
])

const states: Record<string, () => Report> = {
  drift: sampleReport,
  "no-drift": () => firstColumns(quietReport(), 7),
  "checks-failed": () => firstColumns(checksFailedReport(), 7),
  "no-verdict": noVerdictReport,
  unreadable: unreadableReport,
  error: () => firstColumns(errorReport(), 9),
  hostile: hostileReport,
  wide: () => wideReport(61),
  check: () => checked,
  segments: () => segmented,
  trend: () => ({ ...firstColumns(sampleReport(), 7), trend: trendReport().trend }),
}
const titles: Record<string, string> = {
  drift: "Drift detected",
  "no-drift": "No drift",
  "checks-failed": "2 checks failed",
  "no-verdict": "No verdict",
  unreadable: "Could not compare",
  error: "No verdict",
  hostile: "Drift detected",
  wide: "Drift detected",
  check: "10 checks failed",
  segments: "Drift detected",
  trend: "Drift detected",
}

// What runs in the page is text here: the names of a browser are not those of Node.
const openAll = "for (const details of document.querySelectorAll('details')) details.open = true"
const openEveryFifth = "[...document.querySelectorAll('details')].forEach((details, i) => (details.open = i % 5 === 0))"
const runAxe =
  "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(' | ')))"

test("continuous integration has a browser", () => {
  if (process.env["CI"]) expect(present).toBe(true)
})

describe.skipIf(!present)("in a browser", () => {
  const folder = mkdtempSync(join(tmpdir(), "driftcheck-page-"))
  const address = (state: string) => pathToFileURL(join(folder, `${state}.html`)).href
  let browser: Browser

  beforeAll(async () => {
    for (const [state, make] of Object.entries(states))
      writeFileSync(join(folder, `${state}.html`), await html.render(make()))
    browser = await chromium.launch({ executablePath, args })
  })

  afterAll(async () => {
    await browser.close()
    rmSync(folder, { recursive: true })
  })

  /** Opens a page, uses it, and expects that it said nothing and asked for nothing but itself. */
  async function open(
    state: string,
    use: (page: Page) => Promise<void>,
    options: BrowserContextOptions & { hash?: string } = {},
  ) {
    const { hash = "", ...rest } = options
    const context = await browser.newContext({ viewport: { width: 1360, height: 900 }, ...rest })
    try {
      const page = await context.newPage()
      const said: string[] = []
      const asked: string[] = []
      page.on("console", (message) => said.push(message.text()))
      page.on("pageerror", (error) => said.push(String(error)))
      page.on("dialog", (dialog) => {
        said.push(dialog.message())
        void dialog.dismiss()
      })
      page.on("request", (request) => asked.push(request.url()))
      await page.goto(address(state) + hash)
      await use(page)
      expect(said).toEqual([])
      expect(asked.map((url) => url.split("#")[0])).toEqual(asked.map(() => address(state)))
    } finally {
      await context.close()
    }
  }

  const rows = (page: Page) => page.locator("#cols tbody:visible")
  const firstRow = (page: Page) => rows(page).first().locator("bdi").first().textContent()

  test.each(Object.keys(states))("%s says its verdict and every column without JavaScript", async (state) => {
    await open(
      state,
      async (page) => {
        const body = page.locator("body")
        expect(await page.locator("h2").first().textContent()).toBe(titles[state])
        expect(await page.locator("h2").first().isVisible()).toBe(true)
        const names = page.locator("#cols .row th")
        expect(await names.count()).toBe(states[state]().columns.length)
        for (const name of await names.all()) expect(await name.isVisible()).toBe(true)
        expect(await body.locator("#tools:visible").count()).toBe(0)
      },
      { javaScriptEnabled: false },
    )
  })

  const widths = [400, 1080, 1360] as const
  const schemes = ["light", "dark"] as const

  test.each(Object.keys(states))(
    "%s is accessible and never scrolls sideways, light and dark, narrow and wide, opened and closed",
    async (state) => {
      const source = createRequire(import.meta.url).resolve("axe-core/axe.min.js")
      await open(
        state,
        async (page) => {
          const sideways = async (width: number, what: string) => {
            await page.setViewportSize({ width, height: 800 })
            const wide = await page.evaluate<number>("document.documentElement.scrollWidth")
            expect(wide, `${what} at ${width}`).toBeLessThanOrEqual(width)
          }
          for (const width of [360, 400, 720, 900, 1080, 1360]) await sideways(width, "closed")
          await page.evaluate(openAll)
          for (const width of [360, 400, 720, 900, 1080, 1360]) await sideways(width, "opened")
          // The page's policy forbids foreign scripts; only axe is let past it.
          await page.addScriptTag({ path: source })
          await page.evaluate(openEveryFifth)
          for (const width of widths)
            for (const colorScheme of schemes) {
              await page.setViewportSize({ width, height: 800 })
              await page.emulateMedia({ colorScheme })
              // The page makes what scrolls now reachable by keyboard once it has heard of its new width.
              await page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
              expect(await page.evaluate<string[]>(runAxe), `${colorScheme} at ${width}`).toEqual([])
            }
        },
        { bypassCSP: true },
      )
    },
    // A second or two each where nothing else runs; a busy machine takes its time.
    240_000,
  )

  test.each(Object.keys(states))("%s asks for nothing and says nothing under its own policy", async (state) => {
    await open(state, async (page) => {
      await page.evaluate(openAll)
      for (const colorScheme of schemes) {
        await page.emulateMedia({ colorScheme })
        expect(await page.locator("h2").first().textContent()).toBe(titles[state])
      }
    })
  })

  test("filters, finding and sorting work, and say how many are left", async () => {
    await open("drift", async (page) => {
      const count = page.locator("#count")
      expect(await rows(page).count()).toBe(10)
      expect(await count.textContent()).toBe("10 of 32 columns")
      await page.getByRole("button", { name: "Not tested 4" }).click()
      expect(await rows(page).count()).toBe(4)
      await page.getByRole("button", { name: "Quality 4" }).click()
      expect(await rows(page).count()).toBe(4)
      await page.getByRole("button", { name: "All 32" }).click()
      expect(await count.textContent()).toBe("32 columns")
      await page.getByRole("searchbox", { name: "Find a column" }).fill("RATE")
      expect(await rows(page).count()).toBe(1)
      expect(await firstRow(page)).toBe("interest_rate")
      await page.getByRole("searchbox", { name: "Find a column" }).fill("")

      const head = (name: string) => page.locator("#cols th[data-k]", { hasText: name })
      await head("Column").getByRole("button").click()
      expect(await firstRow(page)).toBe("age")
      expect(await head("Column").getAttribute("aria-sort")).toBe("ascending")
      await head("Missing").getByRole("button").click()
      expect(await firstRow(page)).toBe("months_since_delinquency")
      await head("Drift score").getByRole("button").click()
      expect(await firstRow(page)).toBe("interest_rate")
      expect(await page.locator("[aria-sort]").count()).toBe(1)
    })
  })

  test("a row opens by a click, by keys, and by its address, even where a filter hides it", async () => {
    const opened = (page: Page, id: string) => page.locator(`#${id} details[open]`).waitFor()
    const closed = (page: Page, id: string) => page.locator(`#${id} .open`).waitFor({ state: "hidden" })
    await open("drift", async (page) => {
      await page.locator("#c-purpose .c-chg").click()
      await opened(page, "c-purpose")
      await page.locator("#c-purpose .c-chg").click()
      await closed(page, "c-purpose")
      await page.locator("#c-purpose summary").focus()
      await page.keyboard.press("Enter")
      await opened(page, "c-purpose")
      await page.getByRole("button", { name: "Expand all" }).click()
      expect(await page.locator("details[open]:visible").count()).toBe(10)
      await page.getByRole("button", { name: "Collapse all" }).click()
      expect(await page.locator("details[open]").count()).toBe(0)
    })
    await open(
      "drift",
      async (page) => {
        await opened(page, "c-age")
        expect(await page.locator("#c-age").isVisible()).toBe(true)
        await page.locator(".verdict a").first().click()
        await opened(page, "c-interest-rate")
      },
      { hash: "#c-age" },
    )
  })

  test("a search that finds nothing here says how many columns other filters have, and types are found too", async () => {
    await open("drift", async (page) => {
      const find = page.getByRole("searchbox", { name: "Find a column by name or type" })
      await find.fill("age")
      const shown = await rows(page).count()
      const elsewhere = page.getByRole("button", { name: /in other filters/ })
      const others = Number.parseInt((await elsewhere.textContent()) ?? "")
      expect(others).toBeGreaterThan(0)
      await elsewhere.click()
      expect(await rows(page).count()).toBe(shown + others)
      expect(await elsewhere.isVisible()).toBe(false)
      await find.fill("boolean")
      const types = await rows(page).locator(".c-name .sub").allTextContents()
      expect(types.length).toBeGreaterThan(0)
      for (const type of types) expect(type).toMatch(/^boolean/)
    })
  })

  test("the address says filter, search and opened rows, and shows the same again", async () => {
    let said = ""
    await open("drift", async (page) => {
      const address = () => new URL(page.url()).hash
      await page.locator("#c-purpose .c-chg").click()
      await expect.poll(address).toBe("#c-purpose")
      await page.getByRole("button", { name: "Quality 4" }).click()
      await page.getByRole("searchbox", { name: "Find a column" }).fill("e")
      await expect.poll(address).toBe("#show=quality&find=e&open=c-purpose")
      await page.locator("#cols tbody:visible:not(#c-purpose) .c-chg").first().click()
      await expect.poll(address).toMatch(/open=(c-[\w-]+,c-[\w-]+)$/)
      said = address()
      await page.getByRole("searchbox", { name: "Find a column" }).fill("")
      await page.getByRole("button", { name: "Drift 10" }).click()
      await page.evaluate("for (const details of document.querySelectorAll('#cols details')) details.open = false")
      await expect.poll(address).toBe("")
    })
    await open(
      "drift",
      async (page) => {
        expect(await page.getByRole("button", { name: "Quality 4" }).getAttribute("aria-pressed")).toBe("true")
        expect(await page.getByRole("searchbox", { name: "Find a column" }).inputValue()).toBe("e")
        await expect.poll(() => page.locator("#cols details[open]").count()).toBe(2)
      },
      { hash: said },
    )
  })

  test("each column has a link to itself that can be copied", async () => {
    await open("drift", async (page) => {
      const link = page.locator("#c-purpose .anchor")
      expect(await link.getAttribute("href")).toBe("#c-purpose")
      await page.locator("#c-purpose").hover()
      const opacity = "getComputedStyle(document.querySelector('#c-purpose .anchor')).opacity"
      await expect.poll(() => page.evaluate<string>(opacity)).toBe("1")
      await link.click()
      await page.locator("#c-purpose details[open]").waitFor()
      expect(new URL(page.url()).hash).toBe("#c-purpose")
    })
  })

  test("findings are found, filtered and sorted, and what passed is listed", async () => {
    await open("check", async (page) => {
      const found = page.locator("#findings tbody tr:visible")
      const all = await found.count()
      expect(all).toBeGreaterThan(4)
      const column = await found.last().locator("td").nth(1).textContent()
      await page.getByRole("searchbox", { name: "Find in the findings" }).fill(column?.toUpperCase() ?? "")
      expect(await found.count()).toBeLessThan(all)
      expect(await page.locator("#quality-count").textContent()).toBe(`${await found.count()} of ${all} findings`)
      await page.getByRole("searchbox", { name: "Find in the findings" }).fill("")
      const head = page.locator("#findings th", { hasText: "Column" })
      await head.getByRole("button").click()
      const names = await found.locator("td:nth-child(2)").allTextContents()
      expect(names).toEqual([...names].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)))
      expect(await head.getAttribute("aria-sort")).toBe("ascending")
      await page.locator(".passed summary").click()
      expect(await page.locator(".passed tbody tr:visible").count()).toBeGreaterThan(0)
    })
    await open("segments", async (page) => {
      const warnings = page.getByRole("button", { name: /^Warning \d+$/ })
      if ((await warnings.count()) === 0) return
      await warnings.click()
      expect(await page.locator("#findings tbody tr:visible").first().getAttribute("data-s")).toBe("warn")
    })
  })

  test("drifted columns of a segment stand apart without commas", async () => {
    await open("segments", async (page) => {
      const items = await page.locator(".apart li").allTextContents()
      expect(items.length).toBeGreaterThan(0)
      for (const item of items) expect(item).not.toContain(",")
    })
  })

  test("without JavaScript a row opens by its summary", async () => {
    await open(
      "drift",
      async (page) => {
        await page.locator("#c-purpose summary").click()
        expect(await page.locator("#c-purpose .open").isVisible()).toBe(true)
      },
      { javaScriptEnabled: false },
    )
  })

  test("a histogram reads out its bins by pointer and by keys", async () => {
    await open(
      "drift",
      async (page) => {
        const chart = page.locator("#c-interest-rate .hist")
        const reading = page.locator("#c-interest-rate .reading")
        await chart.hover()
        expect(await reading.textContent()).toMatch(/^[\d.]+ to [\d.]+ · reference [\d.]+% · current [\d.]+%$/)
        await page.mouse.move(0, 0)
        expect(await reading.textContent()).toBe("")
        await chart.focus()
        await page.keyboard.press("ArrowRight")
        const first = await reading.textContent()
        await page.keyboard.press("ArrowRight")
        expect(await reading.textContent()).not.toBe(first)
        await page.keyboard.press("ArrowLeft")
        expect(await reading.textContent()).toBe(first)
      },
      { hash: "#c-interest-rate" },
    )
  })

  test("light and dark follow the system until the button says otherwise", async () => {
    const background = (page: Page) => page.evaluate<string>("getComputedStyle(document.body).backgroundColor")
    await open("drift", async (page) => {
      expect(await background(page)).toBe("rgb(245, 246, 248)")
      await page.getByRole("button", { name: "Light / dark" }).click()
      expect(await background(page)).toBe("rgb(13, 18, 23)")
    })
    await open(
      "drift",
      async (page) => {
        expect(await background(page)).toBe("rgb(13, 18, 23)")
        await page.getByRole("button", { name: "Light / dark" }).click()
        expect(await background(page)).toBe("rgb(245, 246, 248)")
      },
      { colorScheme: "dark" },
    )
  })

  test("on paper drifted rows are open, tools are gone, and it stays short", async () => {
    await open("drift", async (page) => {
      const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1")
      expect(pdf.match(/\/Type\s*\/Page\b/g)?.length).toBeLessThan(9)
      await page.emulateMedia({ media: "print" })
      expect(await page.locator("#tools").isVisible()).toBe(false)
      expect(await page.locator("nav").isVisible()).toBe(false)
    })
  })

  test("no name or value of a file runs or draws anything", async () => {
    await open("hostile", async (page) => {
      expect(await page.locator("script").count()).toBe(1)
      expect(await page.locator("img, marquee, iframe, object").count()).toBe(0)
      expect(await rows(page).count()).toBe(12)
    })
  })
})
