import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { chromium, type Browser, type Page } from "playwright-core"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { figuresByPeriod } from "../../src/history/by-period.js"
import { furthestColumns } from "../../src/history/trend.js"
import type { HistoryRun } from "../../src/model.js"
import { indexPage } from "../../src/report/index-page.js"
import { historyColumn, historyRun, nights, silentRun } from "../helpers/history.js"
import { hostileNames } from "../helpers/sample-report.js"

const executablePath = "/usr/bin/chromium"
const present = existsSync(executablePath)
if (!present) console.log(`skipped: no browser at ${executablePath}; the index was not opened`)

const names = [
  "interest_rate",
  "income",
  "a_rather_long_name_of_a_column_in_a_warehouse",
  "score",
  "utilisation",
  "balance",
  "tenure",
  "amount",
]
const hostile = hostileNames.map((name, i) => historyColumn(name, i))
const states: Record<string, HistoryRun[]> = {
  nights: nights(120, names),
  first: nights(1, names),
  silent: [...nights(9, names), silentRun(9, `cannot read ${"in/".repeat(80)}today.parquet: no such file`)],
  hostile: Array.from({ length: 12 }, (_, i) => historyRun(i, hostile)),
}
const runAxe =
  "axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(' | ')))"

describe.skipIf(!present)("the index in a browser", () => {
  const folder = mkdtempSync(join(tmpdir(), "driftcheck-index-"))
  const address = (state: string) => pathToFileURL(join(folder, `${state}.html`)).href
  let browser: Browser

  beforeAll(async () => {
    for (const [state, runs] of Object.entries(states)) {
      const files = new Set(["report.html", "report.json"])
      writeFileSync(
        join(folder, `${state}.html`),
        indexPage(
          runs,
          { columns: furthestColumns(runs.slice(-30), 8), lasting: [], periods: figuresByPeriod(runs) },
          () => files,
          "0.1.0",
        ),
      )
    }
    browser = await chromium.launch({
      executablePath,
      args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync"],
    })
  })

  afterAll(async () => {
    await browser.close()
    rmSync(folder, { recursive: true })
  })

  /** Opens a page from disk, uses it, and expects that it said nothing and asked for nothing but itself. */
  async function open(state: string, use: (page: Page) => Promise<void>, options: object = {}): Promise<void> {
    const context = await browser.newContext({ viewport: { width: 1360, height: 900 }, ...options })
    try {
      const page = await context.newPage()
      const said: string[] = []
      const asked: string[] = []
      page.on("console", (message) => said.push(message.text()))
      page.on("pageerror", (error) => said.push(String(error)))
      page.on("request", (request) => asked.push(request.url()))
      await page.goto(address(state))
      await use(page)
      expect(said).toEqual([])
      expect(asked).toEqual([address(state)])
    } finally {
      await context.close()
    }
  }

  const looks = Object.keys(states).flatMap((state) =>
    (["light", "dark"] as const).map((scheme) => [state, scheme] as const),
  )

  test.each(looks)("%s in %s has no accessibility violation", async (state, colorScheme) => {
    const source = createRequire(import.meta.url).resolve("axe-core/axe.min.js")
    await open(
      state,
      async (page) => {
        await page.addScriptTag({ path: source })
        expect(await page.evaluate<string[]>(runAxe)).toEqual([])
      },
      { bypassCSP: true, colorScheme },
    )
  })

  test.each(Object.keys(states))("%s never scrolls sideways, and shows every run without JavaScript", async (state) => {
    await open(
      state,
      async (page) => {
        expect(await page.locator("tbody tr").count()).toBe(states[state].length)
        expect(await page.locator("h2").first().isVisible()).toBe(true)
        expect(await page.locator("script, img, iframe").count()).toBe(0)
      },
      { javaScriptEnabled: false },
    )
    await open(state, async (page) => {
      for (const width of [360, 400, 720, 1080, 1360]) {
        await page.setViewportSize({ width, height: 800 })
        expect(await page.evaluate<number>("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width)
      }
    })
  })
})
