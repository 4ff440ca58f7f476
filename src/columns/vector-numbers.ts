import { DataType, DateUnit, Float64, makeData, makeVector, TimeUnit, type Decimal, type Vector } from "apache-arrow"

/** The values of a column that can be ordered and measured, and the counts of those that cannot. */
export interface Numbers {
  /** Finite values in row order; its length is rows − missing − infinite. */
  finite: Float64Array
  /** null or NaN. */
  missing: number
  nan: number
  infinite: number
}

/** Largest whole number up to which every whole number has a double of its own. */
const exactUpTo = 2 ** 53

/**
 * Numbers, datetimes (milliseconds since 1970 UTC) or times of day (milliseconds since midnight) of a column as doubles.
 * 64-bit integers beyond 2^53 and decimals are rounded to the nearest double; `exactIntegers` keeps them whole.
 * `overwrite`: doubles may be moved together where they lie, so that no second array is needed; the vector is then lost.
 */
export function vectorNumbers(vector: Vector, overwrite = false): Numbers {
  const values = readDoubles(vector)
  const { times, over } = toMilliseconds(vector.type as DataType)
  const valid = validity(vector)
  const isCopy = values !== vector.data.at(0)?.values
  const finite = overwrite || isCopy ? values : new Float64Array(vector.length)
  let kept = 0
  let missing = 0
  let nan = 0
  let infinite = 0
  const asStored = times === 1 && over === 1
  for (let i = 0; i < vector.length; i++) {
    const value = values[i]
    if (valid !== null && (valid[i >> 3] & (1 << (i & 7))) === 0) missing++
    else if (Number.isFinite(value)) finite[kept++] = asStored ? value : (value * times) / over
    else if (value !== value) nan++
    else infinite++
  }
  return { finite: finite.subarray(0, kept), missing: missing + nan, nan, infinite }
}

/** The Arrow validity bitmap (bit set: present), or null when nothing is missing. Vectors here have one chunk at offset 0. */
export function validity(vector: Vector): Uint8Array | null {
  return vector.nullCount > 0 ? vector.data[0].nullBitmap : null
}

/** 64-bit values of a column in row order if any lies beyond 2^53, where doubles would merge neighbours; otherwise null. */
export function exactIntegers(vector: Vector): BigInt64Array | BigUint64Array | null {
  const stored: unknown = vector.data.at(0)?.values
  if (!(stored instanceof BigInt64Array || stored instanceof BigUint64Array)) return null
  const values = stored.subarray(0, vector.length)
  // The high halves of unsigned numbers have no sign: 2^64 − 1 would look like −1.
  const { buffer, byteOffset } = values
  const halves =
    stored instanceof BigUint64Array
      ? new Uint32Array(buffer, byteOffset, values.length * 2)
      : new Int32Array(buffer, byteOffset, values.length * 2)
  const highest = exactUpTo / 2 ** 32
  for (let i = 1; i < halves.length; i += 2) if (halves[i] >= highest || halves[i] < -highest) return values
  return null
}

/** Whether doubles hold every number of the column, or every instant, without rounding: not decimals, and no whole number beyond 2^53. */
export function doublesSayAll(vector: Vector): boolean {
  return !DataType.isDecimal(vector.type) && exactIntegers(vector) === null
}

/** One double per row of rows `from` up to `to` (default: all), in the file's own unit. Missing rows hold anything. */
export function readDoubles(vector: Vector, from = 0, to = Infinity): Float64Array {
  const type = vector.type as DataType
  const data = vector.data.at(0)
  if (data === undefined || DataType.isNull(type)) return new Float64Array(0)
  const whole = data.values as Uint32Array
  const perRow = DataType.isDecimal(type) ? type.bitWidth / 32 : 1
  const values: unknown = from === 0 && to >= vector.length ? whole : whole.subarray(from * perRow, to * perRow)
  if (DataType.isDecimal(type)) return decimalDoubles(values as Uint32Array, type)
  if (DataType.isFloat(type) && values instanceof Uint16Array) return Float64Array.from(values, halfToDouble)
  return values instanceof Float64Array ? values : toDoubles(values as NumericArray)
}

/**
 * The column with its 64-bit whole numbers as doubles, which must hold them all, in the same memory: the vector given is then lost. Any
 * other column as it is.
 */
export function wholesAsDoubles(vector: Vector): Vector {
  const whole = vector.data.at(0)
  const stored: unknown = whole?.values
  if (whole === undefined || !DataType.isInt(vector.type as DataType)) return vector
  if (!(stored instanceof BigInt64Array || stored instanceof BigUint64Array)) return vector
  const data = fromHalves(stored, new Float64Array(stored.buffer, stored.byteOffset, stored.length))
  const { length, nullCount, nullBitmap } = whole
  return makeVector(makeData({ type: new Float64(), length, nullCount, nullBitmap, data }))
}

/** The doubles at the given rows, in milliseconds for dates and times. Missing rows hold anything. */
export function doublesAt(vector: Vector, rows: Int32Array): Float64Array {
  const type = vector.type as DataType
  const { times, over } = toMilliseconds(type)
  const doubles = readAt(type, vector.data[0].values, rows)
  if (times !== 1 || over !== 1) for (let i = 0; i < doubles.length; i++) doubles[i] = (doubles[i] * times) / over
  return doubles
}

/** The numbers at the given rows as doubles, in the file's own unit. Missing rows hold anything. */
export function storedAt(vector: Vector, rows: Int32Array): Float64Array {
  return readAt(vector.type as DataType, vector.data[0].values, rows)
}

function readAt(type: DataType, stored: unknown, rows: Int32Array): Float64Array {
  const doubles = new Float64Array(rows.length)
  if (DataType.isDecimal(type)) {
    const words = type.bitWidth / 32
    for (let i = 0; i < rows.length; i++)
      doubles[i] = Number(decimalText(decimalInteger(stored as Uint32Array, rows[i], words), type.scale))
  } else if (stored instanceof BigInt64Array || stored instanceof BigUint64Array) {
    const low = new Uint32Array(stored.buffer, stored.byteOffset, stored.length * 2)
    const high = stored instanceof BigInt64Array ? new Int32Array(low.buffer, low.byteOffset, low.length) : low
    for (let i = 0; i < rows.length; i++) doubles[i] = high[2 * rows[i] + 1] * 2 ** 32 + low[2 * rows[i]]
  } else if (DataType.isFloat(type) && stored instanceof Uint16Array) {
    for (let i = 0; i < rows.length; i++) doubles[i] = halfToDouble(stored[rows[i]])
  } else {
    const values = stored as Float64Array
    for (let i = 0; i < rows.length; i++) doubles[i] = values[rows[i]]
  }
  return doubles
}

type NumericArray = Exclude<ArrayLike<number>, string> | BigInt64Array | BigUint64Array

function toDoubles(values: NumericArray): Float64Array {
  if (values instanceof BigInt64Array || values instanceof BigUint64Array)
    return fromHalves(values, new Float64Array(values.length))
  return Float64Array.from(values)
}

/** Writes 64-bit whole numbers as doubles to `doubles`, which may lie over them. Through the two halves: ten times as fast as Number(bigint). */
function fromHalves(values: BigInt64Array | BigUint64Array, doubles: Float64Array): Float64Array {
  const low = new Uint32Array(values.buffer, values.byteOffset, values.length * 2)
  const high = values instanceof BigInt64Array ? new Int32Array(low.buffer, low.byteOffset, low.length) : low
  for (let i = 0; i < doubles.length; i++) doubles[i] = high[2 * i + 1] * 2 ** 32 + low[2 * i]
  return doubles
}

const unitsPerMillisecond = {
  [TimeUnit.MILLISECOND]: 1,
  [TimeUnit.MICROSECOND]: 1e3,
  [TimeUnit.NANOSECOND]: 1e6,
}

/** Milliseconds = value × times / over: two whole numbers, so that whole results stay whole. */
export function toMilliseconds(type: DataType): { times: number; over: number } {
  if (DataType.isTimestamp(type) || DataType.isTime(type))
    return type.unit === TimeUnit.SECOND ? { times: 1000, over: 1 } : { times: 1, over: unitsPerMillisecond[type.unit] }
  if (DataType.isDate(type) && type.unit === DateUnit.DAY) return { times: 86_400_000, over: 1 }
  return { times: 1, over: 1 }
}

/** Whole number behind a decimal: `words` little-endian 32-bit words, two's complement. */
export function decimalInteger(words: Uint32Array, index: number, wordsPerValue: number): bigint {
  let value = 0n
  for (let word = wordsPerValue - 1; word >= 0; word--)
    value = (value << 32n) | BigInt(words[index * wordsPerValue + word])
  return BigInt.asIntN(32 * wordsPerValue, value)
}

function decimalDoubles(words: Uint32Array, type: Decimal): Float64Array {
  const wordsPerValue = type.bitWidth / 32
  const doubles = new Float64Array(words.length / wordsPerValue)
  for (let i = 0; i < doubles.length; i++)
    doubles[i] = Number(decimalText(decimalInteger(words, i, wordsPerValue), type.scale))
  return doubles
}

/** Decimal digits of `unscaled` × 10^−scale, without an exponent: 1234, 2 → "12.34". */
export function decimalText(unscaled: bigint, scale: number): string {
  if (scale <= 0) return String(unscaled * 10n ** BigInt(-scale))
  const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, "0")
  const fraction = digits.slice(-scale).replace(/0+$/, "")
  return `${unscaled < 0n ? "-" : ""}${digits.slice(0, -scale)}${fraction === "" ? "" : "."}${fraction}`
}

function halfToDouble(half: number): number {
  const sign = half & 0x8000 ? -1 : 1
  const exponent = (half >> 10) & 31
  const fraction = half & 1023
  if (exponent === 0) return sign * fraction * 2 ** -24
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
}
