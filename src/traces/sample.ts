import { createHash } from "node:crypto"
import type { RowValues } from "../model.js"

/** A table of fewer rows judged says too little. */
export const fewestRows = 30

/**
 * The rows whose name falls into this share: by a hash of it, so that the same requests are chosen every night and on every machine.
 * Rows without a name are not chosen.
 */
export function chooseByName(names: readonly (string | null)[], share: number): number[] {
  return names.flatMap((name, row) => (name !== null && placeOf(name) < share ? [row] : []))
}

/** From 0 to 1, evenly spread over names. */
function placeOf(name: string): number {
  return createHash("sha256").update(name).digest().readUIntBE(0, 6) / 2 ** 48
}

/** The strings of a column, row by row; null where one is missing. */
export function stringsOf(values: RowValues | null, rows: number): (string | null)[] {
  if (values === null) return new Array<string | null>(rows).fill(null)
  if (values.kind === "codes") return Array.from(values.codes, (code) => (code < 0 ? null : values.labels[code]))
  return Array.from(values.values, (value) => (Number.isNaN(value) ? null : String(value)))
}
