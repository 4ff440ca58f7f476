/** Keys of one table, from 64-bit hashes (low and high half in turn). */
export interface KeyCounts {
  rows: number
  /** Different keys. */
  keys: number
  /** Places (among the hashed rows) of the first row of each of the keys with the most rows, two or more, the most first. */
  worst: { place: number; rows: number }[]
  /** The hashes in ascending order of their 64 bits, for `countAbsent`. */
  sorted: Uint32Array
}

/**
 * How often keys repeat. The hashes are left as they are; a sorted copy of as many bytes is made and kept in the answer.
 * Two different keys share a hash with probability 2^-64: among ten million keys 3e-6 pairs are expected.
 */
export function countKeys(hashes: Uint32Array, mostWorst: number): KeyCounts {
  const sorted = sortedHashes(hashes)
  const worst: { low: number; high: number; rows: number }[] = []
  const rows = sorted.length / 2
  let keys = 0
  for (let from = 0; from < rows;) {
    let to = from + 1
    while (to < rows && equalAt(sorted, from, sorted, to)) to++
    keys++
    const bar = worst.length < mostWorst ? 1 : worst[worst.length - 1].rows
    if (to - from > bar) {
      worst.push({ low: sorted[2 * from], high: sorted[2 * from + 1], rows: to - from })
      worst.sort((a, b) => b.rows - a.rows)
      worst.splice(mostWorst)
    }
    from = to
  }
  return { rows, keys, worst: firstPlaces(hashes, worst), sorted }
}

/** Keys of `a` that `b` lacks: how many, and the places among `hashes` (a's, in row order) of the first few that are met. */
export function countAbsent(
  hashes: Uint32Array,
  a: Uint32Array,
  b: Uint32Array,
  mostPlaces: number,
): { keys: number; places: number[] } {
  const absent: { low: number; high: number; rows: number }[] = []
  let keys = 0
  let j = 0
  for (let i = 0; i < a.length; i += 2) {
    if (i > 0 && a[i] === a[i - 2] && a[i + 1] === a[i - 1]) continue
    while (j < b.length && (b[j + 1] < a[i + 1] || (b[j + 1] === a[i + 1] && b[j] < a[i]))) j += 2
    if (j < b.length && b[j] === a[i] && b[j + 1] === a[i + 1]) continue
    keys++
    if (absent.length < mostPlaces) absent.push({ low: a[i], high: a[i + 1], rows: 1 })
  }
  return { keys, places: firstPlaces(hashes, absent).map(({ place }) => place) }
}

function sortedHashes(hashes: Uint32Array): Uint32Array {
  const sorted = hashes.slice()
  new BigUint64Array(sorted.buffer).sort()
  return sorted
}

function equalAt(a: Uint32Array, i: number, b: Uint32Array, j: number): boolean {
  return a[2 * i] === b[2 * j] && a[2 * i + 1] === b[2 * j + 1]
}

/** Where each of these hashes comes first, the most rows first, then the first met. */
function firstPlaces(
  hashes: Uint32Array,
  wanted: readonly { low: number; high: number; rows: number }[],
): { place: number; rows: number }[] {
  const found: { place: number; rows: number }[] = []
  const open = new Set(wanted)
  for (let at = 0; at < hashes.length && open.size > 0; at += 2)
    for (const each of open)
      if (hashes[at] === each.low && hashes[at + 1] === each.high) {
        open.delete(each)
        found.push({ place: at / 2, rows: each.rows })
      }
  return found.sort((a, b) => b.rows - a.rows || a.place - b.place)
}
