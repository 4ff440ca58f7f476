import { expect, it } from "vitest"
import { runCli } from "../helpers/run-cli.js"

const args = ["compare", "fixtures/data/carloan_ref.parquet", "fixtures/data/carloan_cur.parquet", "--no-output"]
const columns = ["--columns", "car_value"]

/** Whether stdout has colour, on a terminal or in a pipe. */
async function coloured(flags: string[], env: Record<string, string>, terminal: boolean): Promise<boolean> {
  const { stdout } = await runCli([...args, ...columns, ...flags], { env, ...(terminal ? { columns: 100 } : {}) })
  return stdout.includes("\u001b[")
}

const rows: [flags: string[], env: Record<string, string>, terminal: boolean, pipe: boolean][] = [
  [[], {}, true, false],
  [[], { TERM: "dumb" }, false, false],
  [[], { NO_COLOR: "1" }, false, false],
  [[], { NO_COLOR: "" }, true, false],
  [[], { FORCE_COLOR: "1" }, true, true],
  [[], { FORCE_COLOR: "0" }, false, false],
  [[], { NO_COLOR: "1", FORCE_COLOR: "1" }, false, false],
  [["--color"], {}, true, true],
  [["--color"], { NO_COLOR: "1" }, true, true],
  [["--no-color"], {}, false, false],
  [["--no-color"], { FORCE_COLOR: "1" }, false, false],
]

for (const [flags, env, terminal, pipe] of rows)
  it(`${JSON.stringify({ flags, ...env })}: ${terminal ? "colour" : "none"} on a terminal, ${pipe ? "colour" : "none"} in a pipe`, async () => {
    expect(await coloured(flags, env, true)).toBe(terminal)
    expect(await coloured(flags, env, false)).toBe(pipe)
  })

it("colour repeats words and never replaces them", async () => {
  const [plain, loud] = [await runCli([...args, "--no-color"]), await runCli([...args, "--color"])]
  // eslint-disable-next-line no-control-regex -- the colours' own escapes
  expect(loud.stdout.replace(/\u001b\[\d+m/g, "")).toBe(plain.stdout)
})
