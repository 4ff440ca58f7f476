/**
 * Places of a longest strictly rising run of values within a list, ascending; what lies between them is passed over. Of several as
 * long, the one whose values end lowest. Takes n log n steps. Source: Fredman (1975), Discrete Mathematics 11:29-35.
 */
export function longestRising(values: readonly number[]): number[] {
  // ends[k]: place of the lowest value that ends a rising run of k + 1 values.
  const ends: number[] = []
  const before = values.map((value, place) => {
    let [low, high] = [0, ends.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (values[ends[middle]] < value) low = middle + 1
      else high = middle
    }
    ends[low] = place
    return low === 0 ? -1 : ends[low - 1]
  })
  const places: number[] = []
  for (let place = ends.at(-1) ?? -1; place >= 0; place = before[place]) places.push(place)
  return places.reverse()
}
