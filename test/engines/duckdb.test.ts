import { expect, it, vi } from "vitest"
import { cpuSeconds } from "../helpers/busy-share.js"
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
