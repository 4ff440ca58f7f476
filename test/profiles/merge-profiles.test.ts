import { describe, expect, it } from "vitest"
import { ProfileDataset } from "../../src/datasets/profile-dataset.js"
import type { ColumnSummary } from "../../src/model.js"
import { makeProfile } from "../../src/profiles/make-profile.js"
import { mergeProfiles } from "../../src/profiles/merge-profiles.js"
import { normalDraws, randomNumbers } from "../../src/stats/random.js"
import { maxEcdfGap } from "../../src/stats/max-ecdf-gap.js"
import { memoryDataset } from "../helpers/memory-dataset.js"

const rows = 12_000
const draws = normalDraws(rows, 7)
const next = randomNumbers(11)
const columns = {
  amount: Array.from(draws, (value, i) => (i % 50 === 0 ? null : Math.exp(value) * 100)),
  whole: Array.from(draws, (value) => Math.round(value * 4)),
  plan: Array.from(draws, () => ["free", "team", "NA", null][Math.floor(next() * 4)]),
  flag: Array.from(draws, (value) => value > 0.3),
  user_id: Array.from(draws, (_, i) => i + 1),
  empty_at_first: Array.from(draws, (value, i) => (i < rows / 2 ? null : value)),
}

const part = (from: number, to: number) =>
  memoryDataset(Object.fromEntries(Object.entries(columns).map(([name, cells]) => [name, cells.slice(from, to)])))
const profileOf = (from: number, to: number) => makeProfile(part(from, to), { categorySalt: null })
const whole = await profileOf(0, rows)
const merged = mergeProfiles([await profileOf(0, 5000), await profileOf(5000, 9000), await profileOf(9000, rows)])

/** Relative to the larger of the value and 1. */
function expectClose(got: unknown, expected: unknown, tolerance: number, place: string): void {
  if (typeof expected !== "number") {
    expect(got, place).toEqual(expected)
    return
  }
  expect(typeof got, place).toBe("number")
  expect(Math.abs(Number(got) - expected) / Math.max(1, Math.abs(expected)), place).toBeLessThanOrEqual(tolerance)
}

describe("merged profiles", () => {
  it("hold the counts, extremes, moments and categories of the whole", () => {
    const figures = [
      ...["rows", "missing", "nan", "infinite", "min", "max", "at_min", "at_max", "zeros", "negative", "top"],
      ...["mean", "std", "sum", "skew", "kurtosis", "length_min", "length_max", "length_mean", "null_words", "spaced"],
    ] as (keyof ColumnSummary)[]
    for (const [i, column] of whole.columns.entries()) {
      const exactTop = column.points === null || column.points.resolution === 0
      for (const figure of figures)
        if (figure !== "top" || exactTop)
          expectClose(merged.columns[i].summary[figure], column.summary[figure], 1e-11, `${column.name} ${figure}`)
      expect(merged.columns[i].categories).toEqual(column.categories)
    }
    expect(merged.rows).toBe(rows)
    expect(merged.row_facts).toMatchObject({ missing_cells: whole.row_facts.missing_cells })
  })

  it("hold the distribution of the whole within the resolution they state", async () => {
    for (const name of ["amount", "empty_at_first"]) {
      const exact = await part(0, rows).sample(name)
      const sample = await new ProfileDataset("merged", merged).sample(name)
      const resolution = merged.columns.find((column) => column.name === name)?.points?.resolution ?? 0
      expect(sample).toHaveLength(exact.length)
      expect(maxEcdfGap(sample, exact).gap, name).toBeLessThanOrEqual(resolution)
      expect(resolution, name).toBeLessThan(0.002)
    }
  })

  it("keep few different values exactly, and say where they only bound their number", () => {
    const at = (name: string) => merged.columns.find((column) => column.name === name)
    expect(at("whole")?.points).toEqual(whole.columns[1].points)
    expect(at("whole")).toMatchObject({
      distinct_at_most: false,
      summary: { distinct: whole.columns[1].summary.distinct },
    })
    expect(at("amount")).toMatchObject({
      distinct_at_most: true,
      summary: { distinct: whole.columns[0].summary.distinct },
    })
    const { warnings } = new ProfileDataset("merged", merged)
    expect(warnings.some((warning) => warning.includes("amount") && warning.includes("there may be fewer"))).toBe(true)
  })

  it("are refused when their columns, types or hashes differ", async () => {
    const profile = (cells: Parameters<typeof memoryDataset>[0], categorySalt: string | null = null) =>
      makeProfile(memoryDataset(cells), { categorySalt })
    const [plain, other] = [await profile({ a: ["x", "y"] }), await profile({ b: ["x", "y"] })]
    expect(() => mergeProfiles([plain, other])).toThrow('has the column "a"')
    const numbers = await profile({ a: [1, 2] })
    expect(() => mergeProfiles([plain, numbers])).toThrow('column "a" is string in one part and int64 in another')
    const salted = await profile({ a: ["x", "y"] }, "salt")
    expect(() => mergeProfiles([plain, salted])).toThrow("hash their categories differently")
  })
})
