/** The values of two ascending samples in one ascending sample. */
export function mergeSorted(a: Float64Array, b: Float64Array): Float64Array {
  const merged = new Float64Array(a.length + b.length)
  let [i, j] = [0, 0]
  for (let k = 0; k < merged.length; k++) merged[k] = j === b.length || a[i] <= b[j] ? a[i++] : b[j++]
  return merged
}
