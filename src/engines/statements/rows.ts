/** Statements about whole rows. */
import type { Dialect, NativeColumn } from "../engine.js"
import { hashOf } from "./relation.js"

/** How many different rows there are in these columns. */
export function differentRowsSql(relation: string, columns: readonly NativeColumn[], dialect: Dialect): string {
  return `select count(distinct h) as n from (select ${hashOf(columns, dialect)} as h from ${relation}) t`
}
