export interface NumberCount {
  value: number
  count: number
}

/** The most common values of an ascending sample with their counts, at most `limit`, most common first; ties: smaller first. */
export function mostCommon(sorted: Float64Array, limit: number): NumberCount[] {
  const top: NumberCount[] = []
  let start = 0
  // What a count must pass to be among them.
  let bar = 0
  for (let end = 1; end <= sorted.length; end++) {
    if (end < sorted.length && sorted[end] === sorted[start]) continue
    const count = end - start
    // Adding 0 turns -0 into 0.
    if (count > bar) {
      insert(top, { value: sorted[start] + 0, count }, limit)
      if (top.length === limit) bar = top[limit - 1].count
    }
    start = end
  }
  return top
}

/** Keeps `top` by falling count; the new value is the largest so far, so it goes behind those as common. */
function insert(top: NumberCount[], entry: NumberCount, limit: number): void {
  const place = top.findIndex(({ count }) => count < entry.count)
  top.splice(place === -1 ? top.length : place, 0, entry)
  if (top.length > limit) top.pop()
}
