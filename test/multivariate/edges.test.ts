import { describe, expect, it } from "vitest"
import domainClassifier from "../../src/multivariate/domain-classifier.js"
import pcaReconstruction from "../../src/multivariate/pca-reconstruction.js"
import { randomNumbers } from "../../src/stats/random.js"
import { drawColumns, withMissing } from "./columns.js"
import type { EncodedColumn, MultivariateMethod } from "../../src/model.js"

const units: Record<string, MultivariateMethod> = {
  "domain-classifier": domainClassifier,
  "pca-reconstruction": pcaReconstruction,
}

const drawn = (n: number, m: number, columns: number) => drawColumns(n, m, columns, 12, (_column, _side, z) => z)

function numbers(name: string, reference: number[], current: number[]): EncodedColumn {
  return { name, kind: "numeric", reference: Float64Array.from(reference), current: Float64Array.from(current) }
}

function manyCodes(n: number, m: number): EncodedColumn {
  const next = randomNumbers(2)
  const codes = (rows: number) => Float64Array.from({ length: rows }, () => Math.floor(5000 * next()))
  return { name: "codes", kind: "categorical", reference: codes(n), current: codes(m) }
}

const filled = (value: number) => new Array<number>(100).fill(value)

const edges: Record<string, EncodedColumn[]> = {
  "one column": drawn(100, 100, 1),
  "a constant": [numbers("k", filled(0.1), filled(0.1))],
  "a constant that becomes another, beside others": [numbers("k", filled(1), filled(2)), ...drawn(100, 100, 3)],
  "a constant that becomes enormous": [numbers("k", filled(1), filled(1e308)), ...drawn(100, 100, 3)],
  "a column without values": [withMissing(drawn(100, 100, 1)[0], () => true), ...drawn(100, 100, 2)],
  "a column without values in the reference": [
    { ...drawn(100, 100, 1)[0], reference: new Float64Array(100).fill(NaN) },
    ...drawn(100, 100, 2),
  ],
  "only columns without values": [withMissing(drawn(100, 100, 1)[0], () => true)],
  "five thousand categories": [manyCodes(2000, 1000), ...drawn(2000, 1000, 2)],
  "30 rows a side": drawn(30, 30, 8),
  "one row a side": drawn(1, 1, 3),
  "three rows and one": drawn(3, 1, 3),
  "seven rows and 2": drawn(7, 2, 3),
  "more columns than rows": drawn(10, 10, 40),
  "the same column twice": [...drawn(100, 100, 1), ...drawn(100, 100, 1)],
  "numbers near the largest double": drawn(100, 100, 4).map((column) => ({
    ...column,
    reference: column.reference.map((z) => z * 1e307),
    current: column.current.map((z) => z * 1e307),
  })),
  "the smallest doubles": drawn(100, 100, 4).map((column) => ({
    ...column,
    reference: column.reference.map((z) => Math.round(z * 5) * 5e-324),
  })),
  infinities: [numbers("i", [...filled(1), Infinity], [...filled(2), -Infinity]), ...drawn(101, 101, 2)],
}

for (const [id, unit] of Object.entries(units)) {
  describe(id, () => {
    for (const [name, columns] of Object.entries(edges)) {
      it(`gives finite figures for ${name}`, () => {
        const { score, statistic, p_value, band, columns: shares } = unit.measure(columns, 3)
        const figures = [score, statistic ?? 0, p_value ?? 0, ...(band ?? []), ...shares.map(({ share }) => share)]
        expect(figures.filter((figure) => !Number.isFinite(figure))).toEqual([])
        expect(shares.map((column) => column.name).sort()).toEqual(columns.map((column) => column.name).sort())
        const sum = shares.reduce((total, { share }) => total + share, 0)
        expect(sum === 0 || Math.abs(sum - 1) < 1e-12).toBe(true)
        shares.slice(1).forEach(({ share }, i) => expect(share).toBeLessThanOrEqual(shares[i].share))
      })
    }

    it("finds disjoint sides, and nothing in identical ones", () => {
      const columns = drawn(300, 300, 5)
      const same = columns.map((column) => ({ ...column, current: column.reference.slice() }))
      expect(unit.measure(same, 1).score).toBeLessThan(unit.meta.threshold)
      const apart = columns.map((column) => ({ ...column, current: column.current.map((z) => z + 50) }))
      expect(unit.measure(apart, 1).score).toBeGreaterThan(unit.meta.threshold)
    })

    it("gives the same answer again and leaves its input as it was", () => {
      const columns = [manyCodes(400, 300), ...drawn(400, 300, 3)]
      const before = structuredClone(columns)
      const first = unit.measure(columns, 42)
      expect(unit.measure(columns, 42)).toEqual(first)
      expect(columns).toEqual(before)
    })

    it("states its rule", () => {
      const { title, shortTitle, description, thresholdReason, source, sharesOf } = unit.meta
      for (const text of [title, shortTitle, description, thresholdReason, source, sharesOf]) expect(text).not.toBe("")
      expect(unit.meta.threshold).toBeGreaterThan(0)
    })
  })
}
