import avsc from "avsc"
import { inflateRaw } from "node:zlib"
import { InputError } from "../../errors.js"

/** Longs as BigInt: ids of snapshots exceed 2^53. */
export const avroLong = avsc.types.LongType.__with({
  fromBuffer: (bytes: Buffer) => bytes.readBigInt64LE(),
  toBuffer: (value: bigint) => {
    const bytes = Buffer.alloc(8)
    bytes.writeBigInt64LE(value)
    return bytes
  },
  fromJSON: BigInt,
  toJSON: Number,
  isValid: (value: unknown) => typeof value === "bigint",
  compare: (a: bigint, b: bigint) => (a < b ? -1 : a > b ? 1 : 0),
})

const codecs = {
  deflate: inflateRaw,
  null: (bytes: Buffer, done: (error: null, bytes: Buffer) => void) => done(null, bytes),
}

/** All records of an Avro file; throws InputError for what cannot be read. `path`: what messages call it. */
export async function avroRecords(bytes: Buffer, path: string): Promise<unknown[]> {
  const records: unknown[] = []
  const decoder = new avsc.streams.BlockDecoder({
    // The library's types know no registry of types that are made.
    parseHook: (schema) => avsc.Type.forSchema(schema, { registry: { long: avroLong }, logicalTypes: {} }),
    codecs: codecs,
  })
  try {
    await new Promise<void>((resolve, reject) => {
      decoder.on("data", (record) => records.push(record))
      decoder.on("end", resolve)
      decoder.on("error", reject)
      decoder.end(bytes)
    })
  } catch (cause) {
    throw new InputError(`${path} is not a readable Avro file: ${(cause as Error).message}`, {
      hint: "It describes the table, which cannot be read without it.",
      cause,
    })
  }
  return records
}
