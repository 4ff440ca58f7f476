import { readFileSync } from "node:fs"
import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"
import { gunzipSync } from "node:zlib"
import { expect, it } from "vitest"
import { run } from "../../../src/cli.js"
import type { Io } from "../../../src/run/io.js"
import { freshFolder } from "../../helpers/in-folder.js"
import { patience } from "../../helpers/patience.js"

setFlagsFromString("--expose-gc")
const collectGarbage = runInNewContext("gc") as () => void
const folder = freshFolder()
const lines = gunzipSync(readFileSync("fixtures/data/prediction_log.jsonl.gz")).toString().split("\n")

it("a watch holds one window, however many there were before", { timeout: patience(120) }, async () => {
  const [rows, windows] = [50, 200]
  const from = folder.write("log.jsonl", lines.slice(0, rows * windows + 10).join("\n"))
  const held: { windows: number; megabytes: number }[] = []
  let said = 0
  const output = (write: (text: string) => void) => ({ write, isTTY: false, columns: undefined })
  const io: Io = {
    argv: [],
    stdout: output((text) => {
      if (!text.includes("\n")) return
      said++
      if (said % 10 !== 0) return
      collectGarbage()
      const { heapUsed, external, arrayBuffers } = process.memoryUsage()
      held.push({ windows: said, megabytes: (heapUsed + external + arrayBuffers) / 2 ** 20 })
    }),
    stderr: output(() => undefined),
    env: {},
    now: () => new Date("2026-03-02T03:00:00Z"),
  }
  const argv = ["watch", "fixtures/data/prediction_log_ref.parquet", "--from", from, "-o", folder.path("out")]
  await run([...argv, "--rows", String(rows), "--once", "--no-config"], io)
  /** The least of the last 50 windows: what is held between two of them. */
  const until = (end: number) =>
    Math.min(...held.filter(({ windows: n }) => n > end - 50 && n <= end).map(({ megabytes }) => megabytes))
  console.log([50, 100, 150, 200].map((n) => `${n} windows: ${until(n).toFixed(1)} MB`).join(", "))
  expect(held).toHaveLength(20)
  // 150 lines of the history (about 1 kB each, parsed some more) are kept: 6 MB is far above that and far below 150 windows.
  expect(until(200) - until(50)).toBeLessThan(6)
})
