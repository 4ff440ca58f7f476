/** Values looked at before all are: of most columns the first is no whole number already. */
const looked = 32
/** Different places at most: counts of more do not stay in the processor's near memory. */
const mostPlaces = 1 << 20

let counts = new Uint32Array(0)

/**
 * Sorts whole numbers that lie in a range no longer than their number, by counting each; false, and nothing done, for any others, zeros
 * of both signs among them. Values must not be NaN.
 */
export function sortWholes(values: Float64Array): boolean {
  const n = values.length
  for (let i = 0; i < looked; i++) if (!Number.isInteger(values[Math.floor((i * n) / looked)])) return false
  const range = wholeRange(values)
  if (range === null || !(range.high - range.low < Math.min(n, mostPlaces))) return false
  const { low } = range
  const places = range.high - low + 1
  if (counts.length < places) counts = new Uint32Array(places)
  else counts.fill(0, 0, places)
  for (let i = 0; i < n; i++) counts[values[i] - low]++
  let start = 0
  for (let place = 0; place < places; place++) {
    const end = start + counts[place]
    for (let i = start; i < end; i++) values[i] = low + place
    start = end
  }
  return true
}

/** The smallest and the largest; null where not all are whole, or one is −0. */
function wholeRange(values: Float64Array): { low: number; high: number } | null {
  let low = values[0]
  let high = low
  for (let i = 0; i < values.length; i++) {
    const value = values[i]
    if (value < low) low = value
    else if (value > high) high = value
    if (value !== Math.floor(value) || (value === 0 && 1 / value < 0)) return null
  }
  return { low, high }
}
