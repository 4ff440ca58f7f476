/** Batches as brokers keep them, made by the client and damaged here. */
import * as client from "@platformatic/kafka"
import { beforeAll, describe, expect, it } from "vitest"
import { batchesOf, committed, type Batch } from "../../src/streams/kafka-batches.js"
import { teachCodecs } from "../../src/streams/kafka-codecs.js"

beforeAll(() => teachCodecs(client))

const packings = ["none", "gzip", "snappy", "lz4"] as const
const values = (from: number) =>
  Array.from({ length: 10 }, (_, i) => `record ${from + i} ${"of the same kind ".repeat(9)}`)

/** A batch of ten records from that offset on. */
function batch(from: number, compression: (typeof packings)[number] = "none"): Buffer {
  const messages = values(from).map((value) => ({ topic: "t", value: Buffer.from(value) }))
  const bytes = Buffer.from(client.createRecordsBatch(messages, { compression }).buffer)
  bytes.writeBigInt64BE(BigInt(from), 0)
  return bytes
}

const sumAnew = (bytes: Buffer) => bytes.writeUInt32BE(client.crc32c(bytes.subarray(21)), 17)

const read = (bytes: Buffer, from = 0n, to = 20n) => {
  const { batches, fault, ahead } = batchesOf(client, { bytes, from, to })
  const found = batches.flatMap(({ records }) => records.map(({ value }) => String(value)))
  return { found, fault: fault?.message ?? null, ...(ahead && { ahead: ahead.message }) }
}

describe("batches", () => {
  it.each(packings)("packed with %s are read, and end before one that is damaged", (packing) => {
    const both = Buffer.concat([batch(0, packing), batch(10, packing)])
    expect(read(both)).toEqual({ found: [...values(0), ...values(10)], fault: null })
    const at = batch(0, packing).length + 61
    const damaged = Buffer.from(both)
    damaged[at] ^= 1
    expect(read(damaged)).toEqual({ found: values(0), fault: "its bytes do not agree with their checksum" })
    damaged.fill(0xff, at, at + 20)
    sumAnew(damaged.subarray(at - 61))
    expect(read(damaged)).toEqual({
      found: values(0),
      fault: expect.stringMatching(
        packing === "none" ? /^its records cannot be read: / : `^it is packed with ${packing} and cannot be unpacked: `,
      ) as string,
    })
    // What the decoder fell over does not stay with it.
    expect(read(both).fault).toBe(null)
  })

  it("packed with Snappy in blocks, as Java does, are read; a block that is cut short is not", () => {
    const whole = batch(0)
    const records = whole.subarray(61)
    const blocks = [records.subarray(0, 500), records.subarray(500)].flatMap((block) => {
      const packed = client.compressionsAlgorithms.snappy.compressSync(block)
      const length = Buffer.alloc(4)
      length.writeInt32BE(packed.length)
      return [length, packed]
    })
    const versions = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1])
    const bytes = Buffer.concat([whole.subarray(0, 61), Buffer.from("\x82SNAPPY\0", "latin1"), versions, ...blocks])
    const asSnappy = (each: Buffer) => {
      each.writeInt32BE(each.length - 12, 8)
      each.writeInt16BE(2, 21)
      sumAnew(each)
      return each
    }
    expect(read(asSnappy(bytes))).toEqual({ found: values(0), fault: null })
    expect(read(asSnappy(bytes.subarray(0, -1)))).toEqual({
      found: [],
      fault: expect.stringContaining("is cut short") as string,
    })
  })

  it.each<[string, (bytes: Buffer) => unknown, RegExp]>([
    ["a codec that nobody knows", (bytes) => sumAnew(bytes.fill(7, 22, 23)), /codec 7/],
    ["another version of the format", (bytes) => bytes.fill(1, 16, 17), /version 1 of the format/],
    ["an offset before the one that is asked for", (bytes) => bytes.fill(0xff, 0, 1), /ends at offset -\d+/],
    [
      "a length that goes beyond all there is",
      (bytes) => bytes.writeInt32BE(1e6, 8),
      /has 1000012 bytes, and there are/,
    ],
    ["a length of nothing", (bytes) => bytes.writeInt32BE(0, 8), /has 12 bytes/],
    ["a length below nothing", (bytes) => bytes.writeInt32BE(-100, 8), /has -88 bytes/],
  ])("with %s are not read", (_, damage, said) => {
    const bytes = batch(0)
    damage(bytes)
    expect(read(bytes)).toEqual({ found: [], fault: expect.stringMatching(said) as string })
  })

  it("that end behind the end that the answer names wait for the next one: they were written meanwhile, or their offset is damaged", () => {
    const both = Buffer.concat([batch(0), batch(10)])
    expect(read(both, 0n, 10n)).toEqual({ found: values(0), fault: null, ahead: "it says that it ends at offset 19" })
    expect(read(batch(10), 10n, 20n)).toEqual({ found: values(10), fault: null })
    expect(read(batch(0).fill(1, 2, 3))).toMatchObject({
      found: [],
      fault: null,
      ahead: expect.stringMatching(/ends at offset \d{13}/) as string,
    })
  })

  it("may be cut short where the answer ends, but for the first", () => {
    const cut = Buffer.concat([batch(0), batch(10).subarray(0, 300)])
    expect(read(cut)).toEqual({ found: values(0), fault: null })
    expect(read(cut.subarray(0, 5)).fault).toMatch(/and there are 5/)
  })
})

describe("a transaction that is given up", () => {
  const of = (firstOffset: bigint, attributes: number, producerId: bigint, key?: number): Batch => {
    const records = [
      { key: key === undefined ? null : Buffer.from([0, 0, 0, key]), value: Buffer.from(`${firstOffset}`) },
    ]
    return { firstOffset, lastOffsetDelta: 0, attributes, producerId, records } as unknown as Batch
  }
  const [plain, transactional, control] = [0, 0x10, 0x30]
  const [abort, commit] = [0, 1]
  const kept = (batches: Batch[], aborted: [bigint, bigint][]) =>
    committed(
      batches,
      aborted.map(([producerId, firstOffset]) => ({ producerId, firstOffset })),
    ).flatMap(({ records }) => records.map(({ value }) => String(value)))

  it("is left out up to its end, though others of its producer follow, and other producers write between", () => {
    const batches = [
      of(0n, transactional, 1n),
      of(1n, transactional, 2n),
      of(2n, plain, -1n),
      of(3n, control, 1n, abort),
      of(4n, transactional, 1n),
      of(5n, control, 1n, commit),
      of(6n, transactional, 1n),
      of(7n, control, 1n, abort),
      of(8n, control, 2n, commit),
    ]
    expect(
      kept(batches, [
        [1n, 6n],
        [1n, 0n],
      ]),
    ).toEqual(["1", "2", "4"])
  })

  it("is left out where its end comes in a later answer, or its beginning came in an earlier one", () => {
    expect(kept([of(5n, transactional, 1n), of(6n, plain, -1n)], [[1n, 5n]])).toEqual(["6"])
    expect(kept([of(7n, transactional, 1n), of(8n, control, 1n, abort)], [[1n, 5n]])).toEqual([])
  })
})
