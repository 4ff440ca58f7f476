import { DataType, type Vector } from "apache-arrow"
import { createHash } from "node:crypto"
import type { ColumnInfo } from "../model.js"
import { valuesAt } from "./vector-counts.js"
import { storedAt, validity } from "./vector-numbers.js"

const mostRows = 4096

/** A hash over the values at up to 4,096 evenly spaced rows, in order, as 16 hexadecimal digits; null for nested columns and without rows. */
export function contentHash(vector: Vector, { kind }: ColumnInfo): string | null {
  if (kind === "nested" || kind === "null" || vector.length === 0) return null
  const looked = Math.min(mostRows, vector.length)
  const rows = new Int32Array(looked)
  for (let i = 0; i < looked; i++) rows[i] = Math.floor((i * vector.length) / looked)
  const bytes = isStoredAsNumbers(vector) ? numberBytes(vector, rows) : bytesOf(valuesAt(vector, rows))
  return createHash("sha256").update(bytes).digest("hex").slice(0, 16)
}

function isStoredAsNumbers({ type }: Vector): boolean {
  return !DataType.isDictionary(type) && !DataType.isBool(type) && !DataType.isDecimal(type)
}

/** What `bytesOf` gives for the same rows, without a list of them. */
function numberBytes(vector: Vector, rows: Int32Array): Uint8Array {
  const valid = validity(vector)
  const numbers = storedAt(vector, rows)
  for (let i = 0; i < rows.length; i++) {
    const isPresent = valid === null || (valid[rows[i] >> 3] & (1 << (rows[i] & 7))) !== 0
    numbers[i] = isPresent && Number.isFinite(numbers[i]) ? numbers[i] + 0 : NaN
  }
  return new Uint8Array(numbers.buffer)
}

/** Numbers as they lie in memory (NaN for what is missing, 0 for -0), for writing out four thousand doubles takes ten times as long; strings as JSON. */
function bytesOf(values: readonly (number | string | null)[]): string | Uint8Array {
  if (values.some((value) => typeof value === "string")) return JSON.stringify(values)
  const numbers = Float64Array.from(values, (value) => (typeof value === "number" ? value + 0 : NaN))
  return new Uint8Array(numbers.buffer)
}
