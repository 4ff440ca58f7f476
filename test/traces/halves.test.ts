import { describe, expect, it } from "vitest"
import { compareHalves } from "./halves.js"

// Rates over 60 halves: `npm run trace-halves`, docs/llm.md.
describe("random halves of the same traces", () => {
  it.each([1, 2, 3])("are quiet (seed %i)", async (seed) => {
    const found = await compareHalves("fixtures/data/llm_traces_ref.parquet", seed)
    expect(found).toMatchObject({ exitCode: 0, drifted: [], failed: [] })
    expect(found.tested).toBeGreaterThan(5)
    expect(found.compared).toBeGreaterThan(5)
  })
})
