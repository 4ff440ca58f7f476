/** What a user types who has not read the help. */
import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs"
import { setTimeout } from "node:timers/promises"
import { expect, it } from "vitest"
import { freshFolder } from "../helpers/in-folder.js"
import { runCli } from "../helpers/run-cli.js"
import { patience } from "../helpers/patience.js"

const [reference, current] = ["fixtures/data/carloan_ref.parquet", "fixtures/data/carloan_cur.parquet"]
const short = ["--columns", "car_value", "--no-output"]

const folder = freshFolder()

it("two files alone are compared", async () => {
  const bare = await runCli([reference, current, ...short])
  const whole = await runCli(["compare", reference, current, ...short])
  expect(bare.code).toBe(1)
  expect(bare.stdout).toBe(whole.stdout)
})

it("one file alone is told what is missing, and where the help is", async () => {
  const { code, stderr } = await runCli([reference])
  expect(code).toBe(2)
  expect(stderr).toBe(
    "error: missing required argument 'current'\nhint: driftcheck compare --help lists commands and options\n",
  )
})

it("a misspelt command is no file", async () => {
  const { code, stderr } = await runCli(["comapre", reference, current])
  expect(code).toBe(2)
  expect(stderr).toContain("Did you mean compare?")
})

for (const word of ["-v", "version"])
  it(`${word} prints the version`, async () => {
    expect(await runCli([word])).toEqual(await runCli(["--version"]))
  })

it("a file that is not there is named with the one beside it", async () => {
  const { code, stderr } = await runCli(["compare", "fixtures/data/carloan_reff.parquet", current, "--no-output"])
  expect(code).toBe(2)
  expect(stderr).toContain("hint: Did you mean fixtures/data/carloan_ref.parquet? It lies in the same folder.")
})

it("a method whose letters changed places is understood", async () => {
  const { stderr } = await runCli(["compare", reference, current, "--method", "pis", "--no-output"])
  expect(stderr).toContain('did you mean "psi"?')
})

it("--open shows the page that was written", async () => {
  const [browser, seen, page] = ["browser", "seen", "report.html"].map(folder.path)
  writeFileSync(browser, `#!/bin/sh\nprintf %s "$1" > ${seen}.part && mv ${seen}.part ${seen}\n`)
  chmodSync(browser, 0o755)
  const env = { BROWSER: browser }
  const { code } = await runCli(["compare", reference, current, ...short, "--html", page, "--open"], { env })
  expect(code).toBe(1)
  for (const end = Date.now() + patience(5); !existsSync(seen) && Date.now() < end;) await setTimeout(20)
  expect(readFileSync(seen, "utf8")).toBe(page)
})

it("--open says what to do where no browser starts and where no page is written", async () => {
  const page = folder.path("report.html")
  const env = { BROWSER: "/nowhere/browser" }
  const none = await runCli(["compare", reference, current, ...short, "--html", page, "--open"], { env })
  expect(none).toMatchObject({ code: 1, stderr: `no browser was started (/nowhere/browser); open ${page} by hand\n` })
  const without = await runCli(["compare", reference, current, ...short, "--open"], { env })
  expect(without).toMatchObject({ code: 1, stderr: "no page to open: this run wrote no HTML\n" })
})
