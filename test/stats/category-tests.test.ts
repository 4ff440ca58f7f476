import { describe, expect, it } from "vitest"
import { compareCategories, type GoldenCategories } from "../helpers/golden-categories.js"
import { Tally, goldenCases } from "./golden.js"

describe("tables agree with fixtures/golden/edge_contingency.json", () => {
  // Not ours: three rows; a side without any row, which is never tested.
  const cases = goldenCases<{ id: string; table: number[][]; expect: GoldenCategories }>("contingency").filter(
    ({ table, expect: { chi2 } }) => table.length === 2 && chi2?.error === undefined,
  )

  it("in g, fisher, prop_z, gof_ref_as_truth, cramers_v, tvd, linf, hellinger and kl_ref_cur", () => {
    const tally = new Tally()
    for (const { id, table, expect: golden } of cases) {
      const [reference, current] = table.map((row) => Float64Array.from(row))
      compareCategories(tally, id, reference, current, golden)
    }
    expect(tally.compared).toBe(213)
  })
})
