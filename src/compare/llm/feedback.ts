import type { FeedbackLink, MetricRole } from "../../model.js"
import { benjaminiHochberg } from "../../stats/benjamini-hochberg.js"
import { rankCorrelation } from "../../stats/intervals/rank-correlation.js"
import type { TraceTable } from "./trace-table.js"

/** Requests with both values that it takes to say anything. */
const fewestRows = 30
/** Adjusted p-values from which on a figure is not listed. */
const level = 0.05

const outcomes = ["feedback", "task_completed"] as const satisfies readonly MetricRole[]
const figures = [
  "latency",
  "ttft",
  "cost",
  "input_tokens",
  "cached_tokens",
  "output_tokens",
  "response_length",
  "error",
  "refusal",
  "judge_score",
  "judge_accuracy",
  "judge_helpfulness",
  "judge_safety",
  "judge_groundedness",
  "human_score",
  "groundedness",
  "fact_mismatch",
  "safety_flag",
] as const satisfies readonly MetricRole[]

/** The figures that surely move with feedback or completed tasks across requests (after Benjamini–Hochberg), the surest first. */
export async function feedbackLinks(table: TraceTable): Promise<FeedbackLink[]> {
  const pairs: Omit<FeedbackLink, "p_value_adjusted">[] = []
  for (const outcome of outcomes) {
    const values = await table.numbers(outcome)
    if (values === null) continue
    for (const figure of figures) {
      const others = await table.numbers(figure)
      const found = others === null ? null : rankCorrelation(values, others)
      if (found === null || found.rows < fewestRows) continue
      const { value: correlation, low, high, p: p_value, rows } = found
      const names = { outcome: table.column(outcome) ?? outcome, column: table.column(figure) ?? figure }
      pairs.push({ ...names, correlation, low, high, p_value, rows })
    }
  }
  const adjusted = benjaminiHochberg(pairs.map(({ p_value }) => p_value))
  return pairs
    .map((pair, i) => ({ ...pair, p_value_adjusted: adjusted[i] }))
    .filter(({ p_value_adjusted }) => p_value_adjusted < level)
    .sort((a, b) => a.p_value - b.p_value || Math.abs(b.correlation) - Math.abs(a.correlation))
}
