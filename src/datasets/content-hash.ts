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
  const text = JSON.stringify(valuesAt(vector, rows))
  return createHash("sha256").update(text).digest("hex").slice(0, 16)
}
