/** Below this many values the built-in sort is as fast. */
const fewValues = 2048
const digitBits = 11
const buckets = 1 << digitBits
const low = 0
const high = 1
/** Insertion moves per value after which equal high words are too many to be put in order one by one. */
const moveBudget = 6
const littleEndian = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1

/**
 * The same array, its values ascending; -0 comes before 0. Values must not be NaN.
 * A radix sort on the bits: the high 32 bits decide nearly all of the order, and neighbours that share them are put in
 * order by insertion. Where they decide little (times, narrow ranges) the low 32 bits are sorted first.
 */
export function sortAscending(values: Float64Array): Float64Array {
  if (values.length < fewValues || !littleEndian) return values.sort()
  if (isAscending(values)) return values
  const words = new Uint32Array(values.buffer, values.byteOffset, 2 * values.length)
  toKeys(words)
  toNumbers(sortKeys(words), words)
  return values
}

function isAscending(values: Float64Array): boolean {
  for (let i = 1; i < values.length; i++) {
    if (values[i] > values[i - 1]) continue
    if (values[i] < values[i - 1] || !Object.is(values[i], values[i - 1])) return false
  }
  return true
}

/** Turns pairs of words into keys whose order as unsigned 64-bit numbers is the order of the numbers. */
function toKeys(words: Uint32Array): void {
  for (let i = 0; i < words.length; i += 2) {
    const sign = words[i + 1] >> 31
    words[i] ^= sign
    words[i + 1] ^= sign | 0x80000000
  }
}

/** Undoes `toKeys`. */
function toNumbers(keys: Uint32Array, words: Uint32Array): void {
  for (let i = 0; i < keys.length; i += 2) {
    const sign = ~keys[i + 1] >> 31
    words[i] = keys[i] ^ sign
    words[i + 1] = keys[i + 1] ^ (sign | 0x80000000)
  }
}

/** The keys in ascending order: in their own array or in a new one. */
function sortKeys(keys: Uint32Array): Uint32Array {
  const spare = new Uint32Array(keys.length)
  const highCounts = countDigits(keys, high)
  if (!isNarrow(highCounts, keys.length / 2)) {
    const sorted = sortByWord(keys, spare, high, highCounts)
    if (insertWithinEqualHighs(sorted)) return sorted
    return sortBothWords(sorted, sorted === keys ? spare : keys, highCounts)
  }
  return sortBothWords(keys, spare, highCounts)
}

function sortBothWords(keys: Uint32Array, spare: Uint32Array, highCounts: Uint32Array): Uint32Array {
  const byLow = sortByWord(keys, spare, low, countDigits(keys, low))
  return sortByWord(byLow, byLow === keys ? spare : keys, high, highCounts)
}

/** Keys per value of each of a word's three digits (11, 11 and 10 bits, lowest first), one after the other. */
function countDigits(keys: Uint32Array, word: number): Uint32Array {
  const counts = new Uint32Array(3 * buckets)
  for (let i = word; i < keys.length; i += 2) {
    const key = keys[i]
    counts[key & (buckets - 1)]++
    counts[buckets + ((key >>> digitBits) & (buckets - 1))]++
    counts[2 * buckets + (key >>> (2 * digitBits))]++
  }
  return counts
}

/** Whether the two upper digits of the high word are the same in all keys. */
function isNarrow(highCounts: Uint32Array, n: number): boolean {
  return isConstant(highCounts, 1, n) && isConstant(highCounts, 2, n)
}

function isConstant(counts: Uint32Array, digit: number, n: number): boolean {
  for (let i = digit * buckets; i < (digit + 1) * buckets; i++) if (counts[i] > 0) return counts[i] === n
  return true
}

/** Sorts by one word and keeps the order of keys that share it; the result lies in either array. */
function sortByWord(keys: Uint32Array, spare: Uint32Array, word: number, counts: Uint32Array): Uint32Array {
  let from = keys
  let to = spare
  for (let digit = 0; digit < 3; digit++) {
    if (isConstant(counts, digit, keys.length / 2)) continue
    scatter(from, to, word, digit * digitBits, firstPlaces(counts, digit))
    ;[from, to] = [to, from]
  }
  return from
}

function firstPlaces(counts: Uint32Array, digit: number): Uint32Array {
  const places = new Uint32Array(buckets)
  for (let i = 1; i < buckets; i++) places[i] = places[i - 1] + counts[digit * buckets + i - 1]
  return places
}

function scatter(from: Uint32Array, to: Uint32Array, word: number, shift: number, places: Uint32Array): void {
  for (let i = 0; i < from.length; i += 2) {
    const place = 2 * places[(from[i + word] >>> shift) & (buckets - 1)]++
    to[place] = from[i]
    to[place + 1] = from[i + 1]
  }
}

/** Orders keys of equal high words by their low words; false, and not done, when that takes too many moves. */
function insertWithinEqualHighs(keys: Uint32Array): boolean {
  let moves = (moveBudget * keys.length) / 2
  for (let i = 2; i < keys.length; i += 2) {
    const keyHigh = keys[i + 1]
    if (keyHigh !== keys[i - 1] || keys[i] >= keys[i - 2]) continue
    const keyLow = keys[i]
    let place = i
    while (place > 0 && keys[place - 1] === keyHigh && keys[place - 2] > keyLow) {
      keys[place] = keys[place - 2]
      place -= 2
      moves--
    }
    keys[place] = keyLow
    if (moves < 0) return false
  }
  return true
}
