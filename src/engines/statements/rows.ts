/** Statements about whole rows. */
import type { Dialect, NativeColumn } from "../engine.js"
import { rowHash } from "./relation.js"

/** Hashes are added up by what is left of them by this prime: sums stay below 2^63 for nine billion rows. */
const prime = 1_000_000_007

/**
 * Rows, and how many different ones, in these columns: of all rows, or of those whose hash is a multiple of `slices`. Then the sum of all rows'
 * hashes as a text: the same for the same rows in any order.
 */
export function differentRowsSql(
  relation: string,
  columns: readonly NativeColumn[],
  slices: number,
  dialect: Dialect,
): string {
  const some = slices === 1 ? "h" : `case when h % ${slices} = 0 then h end`
  const sum = dialect.text(`sum(h % ${prime})`)
  return `select count(${some}) as n, count(distinct ${some}) as d, ${sum} as s from (select ${rowHash(columns, dialect)} as h from ${relation}) t`
}
