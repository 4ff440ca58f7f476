import { DataType, type Vector } from "apache-arrow"
import type { RowFacts, RowMemory } from "../model.js"
import { readDoubles, validity } from "./vector-numbers.js"

/**
 * Collects one 64-bit hash per row, column by column and in any order, to count rows that repeat. Threads that read different
 * columns of one table collect into the same memory, one at a time.
 * Memory: 9 bytes per row, whatever the number of columns. Two different rows share a hash with probability 2^-64:
 * among ten million rows the expected number of false pairs is 3e-6.
 */
export class RowHashes {
  readonly memory: RowMemory
  /** Two words a row, and whether it lacks a value. */
  readonly hashes: Uint32Array
  readonly hasMissing: Uint8Array
  private readonly counts: Float64Array
  private readonly lock: Int32Array
  private readonly taken: Uint8Array

  /** `memory`: that of another thread's hashes of the same table. */
  constructor(
    private readonly rows: number,
    columns: number,
    memory?: RowMemory,
  ) {
    this.memory = memory ?? newMemory(rows, columns)
    this.hashes = new Uint32Array(this.memory.rows, 0, rows * 2)
    this.hasMissing = new Uint8Array(this.memory.rows, rows * 8, rows)
    this.counts = new Float64Array(this.memory.state, 0, 2)
    this.lock = new Int32Array(this.memory.state, 16, 1)
    this.taken = new Uint8Array(this.memory.taken)
  }

  has(index: number): boolean {
    return this.taken[index] === 1
  }

  /** Takes in column number `index`, once. Of a nested column only which rows lack it: its values are not compared. */
  add(vector: Vector, index: number, nested: boolean): void {
    if (this.has(index)) return
    const words = nested ? null : valueWords(vector)
    this.alone(() => {
      this.taken[index] = 1
      if (words === null) this.addPresence(vector)
      else this.addValues(vector, words, index)
    })
  }

  /** The facts over all columns taken in so far. `room`: memory that may be written over, eight bytes a row. */
  facts(room?: ArrayBuffer): RowFacts {
    const [missingCells, hashedColumns] = this.counts
    let rowsWithMissing = 0
    for (let row = 0; row < this.rows; row++) rowsWithMissing += this.hasMissing[row]
    return {
      missing_cells: missingCells,
      rows_with_missing: rowsWithMissing,
      duplicate_rows: hashedColumns === 0 ? 0 : this.rows - countDistinct(this.hashes, room),
    }
  }

  private addValues(vector: Vector, values: ValueWords, index: number): void {
    const valid = DataType.isNull(vector.type) ? new Uint8Array((this.rows + 7) >> 3) : validity(vector)
    const column = { ...values, valid, float: DataType.isFloat(vector.type), salt: Math.imul(index + 1, 0x9e3779b1) }
    for (let from = 0; from < this.rows; from += rowsAtOnce)
      this.counts[0] += addRows(this, column, from, Math.min(this.rows, from + rowsAtOnce))
    this.counts[1]++
  }

  private addPresence(vector: Vector): void {
    const valid = validity(vector)
    if (valid === null) return
    for (let row = 0; row < this.rows; row++)
      if ((valid[row >> 3] & (1 << (row & 7))) === 0) {
        this.counts[0]++
        this.hasMissing[row] = 1
      }
  }

  /** Runs `act` while no other thread does. */
  private alone(act: () => void): void {
    while (Atomics.compareExchange(this.lock, 0, 0, 1) !== 0) Atomics.wait(this.lock, 0, 1)
    try {
      act()
    } finally {
      Atomics.store(this.lock, 0, 0)
      Atomics.notify(this.lock, 0, 1)
    }
  }
}

function newMemory(rows: number, columns: number): RowMemory {
  return {
    rows: new SharedArrayBuffer(rows * 9),
    state: new SharedArrayBuffer(20),
    taken: new SharedArrayBuffer(columns),
  }
}

/** Rows that one call takes: the loop over all of them would run for long in code that is not compiled yet. */
const rowsAtOnce = 8192

/** A column's values as words, which rows hold one (null: all), whether they are floating, and what sets the column apart. */
interface WordColumn extends ValueWords {
  valid: Uint8Array | null
  float: boolean
  salt: number
}

/** Adds a column's values in rows `from` up to `to` to their hashes; gives how many are missing. */
function addRows(
  { hashes, hasMissing }: Pick<RowHashes, "hashes" | "hasMissing">,
  { words, perRow, valid, float, salt }: WordColumn,
  from: number,
  to: number,
): number {
  let missingCells = 0
  for (let row = from, at = 2 * from; row < to; row++, at += 2) {
    let low = words[row * perRow]
    let high = perRow === 2 ? words[at + 1] : 0
    let missing = valid !== null && (valid[row >> 3] & (1 << (row & 7))) === 0
    if (float) {
      if (low === 0 && high === 0x80000000) high = 0 // -0 equals 0
      missing ||= (high & 0x7ff00000) === 0x7ff00000 && ((high & 0xfffff) | low) !== 0 // NaN
    }
    if (missing) {
      missingCells++
      hasMissing[row] = 1
      low = high = 0x5bd1e995
    }
    // Sums of well-mixed words: the order of columns does not matter.
    hashes[at] += mix(low ^ salt, high)
    hashes[at + 1] += mix(high ^ salt, low ^ 0x165667b1)
  }
  return missingCells
}

/** One or two 32-bit words per row, the low one first, that are equal exactly when two values of the column are (but for -0 and NaN). */
interface ValueWords {
  words: Uint32Array
  perRow: 1 | 2
}

function valueWords(vector: Vector): ValueWords {
  const data = vector.data.at(0)
  const type = vector.type as DataType
  if (data === undefined || DataType.isNull(type)) return { words: new Uint32Array(vector.length), perRow: 1 }
  const values: unknown = data.values
  if (DataType.isBool(type)) return { words: bitWords(values as Uint8Array, vector.length), perRow: 1 }
  if (DataType.isDecimal(type)) return { words: foldedWords(values as Uint32Array, type.bitWidth / 32), perRow: 2 }
  if (DataType.isFloat(type)) return wordsOf(readDoubles(vector), 2)
  if (values instanceof BigInt64Array || values instanceof BigUint64Array) return wordsOf(values, 2)
  if (values instanceof Int32Array || values instanceof Uint32Array) return wordsOf(values, 1)
  return { words: Uint32Array.from(values as Int16Array), perRow: 1 }
}

function wordsOf(
  values: Float64Array | BigInt64Array | BigUint64Array | Int32Array | Uint32Array,
  perRow: 1 | 2,
): ValueWords {
  return { words: new Uint32Array(values.buffer, values.byteOffset, values.length * perRow), perRow }
}

function bitWords(bits: Uint8Array, rows: number): Uint32Array {
  const words = new Uint32Array(rows)
  for (let row = 0; row < rows; row++) words[row] = (bits[row >> 3] >> (row & 7)) & 1
  return words
}

function foldedWords(words: Uint32Array, wordsPerValue: number): Uint32Array {
  const folded = new Uint32Array((words.length / wordsPerValue) * 2)
  words.forEach((word, i) => {
    const at = Math.floor(i / wordsPerValue) * 2
    folded[at] = mix(folded[at] ^ 0x1b873593, word)
    folded[at + 1] = mix(folded[at + 1] ^ 0xe6546b64, word)
  })
  return folded
}

/** Finaliser of MurmurHash3 (Appleby, public domain) over two words. */
export function mix(a: number, b: number): number {
  let h = a ^ Math.imul(b, 0xcc9e2d51)
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

/** Hashes per group below: a table for as many stays in the processor's nearest memory. */
const groupSize = 1024

/** Number of different hashes; leaves them as they are. They are dealt into small groups by some of their bits first, for one large table or a sort takes three times as long. */
function countDistinct(hashes: Uint32Array, room?: ArrayBuffer): number {
  const groupBits = Math.max(0, Math.min(20, Math.floor(Math.log2(hashes.length / 2 / groupSize))))
  const { grouped, ends } = dealOut(hashes, groupBits, room)
  let largest = 0
  for (let group = 0, start = 0; group < ends.length; start = ends[group++])
    largest = Math.max(largest, ends[group] - start)
  const slots = 2 ** Math.ceil(Math.log2(2 * largest + 1))
  const table = new Uint32Array(slots * 2)
  // Which group last wrote a slot, counted from 1: saves clearing the table.
  const owners = new Uint32Array(slots)
  let distinct = 0
  for (let group = 0, start = 0; group < ends.length; start = ends[group++])
    for (let i = start; i < ends[group]; i++) {
      const low = grouped[2 * i]
      const high = grouped[2 * i + 1]
      let slot = high & (slots - 1)
      while (owners[slot] === group + 1 && (table[2 * slot] !== low || table[2 * slot + 1] !== high))
        slot = (slot + 1) & (slots - 1)
      if (owners[slot] === group + 1) continue
      owners[slot] = group + 1
      table[2 * slot] = low
      table[2 * slot + 1] = high
      distinct++
    }
  return distinct
}

/** The hashes with those side by side whose low halves start with the same bits, and where each group ends. */
function dealOut(
  hashes: Uint32Array,
  groupBits: number,
  room?: ArrayBuffer,
): { grouped: Uint32Array; ends: Uint32Array } {
  const groupOf = (low: number) => (groupBits === 0 ? 0 : low >>> (32 - groupBits))
  const places = new Uint32Array(2 ** groupBits)
  for (let i = 0; i < hashes.length; i += 2) places[groupOf(hashes[i])]++
  for (let group = 0, sum = 0; group < places.length; group++) {
    const count = places[group]
    places[group] = sum
    sum += count
  }
  const grouped = room?.byteLength === hashes.byteLength ? new Uint32Array(room) : new Uint32Array(hashes.length)
  for (let i = 0; i < hashes.length; i += 2) {
    const place = 2 * places[groupOf(hashes[i])]++
    grouped[place] = hashes[i]
    grouped[place + 1] = hashes[i + 1]
  }
  return { grouped, ends: places }
}
