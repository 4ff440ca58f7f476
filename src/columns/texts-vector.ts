import { Dictionary, Int32, makeData, makeVector, Utf8, type Vector } from "apache-arrow"
import { Validity } from "./read-vector.js"

/** Codes (−1: missing) into texts, as a vector. */
export function textsVector(codes: Int32Array, labels: readonly string[]): Vector {
  const texts = labels.map((label) => Buffer.from(label))
  const valueOffsets = new Int32Array(texts.length + 1)
  texts.forEach((text, i) => (valueOffsets[i + 1] = valueOffsets[i] + text.length))
  const entries = { type: new Utf8(), length: texts.length, valueOffsets, data: new Uint8Array(Buffer.concat(texts)) }
  const present = new Validity(codes.length)
  codes.forEach((code, row) => {
    if (code < 0) present.clear(row)
  })
  const type = new Dictionary(new Utf8(), new Int32())
  const data = codes.map((code) => Math.max(0, code))
  const dictionary = makeVector(makeData(entries))
  return makeVector(makeData({ type, length: codes.length, ...present.frame(), data, dictionary }))
}
