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
  /** Leaves its table to the next dictionary. Its entries stay; nothing is added or looked for afterwards. */
  close(): void
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

/** What a dictionary holds at most. */
interface Most {
  bytes?: number
  strings?: number
}

/** After so many strings side by side, of which such a share was new, room is made for all that may come, up to so many bytes. */
const mostlyNew = { strings: 4096, share: 0.9, bytes: 2 ** 28 }

/** An empty dictionary: a hash table with open addressing, at most half full, over bytes; no JavaScript string is ever made. */
export function dictionaryBuilder({
  bytes: mostBytes = MAX_BYTES,
  strings: mostStrings = Infinity,
}: Most = {}): DictionaryBuilder {
  // Small at first: a CSV file of 20,000 columns fills as many of these at once.
  /** Of each entry its code, counted from 1, in the bits that can tell places apart, and in those above them the bits of its hash. */
  let slots = new Int32Array(fewestSlots)
  let offsets = new Int32Array(33)
  let bytes = new Uint8Array(256)
  let size = 0
  let hashes = new Int32Array(0)
  /** Strings that `addAll` was given, and those of them that were new. */
  let [given, fresh] = [0, 0]

  const add = (source: Uint8Array, start: number, end: number) =>
    addHashed(hashOf(source, start, end), source, start, end)

  function addHashed(hash: number, source: Uint8Array, start: number, end: number): number {
    const last = slots.length - 1
    let slot = hash & last
    for (let entry = slots[slot]; entry !== 0; entry = slots[slot]) {
      if (((entry ^ hash) & ~last) === 0) {
        const code = (entry & last) - 1
        if (isEntry(code, source, start, end)) return code
      }
      slot = (slot + 1) & last
    }
    slots[slot] = (hash & ~last) | (size + 1)
    return append(source, start, end)
  }

  // Strings that are new are looked for all over the table. Asked for one after the other, each would wait for memory; so their places are
  // touched first, which takes half the time of the whole.
  function addAll(source: Uint8Array, { starts, ends, count }: ByteRanges, codes: Int32Array, at: number): void {
    if (hashes.length < count) hashes = new Int32Array(mostAtOnce)
    for (let i = 0; i < count; i++) hashes[i] = hashOf(source, starts[i], ends[i])
    touched = touch(slots, hashes, count)
    const before = size
    for (let i = 0; i < count; i++) codes[at + i] = addHashed(hashes[i], source, starts[i], ends[i])
    given += count
    fresh += size - before
    if (fresh > mostlyNew.share * given && given > mostlyNew.strings) makeRoom()
  }

  /** Room for all that may come, if those are as long as these were and a twentieth more. */
  function makeRoom(): void {
    if (offsets.length > mostStrings || mostStrings === Infinity) return
    offsets = resized(offsets, new Int32Array(mostStrings + 1))
    const likely = Math.min(mostBytes, mostlyNew.bytes, Math.ceil((1.05 * offsets[size] * mostStrings) / size))
    if (likely > bytes.length) bytes = resized(bytes, new Uint8Array(likely))
    const wanted = 2 ** Math.min(30, Math.ceil(Math.log2(2 * mostStrings)))
    if (wanted > slots.length) slots = enlarged(wanted)
  }

  function find(source: Uint8Array, start: number, end: number): number {
    const hash = hashOf(source, start, end)
    const last = slots.length - 1
    for (let slot = hash & last; slots[slot] !== 0; slot = (slot + 1) & last) {
      const code = (slots[slot] & last) - 1
      if (((slots[slot] ^ hash) & ~last) === 0 && isEntry(code, source, start, end)) return code
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
    if (next > bytes.length)
      bytes = resized(bytes, new Uint8Array(Math.max(next, Math.min(bytes.length * 2, mostBytes))))
    if (size === offsets.length) offsets = resized(offsets, new Int32Array(code * 2 + 1))
    for (let from = start, to = offset; from < end;) bytes[to++] = source[from++]
    offsets[size] = next
    if (size * 2 > slots.length) slots = enlarged(slots.length * 4)
    return code
  }

  /** The same entries in a table of this length. Their hashes are made again, which takes less than keeping them. */
  function enlarged(length: number): Int32Array<ArrayBuffer> {
    const longer = emptySlots(length)
    const last = longer.length - 1
    for (let code = 0; code < size; code++) {
      const hash = hashOf(bytes, offsets[code], offsets[code + 1])
      let slot = hash & last
      while (longer[slot] !== 0) slot = (slot + 1) & last
      longer[slot] = (hash & ~last) | (code + 1)
    }
    return longer
  }

  return {
    add,
    addAll,
    find,
    size: () => size,
    entries: () => ({ offsets: offsets.subarray(0, size + 1), bytes: bytes.subarray(0, offsets[size]) }),
    close() {
      keepSlots(slots)
      slots = new Int32Array(0)
    },
  }
}

const fewestSlots = 128

/** The longest table that is no longer used, for the next one: new memory for each costs more, and the old is not given back at once. */
let spare = new Int32Array(0)

function emptySlots(length: number): Int32Array<ArrayBuffer> {
  if (spare.length < length) return new Int32Array(length)
  const slots = spare.subarray(0, length).fill(0)
  spare = new Int32Array(0)
  return slots
}

function keepSlots(slots: Int32Array<ArrayBuffer>): void {
  if (slots.length > spare.length) spare = slots
}

/** What was last found in touching places; kept so that touching is not left out as useless. */
let touched = 0

function touch(slots: Int32Array, hashes: Int32Array, count: number): number {
  const last = slots.length - 1
  let any = touched
  for (let i = 0; i < count; i++) any |= slots[hashes[i] & last]
  return any
}

/** Four bytes a step, as MurmurHash3 mixes them (Appleby, public domain); its high bits are folded in because the table looks at the low ones. */
function hashOf(source: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5 ^ (end - start)
  let at = start
  for (const whole = end - 3; at < whole; at += 4) {
    const word = source[at] | (source[at + 1] << 8) | (source[at + 2] << 16) | (source[at + 3] << 24)
    hash = Math.imul(hash ^ word, 0x85ebca6b)
    hash ^= hash >>> 15
  }
  for (; at < end; at++) hash = Math.imul(hash ^ source[at], 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0xc2b2ae35)
  return hash ^ (hash >>> 15)
}

function resized<T extends Int32Array | Uint8Array>(from: T, to: T): T {
  to.set(from)
  return to
}
