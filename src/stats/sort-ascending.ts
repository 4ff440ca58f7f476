import { sortWholes } from "./sort-wholes.js"
import { spareNumbers } from "./spare-numbers.js"

/** Below this many values the built-in sort is as fast. */
const fewValues = 2048
const digitBits = 11
const buckets = 1 << digitBits
const low = 0
const high = 1
/** Insertion moves per value after which equal high words are too many to be put in order one by one. */
const moveBudget = 6
const littleEndian = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1

/** Numbers and, over the same bytes, their halves: the low word of number i at 2·i, the high word behind it. */
interface Halved {
  numbers: Float64Array
  words: Int32Array
}

/**
 * The same array, its values ascending; -0 comes before 0. Values must not be NaN.
 * Whole numbers of a short range are counted. Any others by a radix sort on the bits: the high 32 bits decide nearly all of the order, and neighbours that share them are put in
 * order by insertion. Where they decide little (times, narrow ranges) the low 32 bits are sorted first.
 */
export function sortAscending(values: Float64Array): Float64Array {
  if (values.length < fewValues || !littleEndian) return values.sort()
  if (isAscending(values) || sortWholes(values)) return values
  const sorted = sortHalved(halved(values.buffer, values.byteOffset, values.length))
  if (sorted.numbers.buffer !== values.buffer) values.set(sorted.numbers)
  return values
}

function halved(buffer: ArrayBufferLike, offset: number, length: number): Halved {
  return { numbers: new Float64Array(buffer, offset, length), words: new Int32Array(buffer, offset, 2 * length) }
}

function spareFor(length: number): Halved {
  return halved(spareNumbers(length), 0, length)
}

function isAscending(values: Float64Array): boolean {
  for (let i = 1; i < values.length; i++) {
    if (values[i] > values[i - 1]) continue
    if (values[i] < values[i - 1] || !Object.is(values[i], values[i - 1])) return false
  }
  return true
}

/** The numbers in ascending order: in their own array or in the spare one. */
function sortHalved(values: Halved): Halved {
  const spare = spareFor(values.numbers.length)
  if (sortSpread(values, spare)) return values
  const highCounts = countDigits(values, high)
  if (isNarrow(highCounts, values.numbers.length)) return sortBothWords(values, spare, highCounts)
  const sorted = sortByWord(values, spare, high, highCounts)
  if (insertWithinEqualHighs(sorted.numbers)) return sorted
  return sortBothWords(sorted, sorted === values ? spare : values, highCounts)
}

/** Keys of 24 bits: sign and exponent, then the first 12 bits of the mantissa. Their counts are used again by the next array. */
const wideBuckets = 1 << 12
const mantissas = new Uint32Array(wideBuckets)
const exponents = new Uint32Array(wideBuckets)
/** Values per mantissa in use, on average, up to which what shares a key is put in order by insertion. */
const mostPerMantissa = 8

/**
 * Sorts up to 32,768 numbers whose mantissas are spread, as of nearly all that was measured, in two passes and insertion; false, and
 * nothing done, where they are not.
 */
function sortSpread(values: Halved, spare: Halved): boolean {
  const n = values.numbers.length
  if (n > mostPerMantissa * wideBuckets) return false
  countWide(values.words)
  if (n > mostPerMantissa * toFirstPlaces(mantissas)) return false
  toFirstPlaces(exponents)
  scatterWide(values, spare.numbers, 8, mantissas)
  scatterWide(spare, values.numbers, 20, exponents)
  if (!insertWithinEqualHighs(values.numbers)) values.numbers.set(sortBothWords(values, spare).numbers)
  return true
}

function countWide(words: Int32Array): void {
  mantissas.fill(0)
  exponents.fill(0)
  for (let i = 1; i < words.length; i += 2) {
    const key = words[i] ^ ((words[i] >> 31) | 0x80000000)
    mantissas[(key >>> 8) & (wideBuckets - 1)]++
    exponents[key >>> 20]++
  }
}

/** Turns counts into the places where their buckets begin; gives how many hold something. */
function toFirstPlaces(counts: Uint32Array): number {
  let [place, used] = [0, 0]
  for (let i = 0; i < counts.length; i++) {
    const count = counts[i]
    counts[i] = place
    place += count
    if (count > 0) used++
  }
  return used
}

function scatterWide({ numbers, words }: Halved, to: Float64Array, shift: number, places: Uint32Array): void {
  for (let i = 0; i < numbers.length; i++) {
    const key = words[2 * i + 1] ^ ((words[2 * i + 1] >> 31) | 0x80000000)
    to[places[(key >>> shift) & (wideBuckets - 1)]++] = numbers[i]
  }
}

function sortBothWords(values: Halved, spare: Halved, highCounts = countDigits(values, high)): Halved {
  const byLow = sortByWord(values, spare, low, countDigits(values, low))
  return sortByWord(byLow, byLow === values ? spare : values, high, highCounts)
}

/**
 * What turns a word into a key whose order as an unsigned number is that of the numbers: a negative number has all its bits
 * turned over (`sign` is then -1, else 0), any other the top bit of its high word.
 */
function topBit(word: number): number {
  return word === high ? 0x80000000 | 0 : 0
}

/** Keys per value of each of a word's three digits (11, 11 and 10 bits, lowest first), one after the other. */
function countDigits({ words }: Halved, word: number): Uint32Array {
  const counts = new Uint32Array(3 * buckets)
  const top = topBit(word)
  for (let i = 0; i < words.length; i += 2) {
    const sign = words[i + 1] >> 31
    const key = words[i + word] ^ (sign | top)
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
function sortByWord(values: Halved, spare: Halved, word: number, counts: Uint32Array): Halved {
  let from = values
  let to = spare
  for (let digit = 0; digit < 3; digit++) {
    if (isConstant(counts, digit, values.numbers.length)) continue
    scatter(from, to.numbers, word, digit * digitBits, firstPlaces(counts, digit))
    ;[from, to] = [to, from]
  }
  return from
}

function firstPlaces(counts: Uint32Array, digit: number): Uint32Array {
  const places = new Uint32Array(buckets)
  for (let i = 1; i < buckets; i++) places[i] = places[i - 1] + counts[digit * buckets + i - 1]
  return places
}

function scatter(from: Halved, to: Float64Array, word: number, shift: number, places: Uint32Array): void {
  const { numbers, words } = from
  const top = topBit(word)
  for (let i = 0; i < numbers.length; i++) {
    const sign = words[2 * i + 1] >> 31
    const key = words[2 * i + word] ^ (sign | top)
    to[places[(key >>> shift) & (buckets - 1)]++] = numbers[i]
  }
}

/** Orders numbers that share their high words, all others being in order; false, and not done, when that takes too many moves. */
function insertWithinEqualHighs(numbers: Float64Array): boolean {
  let moves = moveBudget * numbers.length
  for (let i = 1; i < numbers.length; i++) {
    const number = numbers[i]
    if (number >= numbers[i - 1]) continue
    let place = i
    while (place > 0 && numbers[place - 1] > number) {
      numbers[place] = numbers[place - 1]
      place--
      moves--
    }
    numbers[place] = number
    if (moves < 0) return false
  }
  return true
}
