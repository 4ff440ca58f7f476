import { TimestampMicrosecond, TimestampNanosecond } from "apache-arrow"
import { expect, test } from "vitest"
import { unpackBits } from "../../../src/sources/parquet/bits.js"
import { inflate } from "../../../src/sources/parquet/codecs.js"
import { readDeltas32, readDeltas64 } from "../../../src/sources/parquet/deltas.js"
import { dictionaryBuilder } from "../../../src/sources/shared/dictionary-builder.js"
import { finishInt96 } from "../../../src/sources/parquet/finish-times.js"
import { decompressLz4, decompressLz4Block } from "../../../src/sources/shared/lz4.js"
import { readPresence } from "../../../src/sources/parquet/presence.js"
import { readRuns } from "../../../src/sources/parquet/runs.js"
import { spreadApart } from "../../../src/sources/parquet/spread.js"
import { checkStruct, readVarint } from "../../../src/sources/parquet/thrift.js"
import { scratchNumbers } from "../../../src/sources/parquet/values.js"
import { allPresent } from "../../../src/sources/shared/validity.js"

const bytes = (...values: number[]) => Uint8Array.from(values)

test("numbers of every width from 1 to 32 bits are unpacked", () => {
  for (let width = 1; width <= 32; width++) {
    const values = Array.from(
      { length: 40 },
      (_, i) => (BigInt(i) * 0x9e3779b97f4a7c15n) & ((1n << BigInt(width)) - 1n),
    )
    const packed = values.reduce((all, value, i) => all | (value << BigInt(i * width)), 0n)
    const page = Uint8Array.from({ length: 5 * width }, (_, i) => Number((packed >> BigInt(8 * i)) & 255n))
    const out = new Int32Array(40)
    unpackBits({ bytes: page, at: 0 }, width, { out, next: 0 }, 40)
    expect(
      [...out].map((value) => value >>> 0),
      `${width} bits`,
    ).toEqual(values.map(Number))
  }
})

test("repeated and packed runs alternate", () => {
  const out = new Int32Array(14)
  // Five times 3; then one group of eight in 2 bits: 0 1 2 3 0 1 2 3; then once 1.
  readRuns(bytes(10, 3, 3, 0b11100100, 0b11100100, 2, 1), 2, out, 0, 14)
  expect([...out]).toEqual([3, 3, 3, 3, 3, 0, 1, 2, 3, 0, 1, 2, 3, 1])
})

test("runs that end early or hold too large a number are refused", () => {
  const out = new Int32Array(100)
  expect(() => readRuns(bytes(), 1, out, 0, 1)).toThrow("end inside a number")
  expect(() => readRuns(bytes(3), 1, out, 0, 8)).toThrow("packed numbers ends early")
  expect(() => readRuns(bytes(4), 1, out, 0, 2)).toThrow("equal numbers ends early")
  expect(() => readRuns(bytes(4, 2), 1, out, 0, 2)).toThrow("does not fit its 1 bits")
  expect(() => readRuns(bytes(4, 2), 40, out, 0, 2)).toThrow("40 bits are announced")
  readRuns(bytes(), 0, out, 0, 100)
})

test("deltas follow the example of the format's own description", () => {
  // 7, 5, 3, 1, 2, 3, 4, 5: deltas -2 -2 -2 1 1 1 1, least -2, so 0 0 0 3 3 3 3 in 2 bits.
  const page = bytes(8, 1, 8, 14, 3, 2, 0b11000000, 0b00111111)
  const narrow = new Int32Array(8)
  expect(readDeltas32(page, 0, narrow, 0, 8)).toBe(page.length)
  expect([...narrow]).toEqual([7, 5, 3, 1, 2, 3, 4, 5])
  const wide = new Int32Array(16)
  readDeltas64(page, 0, wide, 0, 8)
  expect([...new BigInt64Array(wide.buffer)]).toEqual([7n, 5n, 3n, 1n, 2n, 3n, 4n, 5n])
})

test("impossible delta headers are refused", () => {
  const out = new Int32Array(8)
  expect(() => readDeltas32(bytes(8, 1, 9, 14, 3, 2, 0, 0), 0, out, 0, 8)).toThrow("9 deltas are announced where 8")
  expect(() => readDeltas32(bytes(8, 0, 8, 14, 3, 2, 0, 0), 0, out, 0, 8)).toThrow("blocks of 8 deltas in 0 parts")
  expect(() => readDeltas32(bytes(12, 1, 8, 14, 3, 2, 0, 0), 0, out, 0, 8)).toThrow("blocks of 12 deltas in 1 parts")
  expect(() => readDeltas32(bytes(8, 1, 8, 14, 3, 65, 0, 0), 0, out, 0, 8)).toThrow("deltas of 65 bits")
  expect(() => readDeltas32(bytes(8, 1, 8, 14, 3, 2, 0), 0, out, 0, 8)).toThrow("the deltas end early")
})

test("equal byte strings get equal codes, also after the table has grown", () => {
  const builder = dictionaryBuilder()
  const text = (i: number) => Buffer.from(i === 0 ? "" : `text number ${i}`)
  const add = (i: number) => builder.add(text(i), 0, text(i).length)
  for (let i = 0; i < 20_000; i++) expect(add(i)).toBe(i)
  for (let i = 0; i < 20_000; i += 37) expect(add(i)).toBe(i)
  expect(builder.size()).toBe(20_000)
  const { offsets, bytes: all } = builder.entries()
  expect(Buffer.from(all.subarray(offsets[19_999], offsets[20_000])).toString()).toBe("text number 19999")
  expect(offsets).toHaveLength(20_001)
})

test("many byte strings at once get the codes that they get one by one, also where the table grows among them", () => {
  const [single, together] = [dictionaryBuilder(), dictionaryBuilder()]
  const source = Buffer.from(Array.from({ length: 5000 }, (_, i) => `text ${(i * 7919) % 3001};`).join(""))
  const ends = Int32Array.from(Array.from(source.entries()).flatMap(([at, byte]) => (byte === 0x3b ? [at] : [])))
  const starts = ends.map((_, i) => (i === 0 ? 0 : ends[i - 1] + 1))
  const codes = new Int32Array(5001).fill(-1)
  for (let at = 0; at < 5000; at += 1000) {
    const some = { starts: starts.subarray(at), ends: ends.subarray(at), count: 1000 }
    together.addAll(source, some, codes, at + 1)
  }
  expect(codes).toEqual(Int32Array.of(-1, ...starts.map((start, i) => single.add(source, start, ends[i]))))
  expect(together.size()).toBe(3001)
  expect(together.entries()).toEqual(single.entries())
})

test("values move apart to the rows that are present", () => {
  const singles = Int32Array.of(9, 1, 2, 3, 4, 5)
  spreadApart(singles, 1, { row: 1, count: 5, present: 3 }, bytes(0b110101))
  expect([...singles]).toEqual([9, 0, 1, 0, 2, 3])
  const pairs = Int32Array.of(1, 2, 3, 4, 0, 0, 0, 0)
  spreadApart(pairs, 2, { row: 0, count: 4, present: 2 }, bytes(0b1010))
  expect([...pairs]).toEqual([0, 0, 1, 2, 0, 0, 3, 4])
})

test("levels of one bit, packed or repeated, say which rows of a page are missing, and its values move there", () => {
  const [row, count] = [5, 1000]
  for (const every of [2, 7, 300]) {
    const isMissing = (i: number) => i % every === 0 || (i > 600 && i < 650)
    const bits = new Uint8Array(600 / 8)
    for (let i = 0; i < 600; i++) if (!isMissing(i)) bits[i >> 3] |= 1 << (i & 7)
    const rest = Array.from({ length: count - 600 }, (_, i) => [2, isMissing(600 + i) ? 0 : 1]).flat()
    const validity = allPresent()
    // 75 groups of eight in one bit, then 400 runs of one row.
    const runs = bytes(0x97, 0x01, ...bits, ...rest)
    const present = readPresence(runs, 1, { row, count, rows: 1010 }, validity, scratchNumbers())
    const expected = Array.from({ length: count }, (_, i) => (isMissing(i) ? 0 : i + 1))
    expect(present).toBe(expected.filter((value) => value > 0).length)
    expect(validity.nullCount).toBe(count - present)
    const values = new Int32Array(1010).fill(-1)
    values.set(
      expected.filter((value) => value > 0),
      row,
    )
    spreadApart(values, 1, { row, count, present }, validity.bitmap!)
    expect([...values]).toEqual([...Array<number>(row).fill(-1), ...expected, ...Array<number>(5).fill(-1)])
  }
})

test("levels of one bit that end early or are none are refused", () => {
  const read = (runs: Uint8Array, count: number) =>
    readPresence(runs, 1, { row: 0, count, rows: 100 }, allPresent(), scratchNumbers())
  expect(() => read(bytes(), 1)).toThrow("end inside a number")
  expect(() => read(bytes(3), 8)).toThrow("packed numbers ends early")
  expect(() => read(bytes(4), 2)).toThrow("equal numbers ends early")
  expect(() => read(bytes(4, 2), 2)).toThrow("does not fit its 1 bits")
})

// "ab", then a match of 6 bytes two back, then the literal "c".
const block = bytes(0x22, 97, 98, 2, 0, 0x10, 99)

test("LZ4 blocks are read bare and in Hadoop's frames", () => {
  const text = "ababababc"
  expect(Buffer.from(decompressLz4Block(block, 9)).toString()).toBe(text)
  expect(Buffer.from(decompressLz4(block, 9)).toString()).toBe(text)
  const frame = bytes(0, 0, 0, 9, 0, 0, 0, block.length, ...block)
  expect(Buffer.from(decompressLz4(bytes(...frame, ...frame), 18)).toString()).toBe(text + text)
})

test("LZ4 blocks that lie about their size are refused", () => {
  expect(() => decompressLz4Block(block, 10)).toThrow("holds 9 bytes, 10 were announced")
  expect(() => decompressLz4Block(block, 7)).toThrow("does not fit")
  expect(() => decompressLz4Block(bytes(0x22, 97, 98, 3, 0), 9)).toThrow("match does not fit")
  expect(() => decompressLz4Block(bytes(0xf0, 255, 255), 9)).toThrow("ends inside a length")
  expect(() => decompressLz4Block(bytes(0x50, 97), 9)).toThrow("literals do not fit")
})

test("pages whose header cannot be true are refused before memory is taken", () => {
  expect(() => inflate("SNAPPY", bytes(4, 12, 1, 2, 3, 4), 5)).toThrow("holds 4 bytes, the page header announces 5")
  expect(() => inflate("SNAPPY", bytes(1, 2), 1_000_000)).toThrow("cannot hold the 1000000 bytes")
  expect(() => inflate("ZSTD", bytes(1, 2), 0x7fffffff)).toThrow("cannot hold")
  expect(() => inflate("UNCOMPRESSED", bytes(1, 2), 3)).toThrow("holds 2 bytes, its header announces 3")
  expect(() => inflate("LZO", bytes(1), 1)).toThrow("compression by LZO is not supported")
  expect(() => inflate("GZIP", bytes(1, 2, 3), 3)).toThrow("not valid GZIP data")
})

test("metadata that asks for more than it has is refused", () => {
  const struct = (...values: number[]) => checkStruct({ bytes: bytes(...values), at: 0 })
  expect(() => struct(0x19, 0xfc, 0xff, 0xff, 0xff, 0x07)).toThrow("is longer than the metadata")
  expect(() => struct(0x18, 0xff, 0x7f)).toThrow("bytes are announced")
  expect(() => struct(...Array<number>(200).fill(0x1c))).toThrow("nested more than 64 deep")
  expect(() => struct(0x1d)).toThrow("unknown type 13")
  expect(() => readVarint({ bytes: new Uint8Array(20).fill(0x80), at: 0 })).toThrow("longer than ten bytes")
})

test("INT96 instants beyond the reach of nanoseconds come in microseconds, the others in nanoseconds", () => {
  const stamps = (...days: number[]) => {
    const view = new DataView(new ArrayBuffer(12 * days.length))
    for (const [i, day] of days.entries()) {
      view.setBigInt64(12 * i, 3_000_001_500n, true)
      view.setInt32(12 * i + 8, 2_440_588 + day, true)
    }
    return finishInt96(view.buffer, days.length, { bitmap: null, nullCount: 0 })
  }
  const near = stamps(0, -1, 100_000)
  expect(near.type).toEqual(new TimestampNanosecond(null))
  expect(near.values).toEqual(BigInt64Array.of(3_000_001_500n, -86_396_999_998_500n, 8_640_000_003_000_001_500n))
  // The last day of the year 9999, which some systems write for "never".
  const far = stamps(0, 2_932_896)
  expect(far.type).toEqual(new TimestampMicrosecond(null))
  expect(far.values).toEqual(BigInt64Array.of(3_000_001n, 253_402_214_403_000_001n))
})

test("a dictionary of which most strings are new makes room for all, and gives the codes that any other gives", () => {
  const [known, unknown] = [dictionaryBuilder({ strings: 9000 }), dictionaryBuilder()]
  const texts = Array.from({ length: 9000 }, (_, i) => `text ${i % 8000}${"x".repeat(i % 90)};`)
  const source = Buffer.from(texts.join(""))
  const ends = Int32Array.from(Array.from(source.entries()).flatMap(([at, byte]) => (byte === 0x3b ? [at + 1] : [])))
  const starts = ends.map((_, i) => (i === 0 ? 0 : ends[i - 1]))
  const codes = new Int32Array(9000)
  for (let at = 0; at < 9000; at += 900)
    known.addAll(source, { starts: starts.subarray(at), ends: ends.subarray(at), count: 900 }, codes, at)
  expect(codes).toEqual(starts.map((start, i) => unknown.add(source, start, ends[i])))
  const [a, b] = [known.entries(), unknown.entries()]
  expect(Buffer.compare(a.bytes, b.bytes)).toBe(0)
  expect(Array.from(a.offsets)).toEqual(Array.from(b.offsets))
  // Both tables were longer than a new one, which is not to find what they held.
  const next = dictionaryBuilder({ strings: 9000 })
  expect(starts.map((start, i) => next.add(source, start, ends[i]))).toEqual(codes)
})
