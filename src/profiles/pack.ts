import { deflateRawSync, inflateRawSync } from "node:zlib"

const doubleBytes = 8

/**
 * Doubles as base64 text: all first bytes, then all second bytes and so on (neighbours in an ascending list share the upper
 * ones), deflated. Little-endian.
 */
export function packDoubles(values: Float64Array): string {
  const view = new DataView(new ArrayBuffer(values.length * doubleBytes))
  values.forEach((value, i) => view.setFloat64(i * doubleBytes, value, true))
  const bytes = new Uint8Array(view.buffer)
  return pack(bytes.map((_, i) => bytes[(i % values.length) * doubleBytes + Math.floor(i / values.length)]))
}

/** `length` doubles of `packDoubles`; throws where the text does not hold exactly so many. */
export function unpackDoubles(text: string, length: number): Float64Array {
  const planes = unpack(text, length * doubleBytes)
  if (planes.length !== length * doubleBytes) throw new Error("a list of numbers has the wrong length")
  const bytes = planes.map((_, i) => planes[(i % doubleBytes) * length + Math.floor(i / doubleBytes)])
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  return Float64Array.from({ length }, (_, i) => view.getFloat64(i * doubleBytes, true))
}

/** Whole numbers from 0 to 2^53 as base64 text: seven bits a byte, the lowest first, deflated. */
export function packCounts(counts: Float64Array): string {
  const bytes: number[] = []
  for (let rest of counts) {
    for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128)
    bytes.push(rest)
  }
  return pack(Uint8Array.from(bytes))
}

/** `length` whole numbers of `packCounts`; throws where the text does not hold exactly so many. */
export function unpackCounts(text: string, length: number): Float64Array {
  const counts = new Float64Array(length)
  let place = 0
  let unit = 1
  for (const byte of unpack(text, length * doubleBytes)) {
    if (place >= length) throw new Error("a list of counts is too long")
    counts[place] += (byte % 128) * unit
    if (counts[place] > Number.MAX_SAFE_INTEGER) throw new Error("a count is too large")
    unit = byte < 128 ? 1 : unit * 128
    if (byte < 128) place++
  }
  if (place !== length) throw new Error("a list of counts is too short")
  return counts
}

/** Text in UTF-8, deflated, as base64. */
export const packText = (text: string): string => pack(Buffer.from(text))

/** The text of `packText`; throws where it is longer than `most` bytes. */
export const unpackText = (packed: string, most: number): string => Buffer.from(unpack(packed, most)).toString()

function pack(bytes: Uint8Array): string {
  return deflateRawSync(bytes, { level: 9 }).toString("base64")
}

function unpack(text: string, most: number): Uint8Array {
  return Uint8Array.from(inflateRawSync(Buffer.from(text, "base64"), { maxOutputLength: Math.max(1, most) }))
}
