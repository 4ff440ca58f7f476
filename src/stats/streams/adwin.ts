import type { Change } from "./change.js"
import { addRow, dropOldest, emptyWindow, join, without, type Bucket, type Window } from "./window.js"

/** Rows between two looks at the window. */
const clock = 32
/** Rows before the first look. */
const grace = 10
/** Rows on either side of a cut. */
const fewest = 5

/** `width`: rows that the window keeps. */
export interface WindowChange extends Change {
  width: number
}

/**
 * Where the level of a series of finite values changes, in the order of its rows: a window that grows while all of its cuts have like
 * means on both sides, and loses its oldest rows where one has not; after a change it begins anew. `delta`: the chance of a false alarm that the bound allows.
 * Source: Bifet and Gavaldà (2007), SIAM SDM 443-448, with the variance bound and the looks of river 0.26.1.
 * Numbers: `ADWIN` in fixtures/streams/detectors.json.
 */
export function adwin(values: Float64Array, delta = 0.002): WindowChange[] {
  const changes: WindowChange[] = []
  let window = emptyWindow()
  // The row of the last beginning, from which looks are counted, and the row from which the level before is taken.
  let [start, since] = [0, 0]
  for (let row = 0; row < values.length; row++) {
    addRow(window, values[row])
    if ((row + 1 - start) % clock !== 0 || window.whole.rows <= grace || !hasCut(window, delta)) continue
    const from = row + 1 - sharpestCut(window)
    while (hasCut(window, delta)) dropOldest(window)
    const [before, after] = [meanOf(values, since, from), meanOf(values, from, row + 1)]
    changes.push({ row, from, before, after, width: window.whole.rows })
    window = emptyWindow()
    start = row + 1
    since = from
  }
  return changes
}

/** Every way to cut the window between two buckets, the oldest first. */
function* cutsOf({ sizes, whole }: Window): Generator<[older: Bucket, newer: Bucket]> {
  let [older, newer]: [Bucket, Bucket] = [{ rows: 0, total: 0, squares: 0 }, whole]
  for (const bucket of sizes.toReversed().flat()) {
    older = join(older, bucket)
    newer = without(newer, bucket)
    if (older.rows >= fewest && newer.rows >= fewest) yield [older, newer]
  }
}

const apart = (older: Bucket, newer: Bucket) => Math.abs(older.total / older.rows - newer.total / newer.rows)

/** Whether some cut has means on its sides that differ by more than chance. */
function hasCut(window: Window, delta: number): boolean {
  const { rows, squares } = window.whole
  const confidence = Math.log((2 * Math.log(rows)) / delta)
  for (const [older, newer] of cutsOf(window)) {
    const parts = 1 / (older.rows - fewest + 1) + 1 / (newer.rows - fewest + 1)
    const bound = Math.sqrt(2 * parts * (squares / rows) * confidence) + (2 / 3) * confidence * parts
    if (apart(older, newer) > bound) return true
  }
  return false
}

/** The rows behind the cut that explains most of the variance. */
function sharpestCut(window: Window): number {
  let best = { rows: window.whole.rows, explained: -1 }
  for (const [older, newer] of cutsOf(window)) {
    const explained = older.rows * newer.rows * apart(older, newer) ** 2
    if (explained > best.explained) best = { rows: newer.rows, explained }
  }
  return best.rows
}

function meanOf(values: Float64Array, from: number, to: number): number {
  let total = 0
  for (let row = from; row < to; row++) total += values[row]
  return total / (to - from)
}
