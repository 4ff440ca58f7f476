import { describe, expect, it } from "vitest"
import unit from "../../src/multivariate/pca-reconstruction.js"
import { drawColumns, readEncoded, type Draw } from "./columns.js"

/** Odd columns follow the one before them. */
const paired: Draw = (column, _side, z, all) => (column % 2 === 1 ? 0.7 * all[column - 1] + 0.7 * z : z)

describe("PCA reconstruction error", () => {
  /**
   * Offline, over 400 draws per setting (5 and 20 columns, 30 to 5,000 rows a side): 0 % to 2.2 % reach 1 for normal
   * columns; log-normal ones 1 % to 4.3 %, and 7.7 % at 30 rows.
   */
  it("rarely reaches 1 where nothing changed", () => {
    const scores = Array.from({ length: 200 }, (_, i) => {
      return unit.measure(drawColumns(200, 200, 6, 100 + 7919 * i, paired), i).score
    })
    expect(scores.filter((score) => score >= 1).length / scores.length).toBeLessThanOrEqual(0.03)
  })

  it("finds a lost correlation that no single column shows, and names its columns", () => {
    const columns = drawColumns(1000, 1000, 6, 5, (column, side, z, all) =>
      // √0.98 is the spread that the column has in the reference.
      side === "current" && column === 1 ? z * Math.sqrt(0.98) : paired(column, side, z, all),
    )
    const { score, statistic, band, columns: ranked } = unit.measure(columns, 1)
    expect(score).toBeGreaterThan(1)
    expect(statistic).toBeGreaterThan(band![1])
    expect(
      ranked
        .slice(0, 2)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(["c0", "c1"])
  })

  it("finds the change of real rows", async () => {
    const names = ["car_value", "debt_to_income_ratio", "driver_tenure", "loan_length", "salary_range"]
    const result = unit.measure(await readEncoded("carloan", names), 1)
    expect(result.score).toBeGreaterThan(1)
    expect(result.p_value).toBeNull()
  })

  it("says that two unrelated columns cannot show a change", () => {
    const result = unit.measure(
      drawColumns(100, 100, 2, 6, (_column, side, z) => (side === "current" ? 3 * z : z)),
      1,
    )
    expect(result.score).toBe(0)
    expect(result.warnings).toHaveLength(1)
  })
})
