/** The sum of the values by their keys, in the order in which keys are first met. Both lists are as long as each other. */
export function sumsByKey(keys: ArrayLike<number>, values: Float64Array): ReadonlyMap<number, number> {
  const sums = new Map<number, number>()
  for (let i = 0; i < values.length; i++) sums.set(keys[i], (sums.get(keys[i]) ?? 0) + values[i])
  return sums
}

/** The key with the largest sum, the first of equals, and that sum. At least one key. */
export function largestOf(sums: ReadonlyMap<number, number>): readonly [key: number, sum: number] {
  return Array.from(sums).reduce((most, each) => (each[1] > most[1] ? each : most))
}

/** The label whose rows have the largest sum, the first of equals. It is counted, not estimated, so there is no interval. */
export function largestLabel(
  { codes, labels }: { codes: Int32Array; labels: readonly string[] },
  values: Float64Array,
): { value: number; low: null; high: null; rows: number; of: string } {
  const [code, value] = largestOf(sumsByKey(codes, values))
  return { value, low: null, high: null, rows: values.length, of: labels[code] }
}
