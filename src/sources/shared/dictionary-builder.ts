import { Unreadable } from "./unreadable.js"

/** Different byte strings, each with a code: 0 for the first one met, then 1, 2, … */
export interface DictionaryBuilder {
  /** The code of source[start … end), which is copied when it is new. */
  add(source: Uint8Array, start: number, end: number): number
  /** The codes of many, as `add` gives them one by one, to `codes` from `at` on. At most `mostAtOnce` of them. */
  addAll(source: Uint8Array, strings: ByteRanges, codes: Int32Array, at: number): void
  /** The code of source[start … end); −1 where it was not added. */
  find(source: Uint8Array, start: number, end: number): number
  /** Number of different byte strings. */
  size(): number
  /** All of them end to end; string `code` is bytes[offsets[code] … offsets[code + 1]). Views: add nothing afterwards. */
  entries(): { offsets: Int32Array; bytes: Uint8Array }
}

/** The first `count` ranges of bytes: from each start up to its end. */
export interface ByteRanges {
  starts: Int32Array
  ends: Int32Array
  count: number
}

/** As many as stay in the processor's nearest memory with all that is looked at for them. */
export const mostAtOnce = 1024

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
  /** Hash and code of each entry side by side, the code counted from 1; 0: nobody's. */
  let slots = new Int32Array(128)
  let offsets = new Int32Array(33)
  let bytes = new Uint8Array(256)
  let size = 0
  let hashes = new Int32Array(0)

  const add = (source: Uint8Array, start: number, end: number) =>
    addHashed(hashOf(source, start, end), source, start, end)

  function addHashed(hash: number, source: Uint8Array, start: number, end: number): number {
    const last = slots.length - 1
    let slot = (hash << 1) & last
    for (let code = slots[slot + 1]; code > 0; code = slots[slot + 1]) {
      if (slots[slot] === hash && isEntry(code - 1, source, start, end)) return code - 1
      slot = (slot + 2) & last
    }
    slots[slot] = hash
    slots[slot + 1] = size + 1
    return append(source, start, end)
  }

  // Strings that are new are looked for all over the table. Asked for one after the other, each would wait for memory; so their places are
  // touched first, which takes half the time of the whole.
  function addAll(source: Uint8Array, { starts, ends, count }: ByteRanges, codes: Int32Array, at: number): void {
    if (hashes.length < count) hashes = new Int32Array(mostAtOnce)
    for (let i = 0; i < count; i++) hashes[i] = hashOf(source, starts[i], ends[i])
    touched = touch(slots, hashes, count)
    for (let i = 0; i < count; i++) codes[at + i] = addHashed(hashes[i], source, starts[i], ends[i])
  }

  function find(source: Uint8Array, start: number, end: number): number {
    const hash = hashOf(source, start, end)
    const last = slots.length - 1
    for (let slot = (hash << 1) & last; slots[slot + 1] > 0; slot = (slot + 2) & last) {
      const code = slots[slot + 1] - 1
      if (slots[slot] === hash && isEntry(code, source, start, end)) return code
    }
    return -1
  }

  function isEntry(code: number, source: Uint8Array, start: number, end: number): boolean {
    const offset = offsets[code]
    const length = end - start
    if (offsets[code + 1] - offset !== length) return false
    for (let i = 0; i < length; i++) if (bytes[offset + i] !== source[start + i]) return false
    return true
  }

  function append(source: Uint8Array, start: number, end: number): number {
    const code = size++
    const offset = offsets[code]
    const next = offset + end - start
    if (next > mostBytes) throw tooManyBytes()
    if (next > bytes.length) bytes = resized(bytes, new Uint8Array(Math.max(next, bytes.length * 2)))
    if (size === offsets.length) offsets = resized(offsets, new Int32Array(code * 2 + 1))
    for (let from = start, to = offset; from < end;) bytes[to++] = source[from++]
    offsets[size] = next
    if (size * 4 > slots.length) slots = twiceAsLong(slots)
    return code
  }

  return {
    add,
    addAll,
    find,
    size: () => size,
    entries: () => ({ offsets: offsets.subarray(0, size + 1), bytes: bytes.subarray(0, offsets[size]) }),
  }
}

/** What was last found in touching places; kept so that touching is not left out as useless. */
let touched = 0

function touch(slots: Int32Array, hashes: Int32Array, count: number): number {
  const last = slots.length - 1
  let any = touched
  for (let i = 0; i < count; i++) any |= slots[(hashes[i] << 1) & last]
  return any
}

/** The same entries in a table of twice the length: those of one place go to two, so that both tables are run through in order. */
function twiceAsLong(slots: Int32Array): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(slots.length * 2)
  const last = longer.length - 1
  for (let from = 0; from < slots.length; from += 2) {
    if (slots[from + 1] === 0) continue
    let slot = (slots[from] << 1) & last
    while (longer[slot + 1] > 0) slot = (slot + 2) & last
    longer[slot] = slots[from]
    longer[slot + 1] = slots[from + 1]
  }
  return longer
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
