import { Dictionary, Int32, makeData, makeVector, Utf8, type Binary, type Data } from "apache-arrow"
import type { FinishCoded } from "../parquet/byte-array-values.js"
import { tooManyBytes } from "./dictionary-builder.js"
import { rowsOf } from "./finish-numbers.js"
import type { Validity } from "./validity.js"

/** Texts or binary values as they are. */
export function finishBytes(type: Utf8 | Binary): FinishCoded {
  return (codes, entries, validity) => {
    const { offsets, bytes } = entries.entries()
    return codedData(type, codes, offsets, bytes, validity)
  }
}

/** UUIDs, stored in 16 bytes, in their usual written form. */
export const finishUuids: FinishCoded = (codes, entries, validity) => {
  const { bytes } = entries.entries()
  const count = entries.size()
  if (count * UUID_LENGTH > 0x7fffffff) throw tooManyBytes()
  const text = Buffer.alloc(count * UUID_LENGTH)
  for (let i = 0; i < count; i++) text.write(uuidText(bytes.subarray(i * 16, (i + 1) * 16)), i * UUID_LENGTH, "latin1")
  const offsets = Int32Array.from({ length: count + 1 }, (_, i) => i * UUID_LENGTH)
  return codedData(new Utf8(), codes, offsets, text, validity)
}

const UUID_LENGTH = 36

function uuidText(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("hex")
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-")
}

function codedData(
  type: Utf8 | Binary,
  codes: Int32Array,
  valueOffsets: Int32Array,
  bytes: Uint8Array,
  validity: Validity,
): Data {
  const length = valueOffsets.length - 1
  const values = { length, nullCount: 0, valueOffsets, data: bytes }
  // Two calls, because the overloads of makeData are one per type.
  const entries = type instanceof Utf8 ? makeData({ type, ...values }) : makeData({ type, ...values })
  return makeData({
    type: new Dictionary(type, new Int32()),
    ...rowsOf(codes.length, validity),
    data: codes,
    dictionary: makeVector<Utf8 | Binary>(entries as Data<Utf8 | Binary>),
  })
}
