import { describe, expect, it } from "vitest"
import { compareDiscrepancy, compareNumeric, type GoldenNumeric } from "../helpers/golden-numeric.js"
import { readSortedColumns } from "../helpers/read-columns.js"
import { Tally, goldenCases, largestSize, sorted } from "./golden.js"

describe("tests and distances of two samples agree with fixtures/golden/edge_two_sample.json", () => {
  const cases = goldenCases<{ id: string; x: number[]; y: number[]; expect: GoldenNumeric }>("two_sample")

  it("in cvm, ad, mwu, es, t.welch, energy, bins50", () => {
    const tally = new Tally()
    for (const { id, x, y, expect: golden } of cases)
      compareNumeric(tally, id, sorted(x), sorted(y), golden, largestSize([...x, ...y]))
    expect(tally.compared).toBe(884)
  })

  it("in mmd", () => {
    const tally = new Tally()
    for (const { id, x, y, expect: golden } of cases) compareDiscrepancy(tally, id, sorted(x), sorted(y), golden.mmd)
    expect(tally.compared).toBe(147)
  })
})

describe("tests and distances of large samples agree with fixtures/golden/edge_large.json", () => {
  const cases = goldenCases<{ id: string; x: string; y: string; expect: GoldenNumeric }>("large")

  it("in cvm, ad, mwu, es, t.welch, energy, bins50", async () => {
    const columns = await readSortedColumns("fixtures/golden/edge_large.parquet")
    const tally = new Tally()
    for (const { id, expect: golden, ...names } of cases) {
      const [x, y] = [columns.get(names.x), columns.get(names.y)]
      if (x === undefined || y === undefined) throw new Error(`${id} is not in the file`)
      compareNumeric(tally, id, x, y, golden, Math.max(-x[0], -y[0], x[x.length - 1], y[y.length - 1]))
    }
    expect(tally.compared).toBe(160)
  })
})
