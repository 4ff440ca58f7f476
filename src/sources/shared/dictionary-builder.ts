import { Unreadable } from "./unreadable.js"

/** Different byte strings, each with a code: 0 for the first one met, then 1, 2, … */
export interface DictionaryBuilder {
  /** The code of source[start … end), which is copied when it is new. */
  add(source: Uint8Array, start: number, end: number): number
  /** Number of different byte strings. */
  size(): number
  /** All of them end to end; string `code` is bytes[offsets[code] … offsets[code + 1]). Views: add nothing afterwards. */
  entries(): { offsets: Int32Array; bytes: Uint8Array }
}

/** Arrow counts the bytes of a dictionary in 32 bits. */
const MAX_BYTES = 0x7fffffff

/** The different values of a column are more than one dictionary can hold. */
export function tooManyBytes(): Unreadable {
  return new Unreadable("its different values take more than 2 GiB", {
    hint: "Leave the column out (--exclude), or write it as a hash or a length.",
  })
}

/** An empty dictionary for `mostBytes` at most: a hash table with open addressing, at most half full, over bytes; no JavaScript string is ever made. */
export function dictionaryBuilder(mostBytes = MAX_BYTES): DictionaryBuilder {
  // Small at first: a CSV file of 20,000 columns fills as many of these at once.
  let slots = new Int32Array(64).fill(-1)
  let mask = slots.length - 1
  let hashes = new Int32Array(32)
  let offsets = new Int32Array(33)
  let bytes = new Uint8Array(256)
  let size = 0

  function add(source: Uint8Array, start: number, end: number): number {
    const hash = hashOf(source, start, end)
    let slot = hash & mask
    for (let code = slots[slot]; code >= 0; code = slots[slot]) {
      if (hashes[code] === hash && isEntry(code, source, start, end)) return code
      slot = (slot + 1) & mask
    }
    slots[slot] = size
    return append(hash, source, start, end)
  }

  function isEntry(code: number, source: Uint8Array, start: number, end: number): boolean {
    const offset = offsets[code]
    const length = end - start
    if (offsets[code + 1] - offset !== length) return false
    for (let i = 0; i < length; i++) if (bytes[offset + i] !== source[start + i]) return false
    return true
  }

  function append(hash: number, source: Uint8Array, start: number, end: number): number {
    const code = size++
    const offset = offsets[code]
    const next = offset + end - start
    if (next > mostBytes) throw tooManyBytes()
    if (next > bytes.length) bytes = resized(bytes, new Uint8Array(Math.max(next, bytes.length * 2)))
    if (code === hashes.length) {
      hashes = resized(hashes, new Int32Array(code * 2))
      offsets = resized(offsets, new Int32Array(code * 2 + 1))
    }
    for (let from = start, to = offset; from < end;) bytes[to++] = source[from++]
    offsets[code + 1] = next
    hashes[code] = hash
    if (size * 2 > slots.length) rehash()
    return code
  }

  function rehash(): void {
    slots = new Int32Array(slots.length * 2).fill(-1)
    mask = slots.length - 1
    for (let code = 0; code < size; code++) {
      let slot = hashes[code] & mask
      while (slots[slot] >= 0) slot = (slot + 1) & mask
      slots[slot] = code
    }
  }

  return {
    add,
    size: () => size,
    entries: () => ({ offsets: offsets.subarray(0, size + 1), bytes: bytes.subarray(0, offsets[size]) }),
  }
}

/** FNV-1a over the bytes, its high bits folded in because the table looks at the low ones. */
function hashOf(source: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ source[i], 0x01000193)
  return hash ^ (hash >>> 15)
}

function resized<T extends Int32Array | Uint8Array>(from: T, to: T): T {
  to.set(from)
  return to
}
