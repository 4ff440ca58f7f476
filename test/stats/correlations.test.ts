import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { biasCorrectedV } from "../../src/stats/bias-corrected-v.js"
import { correlationRatio } from "../../src/stats/correlation-ratio.js"
import { denseCodes, type Coded } from "../../src/stats/dense-codes.js"
import { jackknifeError } from "../../src/stats/jackknife-error.js"
import { normalDraws } from "../../src/stats/random.js"
import { spearman } from "../../src/stats/spearman.js"

interface Golden {
  spearman: { name: string; a: (number | null)[]; b: (number | null)[]; value: number | null; rows: number }[]
  cramers_v: { name: string; a: number[]; b: number[]; value: number | null; rows: number }[]
  correlation_ratio: {
    name: string
    values: (number | null)[]
    groups: number[]
    value: number | null
    rows: number
  }[]
}

const golden = JSON.parse(readFileSync("fixtures/correlations/golden.json", "utf8")) as Golden
const numbers = (values: (number | null)[]) => Float64Array.from(values, (value) => value ?? NaN)
const coded = (codes: number[]): Coded => ({ codes: Int32Array.from(codes), levels: Math.max(...codes) + 1 })

/** Rounding alone: 1e-12, as far as doubles of a few dozen terms go. */
function agrees(ours: { value: number | null; rows: number }, theirs: { value: number | null; rows: number }): void {
  expect(ours.rows).toBe(theirs.rows)
  if (theirs.value === null || ours.value === null) expect(ours.value).toBe(theirs.value)
  else expect(Math.abs(ours.value - theirs.value)).toBeLessThan(1e-12)
}

describe("Spearman's rank correlation is scipy's", () => {
  it.each(golden.spearman)("$name", ({ a, b, ...theirs }) => {
    agrees(spearman(denseCodes(numbers(a)), denseCodes(numbers(b))), theirs)
  })
})

describe("bias-corrected Cramér's V is what scipy's chi-square gives", () => {
  it.each(golden.cramers_v)("$name", ({ a, b, ...theirs }) => {
    agrees(biasCorrectedV(coded(a), coded(b)), theirs)
  })
})

describe("the correlation ratio is what scipy's Kruskal-Wallis gives, less what chance explains", () => {
  it.each(golden.correlation_ratio)("$name", ({ values, groups, ...theirs }) => {
    agrees(correlationRatio(denseCodes(numbers(values)), coded(groups)), theirs)
  })

  it("is near nothing for heavy tails over many categories, where the share of the variance itself is not", () => {
    const [rows, levels] = [1000, 300]
    const draws = normalDraws(2 * rows, 5)
    const cauchy = Float64Array.from({ length: rows }, (_, i) => draws[i] / draws[rows + i])
    const groups = coded(Array.from({ length: rows }, (_, i) => i % levels))
    // Epsilon squared of unrelated columns has a standard error of about √(2 (k − 1)) / n = 0.024 here; its root reaches 0.27 at three.
    expect(correlationRatio(denseCodes(cauchy), groups).value).toBeLessThan(0.27)
  })
})

describe("dense codes", () => {
  it("number values in ascending order; equal ones, both zeros among them, share a code", () => {
    const { codes, levels } = denseCodes(Float64Array.of(5, NaN, -0, 0, -3, 5))
    expect(Array.from(codes)).toEqual([2, -1, 1, 1, 0, 2])
    expect(levels).toBe(3)
    expect(denseCodes(Float64Array.of(NaN)).levels).toBe(0)
  })
})

describe("the jackknife", () => {
  it("gives the textbook's standard error of a mean where each group is one row", () => {
    const values = normalDraws(50, 9)
    const mean = values.reduce((sum, value) => sum + value, 0) / 50
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 49)
    const error = jackknifeError(50, (without) => (mean * 50 - values[without]) / 49)
    expect(error).toBeCloseTo(deviation / Math.sqrt(50), 12)
  })

  it("gives none where a group leaves no figure", () => {
    expect(jackknifeError(5, (without) => (without === 3 ? null : 1))).toBeNull()
  })
})
