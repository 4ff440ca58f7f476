import { describe, expect, it } from "vitest"
import unit from "../../src/multivariate/domain-classifier.js"
import { drawColumns, readEncoded, type Draw } from "./columns.js"

const unchanged: Draw = (_column, _side, z) => z

function drifts({ score, p_value }: { score: number; p_value: number | null }): boolean {
  return score >= unit.meta.threshold && p_value! < unit.meta.significance
}

describe("domain classifier", () => {
  /**
   * Offline, with other seeds: 4.4 % of 1,000 draws below 0.05 (60 rows a side, 4 columns), 3.0 % of 1,000 (60, 2), 2.9 % of
   * 700 (150, 4), 2.8 % of 500 (200, 5, tied); as if folds were independent: 8 % to 11 %. With 1,000 rows
   * a side none of 450 draws (1, 5, 20 columns) also reached an AUC of 0.55.
   */
  it("gives p-values that are uniform where nothing changed", () => {
    const results = Array.from({ length: 300 }, (_, i) => {
      return unit.measure(drawColumns(60, 60, 4, 100 + 7919 * i, unchanged), i)
    })
    const below = (share: number) => results.filter(({ p_value }) => p_value! < share).length / results.length
    expect(below(0.05)).toBeLessThanOrEqual(0.07)
    for (const share of [0.25, 0.5, 0.75]) expect(Math.abs(below(share) - share)).toBeLessThan(0.08)
    // 1.645 standard errors, as they would be if folds were independent.
    const careless = results.filter(({ statistic }) => statistic! * Math.SQRT2 > 1.645).length / results.length
    expect(careless).toBeGreaterThan(0.08)
  })

  it("finds a correlation that no single column shows, and names its columns", () => {
    const columns = drawColumns(1000, 1000, 6, 5, (column, side, z, all) =>
      side === "current" && column === 4 ? 0.8 * all[1] + 0.6 * z : z,
    )
    const result = unit.measure(columns, 1)
    expect(drifts(result)).toBe(true)
    expect(result.score).toBeGreaterThan(0.65)
    expect(result.p_value).toBeLessThan(1e-20)
    expect(
      result.columns
        .slice(0, 2)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(["c1", "c4"])
  })

  it("sees in part what lies only in how two columns go together, and says so", () => {
    const sign = (z: number) => Number(z > 0)
    // The third column is whether two others of 0 and 1 differ: on the current side turned round.
    const columns = drawColumns(1000, 1000, 6, 11, (column, side, z, all) => {
      if (column === 2) return Math.abs(Number(sign(all[0]) !== sign(all[1])) - Number(side === "current"))
      return column < 2 ? sign(z) : z
    })
    const { score } = unit.measure(columns, 1)
    // An all-knowing model would reach 1.
    expect(score).toBeLessThan(0.95)
    expect(unit.meta.description).toContain("sees in part")
  })

  it("is quiet on a random split of real rows and finds what changed in others", async () => {
    const names = ["car_value", "debt_to_income_ratio", "driver_tenure", "salary_range", "size_of_downpayment"]
    const result = unit.measure(await readEncoded("carloan", names, 2000), 1)
    expect(drifts(result)).toBe(true)
    expect(result.columns[0].name).toBe("car_value")
    const halves = (await readEncoded("carloan", names, 2000)).map((column) => ({
      ...column,
      reference: column.reference.filter((_, row) => row % 2 === 0),
      current: column.reference.filter((_, row) => row % 2 === 1),
    }))
    expect(drifts(unit.measure(halves, 1))).toBe(false)
  })

  it("sees nothing in identical sides and everything in disjoint ones", () => {
    const columns = drawColumns(200, 200, 3, 9, unchanged)
    const same = unit.measure(
      columns.map((column) => ({ ...column, current: column.reference.slice() })),
      1,
    )
    expect(drifts(same)).toBe(false)
    const apart = unit.measure(
      columns.map((column) => ({ ...column, current: column.reference.map((z) => z + 100) })),
      1,
    )
    expect(apart.score).toBe(1)
    expect(apart.p_value).toBeLessThan(1e-30)
  })

  it("says how many categories it tells apart", () => {
    const codes = (n: number) => Float64Array.from({ length: n }, (_, row) => row % 3000)
    const columns = [{ name: "id", kind: "categorical" as const, reference: codes(4000), current: codes(3500) }]
    expect(unit.measure(columns, 1).warnings).toEqual([
      '"id" has 3000 categories: those after the 62 most common count as one',
    ])
  })
})
