import type { ByteRanges } from "../shared/dictionary-builder.js"
import { readDeltas32 } from "./deltas.js"
import { Unreadable } from "../shared/unreadable.js"

/** Receives one value after the other: bytes[start … end), valid only during the call. */
export type TakeBytes = (bytes: Uint8Array, start: number, end: number) => void

/** Notes where the next values of a page lie, as many as `met.count` says. */
export type NextRanges = (met: ByteRanges) => void

/** Values that each stand behind their length in four bytes (PLAIN). */
export function plainRanges(page: Uint8Array): NextRanges {
  let next = 0
  return ({ starts, ends, count }) => {
    let at = next
    for (let i = 0; i < count; i++) {
      const length = int32(page, at)
      starts[i] = at + 4
      at += 4 + length
      ends[i] = at
      if (length < 0 || at > page.length) throw new Unreadable(`a value of ${length} bytes does not fit its page`)
    }
    next = at
  }
}

/** `all` values of `width` bytes each. */
export function fixedRanges(page: Uint8Array, all: number, width: number): NextRanges {
  if (width * all > page.length) throw new Unreadable(`${all} values of ${width} bytes do not fit their page`)
  let at = 0
  return ({ starts, ends, count }) => {
    for (let i = 0; i < count; i++) {
      starts[i] = at
      ends[i] = at += width
    }
  }
}

/** `all` values: first their lengths as deltas, then their bytes (DELTA_LENGTH_BYTE_ARRAY). */
export function lengthRanges(page: Uint8Array, all: number): NextRanges {
  const lengths = new Int32Array(all)
  let at = readDeltas32(page, 0, lengths, 0, all)
  let next = 0
  return ({ starts, ends, count }) => {
    for (let i = 0; i < count; i++) {
      const length = lengths[next++]
      starts[i] = at
      ends[i] = at += length
      if (length < 0 || at > page.length) throw new Unreadable(`value ${next} of ${all} does not fit its page`)
    }
  }
}

/** Values that share their beginnings can stand for far more bytes than they take; a page for more than this was written to harm. */
const MAX_PAGE = 2 ** 29

/** Hands on `count` values: how many bytes each shares with the one before it, then the rest (DELTA_BYTE_ARRAY). */
export function eachDeltaByteArray(page: Uint8Array, count: number, take: TakeBytes): void {
  const shared = new Int32Array(count)
  const rest = new Int32Array(count)
  const suffixes = readDeltas32(page, 0, shared, 0, count)
  const start = readDeltas32(page, suffixes, rest, 0, count)
  let value = new Uint8Array(256)
  let length = 0
  let total = 0
  let i = 0
  eachOfLengths(page, start, rest, (bytes, from, to) => {
    const prefix = shared[i++]
    if (prefix < 0 || prefix > length) throw new Unreadable(`a value shares ${prefix} bytes with one of ${length}`)
    length = prefix + to - from
    total += length
    if (total > MAX_PAGE) throw new Unreadable(`the values of a page take more than ${MAX_PAGE} bytes`)
    if (length > value.length) value = enlarged(value, length)
    for (let at = prefix; from < to;) value[at++] = bytes[from++]
    take(value, 0, length)
  })
}

function eachOfLengths(page: Uint8Array, start: number, lengths: Int32Array, take: TakeBytes): void {
  let at = start
  for (let i = 0; i < lengths.length; i++) {
    const from = at
    at += lengths[i]
    if (at < from || at > page.length) throw new Unreadable(`value ${i + 1} of ${lengths.length} does not fit its page`)
    take(page, from, at)
  }
}

/** A copy of at least `length` bytes, and at least twice as long as before. */
function enlarged(bytes: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(Math.max(bytes.length * 2, length))
  larger.set(bytes)
  return larger
}

/** The four bytes from `at` on as a signed number, lowest byte first; the caller checks what it means when they are not there. */
export function int32(bytes: Uint8Array, at: number): number {
  return bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24)
}
