/** Statements about texts that are too many to be fetched. */
import type { Dialect } from "../engine.js"
import type { EngineColumn } from "./column.js"

/** Figures of texts: shortest, longest and all lengths, empty, blank, and with white space between other characters. */
export function textsSql(relation: string, column: EngineColumn, dialect: Dialect): string {
  const where = (condition: string) => `sum(case when ${condition} then 1 else 0 end)`
  const figures = [
    ...["min(length(c))", "max(length(c))", "sum(length(c))", where("c = ''")],
    ...[
      where(dialect.matches("c", "^[[:space:]]*$")),
      where(dialect.matches("c", "[^[:space:]][[:space:]]+[^[:space:]]")),
    ],
  ]
  return `select ${figures.map((each, i) => `${each} as f${i}`).join(", ")} from (select ${dialect.text(dialect.quote(column.info.name), column.nativeType)} as c from ${relation}) t`
}

/** The most common texts with their rows; `longest`: of those of at most so many characters. */
export function topSql(
  relation: string,
  column: EngineColumn,
  most: number,
  longest: number | null,
  dialect: Dialect,
): string {
  const where = longest === null ? "c is not null" : `length(c) <= ${longest}`
  return `select c, count(*) as n from (select ${dialect.text(dialect.quote(column.info.name), column.nativeType)} as c from ${relation}) t where ${where} group by c order by n desc, c limit ${most}`
}
