import { setTimeout as wait } from "node:timers/promises"
import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"
import { expect, it, vi } from "vitest"
import { openEngine } from "../../src/engines/open-engine.js"
import { cpuSeconds } from "../helpers/busy-share.js"
import { duckdbFile } from "../helpers/duckdb-table.js"
import { runCli } from "../helpers/run-cli.js"
import { conforms } from "./conformance.js"
import { runLong, waiting } from "./stopping.js"

conforms("DuckDB", (path) =>
  Promise.resolve({
    addressOf: (table) => `duckdb:${path}?table=${encodeURIComponent(table)}`,
    stop: () => undefined,
  }),
)

it("ends at once when it is stopped in the middle of a statement", async () => {
  const run = runLong("duckdb:", "select sqrt(a.range * b.range) as x from range(1000000) a, range(1000000) b")
  // Node itself takes less than this to start.
  await vi.waitFor(() => expect(cpuSeconds(run.pid)).toBeGreaterThan(3), waiting(60))
  const stopped = performance.now()
  run.kill("SIGINT")
  expect((await run.ended).by).toBe("SIGINT")
  expect(performance.now() - stopped).toBeLessThan(waiting(3).timeout)
})

it("opens a file for its second side when garbage was collected since the first", async () => {
  setFlagsFromString("--expose-gc")
  const gc = runInNewContext("gc") as () => void
  const { path, remove } = await duckdbFile({ a: "select range as x from range(10)", b: "select 1 as x" })
  const first = await openEngine(`duckdb:${path}?table=a`, {})
  for (let times = 0; times < 5; times++) {
    gc()
    await wait(10)
  }
  const second = await openEngine(`duckdb:${path}?table=b`, {})
  expect([first.rows, second.rows]).toEqual([10, 1])
  for (const side of [first, second]) side.close()
  remove()
})

it("hands on what DuckDB would have understood instead", async () => {
  const query = (sql: string) => ["--reference-query", sql, "--current-query", "select 1 as x"]
  const asked = (sql: string) => runCli(["compare", "duckdb:", "duckdb:", ...query(sql), "--no-config", "--no-output"])
  const { code, stderr } = await asked("select y from (select 1 as x)")
  expect([code, stderr]).toEqual([2, expect.stringMatching(/column "y" not found.*\nhint: Candidate bindings: "x"/)])
})
