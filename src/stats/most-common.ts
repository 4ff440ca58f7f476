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

/** Both in one pass: most neighbours differ, and then nothing else has to be looked at. -0 and 0 are the same. */
export function mostCommon(sorted: Float64Array, limit: number): CountedValues {
  const top: NumberCount[] = []
  if (sorted.length === 0) return { distinct: 0, top }
  let distinct = 1
  let start = 0
  // What a count must pass to be among them.
  let bar = 0
  const end = (at: number) => {
    // Adding 0 turns -0 into 0.
    insert(top, { value: sorted[start] + 0, count: at - start }, limit)
    if (top.length === limit) bar = top[limit - 1].count
  }
  let last = sorted[0]
  for (let i = 1; i < sorted.length; i++) {
    const value = sorted[i]
    if (value === last) continue
    if (i - start > bar) end(i)
    distinct++
    start = i
    last = value
  }
  if (sorted.length - start > bar) end(sorted.length)
  return { distinct, top }
}

/** Keeps `top` by falling count; the new value is the largest so far, so it goes behind those as common. */
function insert(top: NumberCount[], entry: NumberCount, limit: number): void {
  const place = top.findIndex(({ count }) => count < entry.count)
  top.splice(place === -1 ? top.length : place, 0, entry)
  if (top.length > limit) top.pop()
}
