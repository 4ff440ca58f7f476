import { traceRoleTable, type TraceRole } from "../model.js"
import { traceColumnsIn } from "../options/find-roles.js"
import type { TableSource } from "../sources/source.js"
import { columnNumbers, numberColumn, withColumn } from "./columns.js"

/** What a judge marks, from 1 to 5 each. */
export const judgeMarks = [
  "judge_accuracy",
  "judge_helpfulness",
  "judge_safety",
  "judge_groundedness",
] as const satisfies readonly TraceRole[]

/** A table of traces that holds a judge's marks, with the mean of those of each row; any other as it is. */
export function withJudgeScore<Source extends TableSource>(source: Source): Source {
  const roles = traceColumnsIn(source.columns)
  const there = judgeMarks.flatMap((role) => roles.get(role) ?? [])
  if (there.length === 0 || roles.has("judge_score")) return source
  const marks = there.map((name) => columnNumbers(source, name))
  return withColumn(source, numberColumn(traceRoleTable.judge_score.column, meansOf(marks, source.rows)))
}

/** The mean of the numbers that are there in each row; NaN where none is. */
function meansOf(columns: readonly Float64Array[], rows: number): Float64Array {
  return Float64Array.from({ length: rows }, (_, row) => {
    const there = columns.map((values) => values[row]).filter((value) => !Number.isNaN(value))
    return there.length === 0 ? NaN : there.reduce((sum, value) => sum + value, 0) / there.length
  })
}
