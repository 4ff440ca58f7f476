import type { CheckedKey, KeySide } from "../model.js"
import { count } from "../words/format.js"

/** Repeated pairs of rows that a column without any may still bring: one in a thousand draws as few as none of so many expected. */
const mostUnseen = -Math.log(0.001)

/** The key as messages write it: "carrier + flight". */
export function keyName({ columns }: CheckedKey): string {
  return columns.join(" + ")
}

/** The column a finding is about: the key's only one, otherwise the table. */
export function keyColumn({ columns }: CheckedKey): string | null {
  return columns.length === 1 ? columns[0] : null
}

/** Rows per key, 1 where no key repeats; 1 without rows. */
export function rowsPerKey({ rows, keys }: KeySide): number {
  return keys === 0 ? 1 : rows / keys
}

/**
 * The share of current's rows that may repeat a key by chance although no row of the reference does: pairs meet as the square of
 * the rows. None for a key that was named: it names rows by what it is.
 */
export function repeatSlack({ named, reference, current }: CheckedKey): number {
  if (named || reference.rows === 0 || current.rows === 0) return 0
  const expected = mostUnseen * (current.rows / reference.rows) ** 2
  return Math.min(1, (expected + 3 * Math.sqrt(expected)) / current.rows)
}

/** "; most rows: AA; 1 (4 rows), …", at most five keys. */
export function worstKeys({ worst }: KeySide): string {
  return worst.length === 0
    ? ""
    : `; most rows: ${worst.map(({ key, rows }) => `"${key}" (${count(rows)})`).join(", ")}`
}
