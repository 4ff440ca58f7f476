import type { AskedServer, FeedbackLink, LlmFacts, Spender, Spending, SpendingRow } from "../model.js"
import { cutEnd } from "./escape.js"
import { count, plural } from "./format.js"
import { metricValue } from "./metric.js"

/** What those that spend are called. */
export const spenderWords: Record<Spender, { one: string; many: string }> = {
  day: { one: "day", many: "days" },
  user: { one: "user", many: "users" },
  feature: { one: "feature", many: "features" },
  model: { one: "model", many: "models" },
  model_version: { one: "model version", many: "model versions" },
}

export const dollars = (usd: number): string => metricValue(usd, "USD")

/** "$105 for 1,500 requests, $7.21 in reference; 79 have no price and count in no cost." */
export function costSentence({
  usd,
  requests,
  unpriced,
  reference_usd: before,
}: NonNullable<LlmFacts["cost"]>): string {
  const than = before === null ? "" : `, ${dollars(before)} in reference`
  const lacking = unpriced === 0 ? "" : `; ${count(unpriced)} have no price and count in no cost`
  return `${dollars(usd)} for ${plural(requests, "request")}${than}${lacking}.`
}

/** "7 of 8 days above the budget of $2"; null without a budget. */
export function budgetWords({ by, budget, groups, over_budget: over }: Spending): string | null {
  if (budget === null) return null
  const { one, many } = spenderWords[by]
  return `${over === 0 ? "none" : count(over)} of ${plural(groups, one, many)} above the budget of ${dollars(budget)}`
}

/** The largest of them, the first ones: "u000 $22.7, u001 $11.2, u002 $9.48". */
export function largestSpenders({ listed }: Spending, most: number, longest = 32): string {
  return byCost(listed)
    .slice(0, most)
    .map(({ value, usd }) => `${cutEnd(value, longest)} ${dollars(usd)}`)
    .join(", ")
}

/** Those that cost most first. */
export const byCost = (rows: readonly SpendingRow[]): SpendingRow[] => [...rows].sort((a, b) => b.usd - a.usd)

/** "judge: 60 texts to http://127.0.0.1:8000 (model m); 12 known from before; 61,000 tokens in, 1,200 out; $0.07". */
export function askedSentence(asked: AskedServer): string {
  const { purpose, address, model, sent, known, invalid, failed, input_tokens, output_tokens, usd, stopped } = asked
  const { repeated } = asked
  const tokens =
    input_tokens === null
      ? []
      : [
          `${plural(input_tokens, "token")} in${output_tokens === null || output_tokens === 0 ? "" : `, ${count(output_tokens)} out`}`,
        ]
  return [
    `${purpose}: ${plural(sent, "text")} sent to ${address}${model === null ? "" : ` (model ${model})`}`,
    ...(known === 0 ? [] : [`${count(known)} known from before`]),
    ...tokens,
    ...(usd === null ? [] : [dollars(usd)]),
    ...(invalid === 0 ? [] : [`${plural(invalid, "answer")} of no use`]),
    ...(failed === 0 ? [] : [`${count(failed)} without an answer`]),
    ...(repeated === null
      ? []
      : [
          `asked again about ${count(repeated.rows)}, the same marks for ${count(repeated.same)}, ${repeated.difference.toFixed(2)} apart on average`,
        ]),
    ...(stopped ? ["stopped by the budget"] : []),
  ].join("; ")
}

/** "latency_ms −0.31 (−0.35 to −0.27)": how a figure moves with an outcome. */
export function linkWords({ correlation, low, high }: FeedbackLink): string {
  const signed = (value: number) => `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(2)}`
  return `${signed(correlation)}${low === null || high === null ? "" : ` (${signed(low)} to ${signed(high)})`}`
}
