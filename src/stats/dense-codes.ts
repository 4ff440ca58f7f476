import { HashedNumbers } from "./hashed-numbers.js"
import { sortAscending } from "./sort-ascending.js"

/** A value per row as a whole number below `levels`; −1 stands for a missing one. */
export interface Coded {
  codes: Int32Array
  levels: number
}

/** Numbers as codes in ascending order: equal numbers have equal codes, the smallest 0. NaN is missing. */
export function denseCodes(values: Float64Array): Coded {
  return codesOfFew(values) ?? codesBySearch(values)
}

/** Null where the different values are too many to be hashed. */
function codesOfFew(values: Float64Array): Coded | null {
  const different = new HashedNumbers(values.length)
  const codes = different.placesOf(values)
  if (codes === null) return null
  const places = different.placesOf(sortAscending(different.list().slice()))
  if (places === null) return null
  const codeOf = new Int32Array(places.length)
  for (let code = 0; code < places.length; code++) codeOf[places[code]] = code
  for (let i = 0; i < codes.length; i++) if (codes[i] !== -1) codes[i] = codeOf[codes[i]]
  return { codes, levels: places.length }
}

function codesBySearch(values: Float64Array): Coded {
  const sorted = sortAscending(withoutNaN(values))
  let levels = 0
  for (let i = 0; i < sorted.length; i++)
    if (levels === 0 || sorted[i] !== sorted[levels - 1]) sorted[levels++] = sorted[i]
  const codes = new Int32Array(values.length)
  const guide = guideTo(sorted, levels)
  for (let i = 0; i < values.length; i++) codes[i] = Number.isNaN(values[i]) ? -1 : place(guide, values[i])
  return { codes, levels }
}

function withoutNaN(values: Float64Array): Float64Array {
  const kept = new Float64Array(values.length)
  let count = 0
  for (let i = 0; i < values.length; i++) if (!Number.isNaN(values[i])) kept[count++] = values[i]
  return kept.subarray(0, count)
}

/** Ascending values, and where those begin that fall into each of as many equally wide ranges: most searches end there. */
interface Guide {
  sorted: Float64Array
  /** One more than there are ranges. */
  starts: Int32Array
  stretchesPerUnit: number
}

function guideTo(sorted: Float64Array, levels: number): Guide {
  const perUnit = levels / (sorted[levels - 1] - sorted[0])
  // The values may be one, too far apart for a double, or too close together: then there is one range.
  const stretchesPerUnit = Number.isFinite(perUnit) ? perUnit : 0
  const guide = { sorted, starts: new Int32Array(levels + 2), stretchesPerUnit }
  for (let i = 0; i < levels; i++) guide.starts[stretchOf(guide, sorted[i]) + 1] = i + 1
  for (let i = 1; i < guide.starts.length; i++) guide.starts[i] = Math.max(guide.starts[i], guide.starts[i - 1])
  return guide
}

function stretchOf({ sorted, starts, stretchesPerUnit }: Guide, value: number): number {
  if (stretchesPerUnit === 0) return 0
  return Math.min(starts.length - 2, Math.floor((value - sorted[0]) * stretchesPerUnit))
}

/** The index of a value among the ascending ones; it is one of them. */
function place(guide: Guide, value: number): number {
  const { sorted, starts } = guide
  const stretch = stretchOf(guide, value)
  let [low, high] = [starts[stretch], starts[stretch + 1] - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle] < value) low = middle + 1
    else high = middle
  }
  return low
}
