import type { ColumnResult, RenderOptions } from "../../model.js"
import { kindOf } from "../../kinds/kinds.js"
import type { Context } from "../context.js"
import { isUnusual } from "../copy.js"
import { count } from "../../words/format.js"
import type { Style } from "./style.js"
import { table } from "./column-table.js"

const mostReasons = 20

export function columns(context: Context, style: Style, { all, width }: RenderOptions): string[] {
  const { columnStates } = kindOf(context.report)
  const telling = context.columns.filter(({ status }) => columnStates.includes(status))
  // Where nothing could be tested, why is the answer.
  const untested = telling.length <= mostReasons && telling.every(({ status }) => status === "not_tested")
  const listed = telling.filter(
    (column) =>
      all ||
      untested ||
      column.status === "drift" ||
      column.status === "error" ||
      column.watched === true ||
      isUnusual(column),
  )
  const rest = others(telling, listed)
  const foot = rest === null ? [] : [style.paint.dim(`  ${rest}`)]
  return listed.length === 0 ? foot : [...table(listed, context, style, width), ...foot]
}

/** "19 more columns without drift, 2 not tested. List them with --all." */
function others(columns: readonly ColumnResult[], listed: readonly ColumnResult[]): string | null {
  if (listed.length === columns.length) return null
  const quiet = columns.filter((column) => column.status === "ok" && !listed.includes(column)).length
  const untested = columns.filter(({ status }) => status === "not_tested").length
  const more = `${count(quiet)} ${listed.length > 0 ? "more " : ""}${quiet === 1 ? "column" : "columns"} without drift`
  const parts = [...(quiet > 0 ? [more] : []), ...(untested > 0 ? [`${count(untested)} not tested`] : [])]
  return `${parts.join(", ")}. List them with --all.`
}
