import { denseCodes } from "./dense-codes.js"
import { spearman } from "./spearman.js"

/** A column row by row; −1 (categories) and NaN (numbers) are missing. */
export interface GuessColumn {
  values: ArrayLike<number>
  numeric: boolean
}

const mostBins = 50
const mostClasses = 20
const fewestRows = 50

/**
 * How well `feature` alone tells `target`, in [0, 1]: the share of wrong guesses that it saves over always guessing the most
 * common value, each row guessed from the other rows of its category or bin (up to 50 bins of equal counts); the size of
 * Spearman's correlation where both are numbers and the target has more than 20. 0 below 50 rows with both values, and for a
 * target of one value.
 * Source: Goodman and Kruskal (1954), J. Am. Stat. Assoc. 49:732-764 (lambda).
 */
export function guessingPower(feature: GuessColumn, target: GuessColumn): number {
  const rows: number[] = []
  for (let row = 0; row < target.values.length; row++)
    if (isPresent(feature, row) && isPresent(target, row)) rows.push(row)
  if (rows.length < fewestRows) return 0
  const of = ({ values }: GuessColumn) => Float64Array.from(rows, (row) => values[row])
  const [x, y] = [denseCodes(of(feature)), denseCodes(of(target))]
  if (y.levels < 2) return 0
  if (target.numeric && y.levels > mostClasses) return feature.numeric ? Math.abs(spearman(x, y).value ?? 0) : 0
  const cells = feature.numeric ? binned(x) : x
  return lambda(cells.codes, cells.levels, y.codes, y.levels)
}

const isPresent = ({ values, numeric }: GuessColumn, row: number) =>
  !Number.isNaN(values[row]) && (numeric || values[row] !== -1)

/** Ascending codes in bins of about equal counts; equal values share one. */
function binned({ codes, levels }: { codes: Int32Array; levels: number }): { codes: Int32Array; levels: number } {
  if (levels <= mostBins) return { codes, levels }
  const counts = new Float64Array(levels)
  for (const code of codes) counts[code]++
  const binOf = new Int32Array(levels)
  let below = 0
  counts.forEach((count, level) => {
    binOf[level] = Math.min(mostBins - 1, Math.floor((below / codes.length) * mostBins))
    below += count
  })
  return { codes: codes.map((code) => binOf[code]), levels: mostBins }
}

function lambda(cells: Int32Array, cellCount: number, classes: Int32Array, classCount: number): number {
  const table = new Map<number, number>()
  const totals = new Float64Array(classCount)
  for (let i = 0; i < cells.length; i++) {
    const key = cells[i] * classCount + classes[i]
    table.set(key, (table.get(key) ?? 0) + 1)
    totals[classes[i]]++
  }
  const largest = new Float64Array(cellCount)
  for (const [key, count] of table) {
    const cell = Math.floor(key / classCount)
    largest[cell] = Math.max(largest[cell], count)
  }
  // A row alone in its cell is not guessed by it.
  const right = largest.reduce((sum, count) => sum + (count > 1 ? count : 0), 0)
  const most = totals.reduce((a, b) => Math.max(a, b))
  return most === cells.length ? 0 : Math.max(0, (right - most) / (cells.length - most))
}
