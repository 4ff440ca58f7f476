import { dictionaryBuilder, type DictionaryBuilder } from "../shared/dictionary-builder.js"
import { allPresent, markMissing, type Validity } from "../shared/validity.js"

/** The values of a column in one piece, before they become Arrow data. */
export type Gathered = FixedValues | BitValues | CodedValues | NoValues

interface BaseValues {
  rows: number
  validity: Validity
}

/** Values of equal width, as they lie in the file. */
export interface FixedValues extends BaseValues {
  form: "fixed"
  width: number
  buffer: ArrayBuffer
}

export interface BitValues extends BaseValues {
  form: "bits"
  bits: Uint8Array
}

/** Texts and bytes: each different one once, and its code for every row. Rows without a value have code 0. */
export interface CodedValues extends BaseValues {
  form: "coded"
  codes: Int32Array
  entries: DictionaryBuilder
}

/** Nothing but which rows are missing. */
export interface NoValues extends BaseValues {
  form: "none"
}

/** For each row the value at that place of `values`; rows missing in `validity` have none. */
export function taken(values: Gathered, places: Int32Array, validity: Validity): Gathered {
  const rows = places.length
  const joined = validityOf(values, places, validity)
  const base = { rows, validity: joined }
  switch (values.form) {
    case "fixed":
      return { ...base, form: "fixed", width: values.width, buffer: takenFixed(values, places, joined) }
    case "bits":
      return { ...base, form: "bits", bits: takenBits(values, places, joined) }
    case "coded":
      return { ...base, form: "coded", ...takenCodes(values, places, joined) }
    case "none":
      return { ...base, form: "none" }
  }
}

/** Missing is a row without a place, and one whose place holds a missing value. */
function validityOf({ validity: held }: Gathered, places: Int32Array, validity: Validity): Validity {
  const joined = allPresent()
  for (let i = 0; i < places.length; i++)
    if (!isPresent(validity, i) || !isPresent(held, places[i])) markMissing(joined, i, places.length)
  return joined
}

export function isPresent({ bitmap }: Validity, row: number): boolean {
  return bitmap === null || ((bitmap[row >> 3] >> (row & 7)) & 1) === 1
}

function takenFixed({ buffer, width }: FixedValues, places: Int32Array, validity: Validity): ArrayBuffer {
  const from = new Uint8Array(buffer)
  const to = new Uint8Array(places.length * width)
  for (let i = 0; i < places.length; i++)
    if (isPresent(validity, i)) for (let k = 0; k < width; k++) to[i * width + k] = from[places[i] * width + k]
  return to.buffer
}

function takenBits({ bits }: BitValues, places: Int32Array, validity: Validity): Uint8Array {
  const to = new Uint8Array(Math.ceil(places.length / 8))
  for (let i = 0; i < places.length; i++)
    if (isPresent(validity, i)) to[i >> 3] |= ((bits[places[i] >> 3] >> (places[i] & 7)) & 1) << (i & 7)
  return to
}

/** Only what some row uses is kept, in the order of the rows. */
function takenCodes({ codes, entries }: CodedValues, places: Int32Array, validity: Validity) {
  const { offsets, bytes } = entries.entries()
  const used = new Int32Array(entries.size()).fill(-1)
  const kept = dictionaryBuilder()
  const to = new Int32Array(places.length)
  for (let i = 0; i < places.length; i++) {
    if (!isPresent(validity, i)) continue
    const code = codes[places[i]]
    if (used[code] < 0) used[code] = kept.add(bytes, offsets[code], offsets[code + 1])
    to[i] = used[code]
  }
  return { codes: to, entries: kept }
}
