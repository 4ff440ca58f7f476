import { Dictionary, Int32, makeData, makeVector, Utf8, type Vector } from "apache-arrow"
import { Validity } from "./read-vector.js"

/** Codes (−1: missing) into texts, as a vector. */
export function textsVector(codes: Int32Array, labels: readonly string[]): Vector {
  const texts = labels.map((label) => Buffer.from(label))
  const offsets = new Int32Array(texts.length + 1)
  texts.forEach((text, i) => (offsets[i + 1] = offsets[i] + text.length))
  return dictionaryVector(codes, { offsets, bytes: new Uint8Array(Buffer.concat(texts)) })
}

/** Codes (−1: missing) into texts that stand end to end, as a vector: text `i` is bytes[offsets[i] … offsets[i + 1]), in UTF-8. */
export function dictionaryVector(
  codes: Int32Array,
  { offsets, bytes }: { offsets: Int32Array; bytes: Uint8Array },
): Vector {
  const entries = { type: new Utf8(), length: offsets.length - 1, valueOffsets: offsets, data: bytes }
  const present = new Validity(codes.length)
  codes.forEach((code, row) => {
    if (code < 0) present.clear(row)
  })
  const type = new Dictionary(new Utf8(), new Int32())
  const data = codes.map((code) => Math.max(0, code))
  const dictionary = makeVector(makeData(entries))
  return makeVector(makeData({ type, length: codes.length, ...present.frame(), data, dictionary }))
}
