import type { Vector } from "apache-arrow"
import { createHash } from "node:crypto"
import type { ColumnInfo } from "../model.js"
import { valuesAt } from "./vector-counts.js"

const mostRows = 4096

/** A hash over the values at up to 4,096 evenly spaced rows, in order, as 16 hexadecimal digits; null for nested columns and without rows. */
export function contentHash(vector: Vector, { kind }: ColumnInfo): string | null {
  if (kind === "nested" || kind === "null" || vector.length === 0) return null
  const looked = Math.min(mostRows, vector.length)
  const rows = Int32Array.from({ length: looked }, (_, i) => Math.floor((i * vector.length) / looked))
  const bytes = bytesOf(valuesAt(vector, rows))
  return createHash("sha256").update(bytes).digest("hex").slice(0, 16)
}

/** Numbers as they lie in memory (NaN for what is missing, 0 for -0), for writing out four thousand doubles takes ten times as long; strings as JSON. */
function bytesOf(values: readonly (number | string | null)[]): string | Uint8Array {
  if (values.some((value) => typeof value === "string")) return JSON.stringify(values)
  const numbers = Float64Array.from(values, (value) => (typeof value === "number" ? value + 0 : NaN))
  return new Uint8Array(numbers.buffer)
}
