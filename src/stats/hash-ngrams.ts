const offsetBasis = 0x811c9dc5
const prime = 0x01000193

/** The first code points of a text, as many as `room` holds, written there; half of a surrogate pair stands for itself. */
export function codePoints(text: string, room: Uint32Array): Uint32Array {
  let end = 0
  for (let i = 0; i < text.length && end < room.length; i++) {
    const point = text.codePointAt(i) ?? 0
    if (point > 0xffff) i++
    room[end++] = point
  }
  return room.subarray(0, end)
}

/** How many n-grams of `shortest` to `longest` code points `length` of them hold; a shorter text is one n-gram as a whole. */
export function ngramCount(length: number, shortest: number, longest: number): number {
  let count = 0
  for (let n = shortest; n <= longest; n++) count += Math.max(0, length - n + 1)
  return Math.max(1, count)
}

/**
 * Writes the bucket, from 0 to 2^bits − 1, of each n-gram of `shortest` to `longest` code points into `out`, and returns
 * how many there are: `ngramCount`. Hash: FNV-1a over code points instead of bytes (the same for ASCII), its upper bits
 * folded onto the lower ones. 1 ≤ shortest ≤ longest, bits ≤ 31.
 * Source: Fowler, Noll, Vo and Eastlake, RFC 9923.
 */
export function hashNgrams(
  points: Uint32Array,
  shortest: number,
  longest: number,
  bits: number,
  out: Uint32Array,
): number {
  const mask = 2 ** bits - 1
  const bucket = (hash: number) => ((hash >>> bits) ^ hash) & mask
  let end = 0
  for (let start = 0; start + shortest <= points.length; start++) {
    const last = Math.min(points.length, start + longest)
    let hash = offsetBasis
    for (let i = start; i < last; i++) {
      hash = Math.imul(hash ^ points[i], prime)
      if (i - start + 1 >= shortest) out[end++] = bucket(hash)
    }
  }
  if (end > 0) return end
  out[0] = bucket(points.reduce((hash, point) => Math.imul(hash ^ point, prime), offsetBasis))
  return 1
}
