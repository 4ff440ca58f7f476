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

/** An empty dictionary: a hash table with open addressing, at most two thirds full, over bytes; no JavaScript string is ever made. */
export function dictionaryBuilder({ bytes = MAX_BYTES, strings = Infinity }: Most = {}): DictionaryBuilder {
  return new HashedStrings(bytes, strings)
}

// A class, for functions made anew for each dictionary would be compiled anew with what they call.
class HashedStrings implements DictionaryBuilder {
  // Small at first: a CSV file of 20,000 columns fills as many of these at once.
  /** Of each entry its code, counted from 1, in the bits that can tell places apart, and in those above them the bits of its hash. */
  private slots = new Int32Array(fewestSlots)
  private offsets = new Int32Array(33)
  private bytes = new Uint8Array(256)
  private count = 0
  private hashes = new Int32Array(0)
  /** Strings that `addAll` was given, and those of them that were new. */
  private given = 0
  private fresh = 0

  constructor(
    private readonly mostBytes: number,
    private readonly mostStrings: number,
  ) {}

  add(source: Uint8Array, start: number, end: number): number {
    return this.addHashed(hashOf(source, start, end), source, start, end)
  }

  private addHashed(hash: number, source: Uint8Array, start: number, end: number): number {
    const { slots } = this
    const last = slots.length - 1
    let slot = hash & last
    for (let entry = slots[slot]; entry !== 0; entry = slots[slot]) {
      if (((entry ^ hash) & ~last) === 0) {
        const code = (entry & last) - 1
        if (this.isEntry(code, source, start, end)) return code
      }
      slot = (slot + 1) & last
    }
    slots[slot] = (hash & ~last) | (this.count + 1)
    return this.append(source, start, end)
  }

  // Strings that are new are looked for all over the table. Asked for one after the other, each would wait for memory; so their places are
  // touched first, which takes half the time of the whole.
  addAll(source: Uint8Array, { starts, ends, count }: ByteRanges, codes: Int32Array, at: number): void {
    if (this.hashes.length < count) this.hashes = new Int32Array(mostAtOnce)
    const { hashes } = this
    for (let i = 0; i < count; i++) hashes[i] = hashOf(source, starts[i], ends[i])
    touched = touch(this.slots, hashes, count)
    const before = this.count
    for (let i = 0; i < count; i++) codes[at + i] = this.addHashed(hashes[i], source, starts[i], ends[i])
    this.given += count
    this.fresh += this.count - before
    if (this.fresh > mostlyNew.share * this.given && this.given > mostlyNew.strings) this.makeRoom()
  }

  /** Room for all that may come, if those are as long as these were and a twentieth more. */
  private makeRoom(): void {
    const { mostStrings } = this
    if (this.offsets.length > mostStrings || mostStrings === Infinity) return
    const used = this.offsets[this.count]
    this.offsets = resized(this.offsets, new Int32Array(mostStrings + 1))
    const likely = Math.min(this.mostBytes, mostlyNew.bytes, Math.ceil((1.05 * used * mostStrings) / this.count))
    if (likely > this.bytes.length) this.bytes = resized(this.bytes, new Uint8Array(likely))
    const wanted = 2 ** Math.min(30, Math.ceil(Math.log2(mostStrings / fullest)))
    if (wanted > this.slots.length) this.slots = this.enlarged(wanted)
  }

  find(source: Uint8Array, start: number, end: number): number {
    const { slots } = this
    const hash = hashOf(source, start, end)
    const last = slots.length - 1
    for (let slot = hash & last; slots[slot] !== 0; slot = (slot + 1) & last) {
      const code = (slots[slot] & last) - 1
      if (((slots[slot] ^ hash) & ~last) === 0 && this.isEntry(code, source, start, end)) return code
    }
    return -1
  }

  private isEntry(code: number, source: Uint8Array, start: number, end: number): boolean {
    const { bytes, offsets } = this
    const offset = offsets[code]
    const length = end - start
    if (offsets[code + 1] - offset !== length) return false
    for (let i = 0; i < length; i++) if (bytes[offset + i] !== source[start + i]) return false
    return true
  }

  private append(source: Uint8Array, start: number, end: number): number {
    const code = this.count++
    const offset = this.offsets[code]
    const next = offset + end - start
    if (next > this.mostBytes) throw tooManyBytes()
    if (next > this.bytes.length)
      this.bytes = resized(this.bytes, new Uint8Array(Math.max(next, Math.min(this.bytes.length * 2, this.mostBytes))))
    if (this.count === this.offsets.length) this.offsets = resized(this.offsets, new Int32Array(code * 2 + 1))
    const { bytes } = this
    for (let from = start, to = offset; from < end;) bytes[to++] = source[from++]
    this.offsets[this.count] = next
    if (this.count > this.slots.length * fullest) this.slots = this.enlarged(this.slots.length * 4)
    return code
  }

  /** The same entries in a table of this length. Their hashes are made again, which takes less than keeping them. */
  private enlarged(length: number): Int32Array<ArrayBuffer> {
    const { bytes, offsets, count } = this
    const longer = emptySlots(length)
    const last = longer.length - 1
    for (let code = 0; code < count; code++) {
      const hash = hashOf(bytes, offsets[code], offsets[code + 1])
      let slot = hash & last
      while (longer[slot] !== 0) slot = (slot + 1) & last
      longer[slot] = (hash & ~last) | (code + 1)
    }
    return longer
  }

  size(): number {
    return this.count
  }

  entries(): { offsets: Int32Array; bytes: Uint8Array } {
    return {
      offsets: this.offsets.subarray(0, this.count + 1),
      bytes: this.bytes.subarray(0, this.offsets[this.count]),
    }
  }

  close(): void {
    keepSlots(this.slots)
    this.slots = new Int32Array(0)
  }
}

const fewestSlots = 128
/** The share of its places that a table fills. */
const fullest = 2 / 3

/** The longest table that is no longer used, for the next one: new memory for each costs more, and the old is not given back at once. */
let spare = new Int32Array(0)
/** A longer one, of 8 MB and more, is let go: what comes behind the last dictionary needs its memory. */
const mostSpare = 2 ** 20

function emptySlots(length: number): Int32Array<ArrayBuffer> {
  if (spare.length < length) return new Int32Array(length)
  const slots = spare.subarray(0, length).fill(0)
  spare = new Int32Array(0)
  return slots
}

function keepSlots(slots: Int32Array<ArrayBuffer>): void {
  if (slots.length > spare.length && slots.length <= mostSpare) spare = slots
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
