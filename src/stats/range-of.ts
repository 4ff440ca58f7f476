/** The smallest and the largest value, NaN passed over; Infinity and -Infinity without any. */
export function rangeOf(values: Float64Array): [smallest: number, largest: number] {
  let [smallest, largest] = [Infinity, -Infinity]
  for (let i = 0; i < values.length; i++) {
    const value = values[i]
    if (value < smallest) smallest = value
    if (value > largest) largest = value
  }
  return [smallest, largest]
}
