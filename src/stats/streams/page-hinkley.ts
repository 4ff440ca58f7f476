import type { Change } from "./change.js"

export interface PageHinkleyOptions {
  /** Which way the level moves. */
  mode: "up" | "both"
  /** Rows before the first answer. */
  fewest: number
  /** A move of the level that is let pass, per row. */
  tolerance: number
  /** The sum of what lies beyond it that is a change. */
  threshold: number
  /** What is left of the sum after each row. */
  memory: number
}

const usual: PageHinkleyOptions = { mode: "up", fewest: 30, tolerance: 0.005, threshold: 50, memory: 0.9999 }

/**
 * Where the level of a series of finite values rises (or moves either way), in the order of its rows: the sum of what lies above the mean so
 * far, less its smallest value, passes a threshold. Begins anew after each change; `from` is where the sum began to rise.
 * Source: Page (1954), Biometrika 41:100-115; Hinkley (1971), Biometrika 58:509-523.
 * Numbers: `PageHinkley`, `PageHinkley_up` in fixtures/streams/detectors.json (river 0.26.1).
 */
export function pageHinkley(values: Float64Array, options: Partial<PageHinkleyOptions> = {}): Change[] {
  const { mode, fewest, tolerance, threshold, memory } = { ...usual, ...options }
  const changes: Change[] = []
  for (let start = 0; start < values.length;) {
    let [mean, rise, fall] = [0, 0, 0]
    let lowest = { sum: Infinity, row: start }
    let highest = { sum: -Infinity, row: start }
    let row = start
    let from: number | null = null
    for (; row < values.length && from === null; row++) {
      const rows = row - start + 1
      mean += (values[row] - mean) / rows
      rise = memory * rise + values[row] - mean - tolerance
      fall = memory * fall + values[row] - mean + tolerance
      if (rise < lowest.sum) lowest = { sum: rise, row }
      if (fall > highest.sum) highest = { sum: fall, row }
      if (rows < fewest) continue
      if (rise - lowest.sum > threshold) from = lowest.row + 1
      else if (mode === "both" && highest.sum - fall > threshold) from = highest.row + 1
    }
    if (from !== null)
      changes.push({ row: row - 1, from, before: meanOf(values, start, from), after: meanOf(values, from, row) })
    start = row
  }
  return changes
}

function meanOf(values: Float64Array, from: number, to: number): number {
  return values.subarray(from, to).reduce((sum, value) => sum + value, 0) / (to - from)
}
