export interface NumberCount {
  value: number
  count: number
}

/** How many different values an ascending sample holds, and the most common of them, at most `limit`. */
export interface CountedValues {
  distinct: number
  /** Most common first; ties: smaller first. */
  top: NumberCount[]
}

/**
 * Values that one call looks at: the loop over all of them would run for long in code that is not compiled yet, where each number that it
 * changes takes memory of its own.
 */
const valuesAtOnce = 8192

/** Both in one pass: most neighbours differ, and then nothing else has to be looked at. -0 and 0 are the same. */
export function mostCommon(sorted: Float64Array, limit: number): CountedValues {
  const top: NumberCount[] = []
  if (sorted.length === 0) return { distinct: 0, top }
  const count = { distinct: 1, start: 0, top, bar: 0, limit }
  for (let from = 1; from < sorted.length; from += valuesAtOnce)
    countRange(sorted, from, Math.min(sorted.length, from + valuesAtOnce), count)
  endRun(sorted, sorted.length, count)
  return { distinct: count.distinct, top }
}

interface Counting {
  distinct: number
  /** Where the value at hand begins. */
  start: number
  top: NumberCount[]
  /** What a count must pass to be among them. */
  bar: number
  limit: number
}

function countRange(sorted: Float64Array, from: number, to: number, count: Counting): void {
  let { distinct, start } = count
  let last = sorted[from - 1]
  for (let i = from; i < to; i++) {
    const value = sorted[i]
    if (value === last) continue
    if (i - start > count.bar) {
      count.start = start
      endRun(sorted, i, count)
    }
    distinct++
    start = i
    last = value
  }
  count.distinct = distinct
  count.start = start
}

/** Takes in the value whose last row stands before place `at`. */
function endRun(sorted: Float64Array, at: number, count: Counting): void {
  const { start, top, limit } = count
  if (at - start <= count.bar) return
  // Adding 0 turns -0 into 0.
  insert(top, { value: sorted[start] + 0, count: at - start }, limit)
  if (top.length === limit) count.bar = top[limit - 1].count
}

/** Keeps `top` by falling count; the new value is the largest so far, so it goes behind those as common. */
function insert(top: NumberCount[], entry: NumberCount, limit: number): void {
  const place = top.findIndex(({ count }) => count < entry.count)
  top.splice(place === -1 ? top.length : place, 0, entry)
  if (top.length > limit) top.pop()
}
