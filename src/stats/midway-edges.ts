/**
 * Edges of a bin around each of at least two different ascending values, half-way between neighbours. Where two values lie more than twice
 * the typical distance (the lower median) apart, their bins end half of it beyond them, and an empty bin shows the gap.
 */
export function midwayEdges(values: readonly number[]): Float64Array {
  const distances = values.slice(1).map((value, i) => value - values[i])
  const typical = distances.toSorted((a, b) => a - b)[Math.floor((distances.length - 1) / 2)]
  const inner = distances.flatMap((distance, i) =>
    distance <= typical * 2 ? [values[i] + distance / 2] : [values[i] + typical / 2, values[i + 1] - typical / 2],
  )
  const half = typical / 2
  return Float64Array.of(values[0] - half, ...inner, values[values.length - 1] + half)
}
