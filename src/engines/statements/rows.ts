/** Statements about whole rows. */
import type { Dialect, NativeColumn } from "../engine.js"
import { rowHash } from "./relation.js"

/** Rows, and how many different ones, in these columns: of all rows, or of those whose hash is a multiple of `slices`. */
export function differentRowsSql(
  relation: string,
  columns: readonly NativeColumn[],
  slices: number,
  dialect: Dialect,
): string {
  const where = slices === 1 ? "" : ` where h % ${slices} = 0`
  return `select count(*) as n, count(distinct h) as d from (select ${rowHash(columns, dialect)} as h from ${relation}) t${where}`
}
