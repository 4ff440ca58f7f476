import type { LabelValues, MetricRole, TraceRole, WorstAnswer } from "../../model.js"
import type { TraceTable } from "./trace-table.js"

const most = 10
/** From this mark on an answer is good, and none of the worst. */
const good = 4

const marks = [
  "judge_accuracy",
  "judge_helpfulness",
  "judge_safety",
  "judge_groundedness",
] as const satisfies readonly TraceRole[]

/** The answers that a judge marks lowest, those of equal marks in the order of the table. */
export async function worstAnswers(table: TraceTable, hidden: ReadonlySet<string>): Promise<WorstAnswer[]> {
  const scores = await table.numbers("judge_score")
  if (scores === null) return []
  const rows = Array.from(scores.keys())
    .filter((row) => scores[row] < good)
    .sort((a, b) => scores[a] - scores[b] || a - b)
    .slice(0, most)
  const texts = async (role: MetricRole) => shownTexts(table, role, hidden)
  const [ids, models] = [await texts("trace"), await texts("model")]
  const [prompts, responses] = [await texts("prompt"), await texts("response")]
  const given: [string, Float64Array][] = []
  for (const role of marks) {
    const values = await table.numbers(role)
    if (values !== null) given.push([table.column(role) ?? role, values])
  }
  return rows.map((row) => ({
    row: row + 1,
    id: ids(row),
    model: models(row),
    score: scores[row],
    marks: Object.fromEntries(
      given.flatMap(([name, values]) => (Number.isNaN(values[row]) ? [] : [[name, values[row]]])),
    ),
    prompt: prompts(row),
    response: responses(row),
  }))
}

/** What a column holds in each row; null where it is missing, or its values may not be shown. */
export async function shownTexts(
  table: TraceTable,
  role: MetricRole,
  hidden: ReadonlySet<string>,
): Promise<(row: number) => string | null> {
  const column = table.column(role)
  const values: LabelValues | null = column === undefined || hidden.has(column) ? null : await table.labels(role)
  return (row) => (values === null || values.codes[row] < 0 ? null : values.labels[values.codes[row]])
}
