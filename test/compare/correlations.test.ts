import { describe, expect, it } from "vitest"
import { measureCorrelations } from "../../src/compare/correlations.js"
import type { ColumnBase, ColumnType, Correlations, SampledColumn } from "../../src/model.js"
import { normalDraws, randomNumbers } from "../../src/stats/random.js"
import { base } from "../helpers/sample-columns.js"

type Column = [type: ColumnType, SampledColumn]

function correlate(columns: Record<string, Column>): Correlations {
  const entries = Object.entries(columns)
  const rows = (side: "reference" | "current") =>
    Int32Array.from({ length: entries[0]?.[1][1][side].length ?? 0 }, (_, row) => row)
  const bases: ColumnBase[] = entries.map(([name, [type]]) => ({ ...base(name), type }))
  const sample = {
    rows: { reference: rows("reference"), current: rows("current") },
    columns: new Map(entries.map(([name, [, column]]) => [name, column])),
  }
  return measureCorrelations(bases, sample, null)
}

const numeric = (reference: Float64Array, current: Float64Array): Column => [
  "numeric",
  { kind: "numbers", reference, current },
]

const categorical = (labels: number, reference: Int32Array, current: Int32Array): Column => [
  "categorical",
  { kind: "codes", labels: Array.from({ length: labels }, (_, i) => `v${i}`), reference, current },
]

/** Columns of many shapes, alike on both sides: normal, heavy-tailed, few values, rare flag, categories even and skewed. */
function unchanged(rows: [number, number], seed: number): Record<string, Column> {
  const next = randomNumbers(seed)
  const [n, m] = rows
  const shared = [normalDraws(n, seed * 2 + 1), normalDraws(m, seed * 2 + 2)]
  const both = <T>(make: (i: number, common: Float64Array, rows: number) => T): [T, T] => [
    make(0, shared[0], n),
    make(1, shared[1], m),
  ]
  const floats = (value: (common: number) => number) =>
    numeric(...both((_, common) => Float64Array.from(common, value)))
  const codes = (labels: number, value: (common: number) => number) =>
    categorical(labels, ...both((_, common) => Int32Array.from(common, value)))
  return {
    normal: floats((x) => x + 2 * next()),
    heavy: floats((x) => x + Math.tan(Math.PI * (next() - 0.5))),
    few: floats((x) => Math.floor(x + 2 * next())),
    rare: floats(() => (next() < 0.03 ? 1 : 0)),
    even: codes(5, () => Math.floor(next() * 5)),
    skewed: codes(6, (x) => (x > 1 ? 1 : next() < 0.8 ? 0 : 2 + Math.floor(next() * 4))),
  }
}

describe("correlations of pairs", () => {
  it("are Spearman for numbers, Cramér's V for categories, the correlation ratio between the two", () => {
    const { pairs, pairs_total } = correlate(unchanged([400, 300], 1))
    expect(pairs_total).toBe(15)
    const methodOf = (a: string, b: string) => pairs.find(({ first, second }) => first === a && second === b)?.method
    expect(methodOf("normal", "heavy")).toBe("spearman")
    expect(methodOf("even", "skewed")).toBe("cramers-v")
    expect(methodOf("normal", "skewed")).toBe("correlation-ratio")
    for (const { reference, current, change } of pairs) expect(change).toBe(current - reference)
    const sizes = pairs.map(({ change }) => Math.abs(change))
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a))
  })

  it("find a pair that turned round, and only that", () => {
    const table = unchanged([2000, 1500], 3)
    const x = [normalDraws(2000, 91), normalDraws(1500, 92)]
    const noise = [normalDraws(2000, 93), normalDraws(1500, 94)]
    const follow = (side: number, sign: number) => x[side].map((value, i) => sign * value + 0.5 * noise[side][i])
    const { pairs } = correlate({ ...table, x: numeric(x[0], x[1]), y: numeric(follow(0, 1), follow(1, -1)) })
    expect(pairs[0]).toMatchObject({ first: "x", second: "y", beyond_chance: true })
    expect(pairs[0].reference).toBeGreaterThan(0.8)
    expect(pairs[0].current).toBeLessThan(-0.8)
    expect(pairs.slice(1).filter(({ beyond_chance }) => beyond_chance === true)).toEqual([])
  })

  it("are called moved by chance in at most 5 of 100 unchanged tables, and lie within the noise in about 95 of 100", () => {
    let tables = 0
    let [within, told] = [0, 0]
    const runs = 60
    for (let seed = 0; seed < runs; seed++) {
      const { pairs } = correlate(unchanged([500, 300], seed + 10))
      if (pairs.some(({ beyond_chance }) => beyond_chance === true)) tables++
      // One pair chosen beforehand, wherever its noise is known: the most moved ones are no fair draw.
      for (const { noise, change } of pairs)
        if (noise !== null) {
          told++
          if (Math.abs(change) <= noise) within++
        }
    }
    // Binomial(60, 0.05) reaches 8 once in 100 times.
    expect(tables).toBeLessThan(8)
    expect(told).toBe(runs * 8)
    // These are the eight largest changes of 15, so fewer than 95 % lie within.
    expect(within / told).toBeGreaterThan(0.85)
  })

  it("keep, of thousands, the most moved and each column's closest", () => {
    const next = randomNumbers(5)
    const names = Array.from({ length: 60 }, (_, i) => `c${i}`)
    const draw = (n: number) => Float64Array.from({ length: n }, next)
    const { pairs, pairs_total } = correlate(
      Object.fromEntries(names.map((name) => [name, numeric(draw(50), draw(40))])),
    )
    expect(pairs_total).toBe(1770)
    expect(pairs.length).toBeGreaterThanOrEqual(100)
    expect(pairs.length).toBeLessThanOrEqual(100 + 3 * 60)
    for (const name of names)
      expect(pairs.filter(({ first, second }) => first === name || second === name).length).toBeGreaterThanOrEqual(3)
  })

  it("leave out pairs with a constant column or fewer than 30 rows in common, and times", () => {
    const x = normalDraws(50, 1)
    const half = x.map((value, i) => (i % 2 === 0 ? value : NaN))
    const table = {
      x: numeric(x, x),
      half: numeric(half, half),
      same: numeric(
        x.map(() => 4),
        x,
      ),
      time: ["datetime", { kind: "numbers", reference: x, current: x }] as Column,
      word: categorical(
        2,
        Int32Array.from(x, (value) => (value > 0 ? 1 : 0)),
        new Int32Array(50).fill(-1),
      ),
    }
    expect(correlate(table).pairs).toEqual([])
  })

  it("say why where no rows were sampled", () => {
    expect(measureCorrelations([], null, "101 columns are too many.")).toMatchObject({
      reason: "101 columns are too many.",
      pairs: [],
    })
  })
})
