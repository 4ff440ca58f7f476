import { describe, expect, it } from "vitest"
import { binCategories } from "../../../src/stats/boosting/bin-categories.js"
import { binNumbers } from "../../../src/stats/boosting/bin-numbers.js"
import { joinColumns, type BinnedTable } from "../../../src/stats/boosting/binned-table.js"
import { crossValidate } from "../../../src/stats/boosting/cross-validate.js"
import { growTree } from "../../../src/stats/boosting/grow-tree.js"
import { addTree } from "../../../src/stats/boosting/tree.js"
import { normalDraws } from "../../../src/stats/random.js"
import { drawColumns, readEncoded, type Draw } from "../../multivariate/columns.js"
import type { EncodedColumn } from "../../../src/model.js"

function tableOf(columns: readonly EncodedColumn[]): BinnedTable {
  return joinColumns(
    columns.map(({ kind, reference, current }) => {
      const both = Float64Array.of(...reference, ...current)
      return kind === "categorical" ? binCategories(both) : binNumbers(both)
    }),
  )
}

function crossValidatedAuc(columns: readonly EncodedColumn[], validateFrom: number): number {
  const table = tableOf(columns)
  const labels = new Uint8Array(table.rows).fill(1, columns[0].reference.length)
  const aucs = [1, 2].flatMap((seed) => {
    const options = { folds: 5, rounds: 50, patience: 10, validateFrom, seed }
    return crossValidate(table, labels, options).folds.map(({ auc }) => auc)
  })
  return aucs.reduce((sum, auc) => sum + auc, 0) / aucs.length
}

/**
 * Figures: scikit-learn 1.9.1 HistGradientBoostingClassifier(max_iter=50, max_bins=63), mean AUC of six stratified 5-fold
 * cross-validations. By its defaults it stops early from 10,000 training rows on.
 */
describe("crossValidate", () => {
  const always = 0
  const never = Infinity
  const changed: Draw = (column, side, z, all) => {
    if (side === "reference") return z
    if (column === 0) return z + 0.3
    if (column === 1) return z * 1.3
    return column === 3 ? 0.6 * all[2] + 0.8 * z : z
  }

  it("ranks as well as scikit-learn where location, scale and correlation change", () => {
    const columns = drawColumns(3000, 3000, 10, 31, changed)
    expect(Math.abs(crossValidatedAuc(columns, never) - 0.6746725462962964)).toBeLessThan(0.01)
  })

  it("ranks as well as scikit-learn where validation rows say when to stop", () => {
    const columns = drawColumns(8000, 8000, 10, 31, changed)
    expect(Math.abs(crossValidatedAuc(columns, always) - 0.6826121875)).toBeLessThan(0.01)
  })

  it("ranks as well as scikit-learn with categories and missing values", async () => {
    const numbers = ["debt_to_income_ratio", "driver_tenure", "loan_length"]
    const categories = ["salary_range", "repaid_loan_on_prev_car", "size_of_downpayment"]
    const columns = await readEncoded("carloan", [...numbers, ...categories], 3000)
    // Every seventh row, counted through both sides.
    const { reference, current } = columns[2]
    columns[2] = {
      ...columns[2],
      reference: reference.map((value, row) => (row % 7 === 3 ? NaN : value)),
      current: current.map((value, row) => ((row + reference.length) % 7 === 3 ? NaN : value)),
    }
    expect(Math.abs(crossValidatedAuc(columns, never) - 0.7789601851851852)).toBeLessThan(0.01)
  })
})

describe("growTree", () => {
  const rows = Int32Array.from({ length: 400 }, (_, row) => row)
  const scoresOf = (table: BinnedTable, labels: readonly number[]) => {
    const derivatives = {
      gradient: Float64Array.from(labels, (label) => 0.5 - label),
      hessian: new Float64Array(400).fill(0.25),
    }
    const tree = growTree(table, derivatives, rows.slice())
    const scores = new Float64Array(400)
    addTree(tree, table, rows, scores)
    return { tree, scores }
  }

  it("sends missing values where they belong", () => {
    // Missing values have the label of the largest numbers.
    const values = normalDraws(400, 8).map((z, row) => (row % 4 === 0 ? NaN : Math.round(3 * z)))
    const labels = Array.from(values, (value) => Number(Number.isNaN(value) || value > 0))
    const { tree, scores } = scoresOf(joinColumns([binNumbers(values)]), labels)
    expect(tree.column.filter((column) => column >= 0).length).toBeLessThanOrEqual(2)
    labels.forEach((label, row) => expect(Math.sign(scores[row])).toBe(label === 1 ? 1 : -1))
  })

  it("parts categories that are not neighbours with one split", () => {
    const codes = Float64Array.from(rows, (row) => row % 10)
    const labels = Array.from(codes, (code) => Number(code % 2 === 1))
    const { tree, scores } = scoresOf(joinColumns([binCategories(codes)]), labels)
    expect([...tree.column.subarray(0, 3)]).toEqual([0, -1, -1])
    labels.forEach((label, row) => expect(Math.sign(scores[row])).toBe(label === 1 ? 1 : -1))
  })

  it("gives all its gain to the column that tells labels apart", () => {
    const noise = new Float64Array(400).fill(1)
    const codes = Float64Array.from(rows, (row) => row % 2)
    const labels = Array.from(codes)
    const { tree } = scoresOf(joinColumns([binNumbers(noise), binNumbers(codes)]), labels)
    // Leaves of 200 rows whose gradients sum to ±100 and hessians to 50: 2 · 100² / (50 + 1).
    expect(tree.gains[0]).toBe(0)
    expect(tree.gains[1]).toBeCloseTo(20000 / 51, 10)
    expect(tree.value[1]).toBeCloseTo((-0.1 * 100) / 51, 12)
  })
})
