/** What traces of an LLM application show beyond single figures: who spends, what goes with feedback, which answers are worst. */
import type { ServerUse } from "./asked.js"

/** What requests cost, and by whom: all of current, and the same of the reference where there is one. */
export interface LlmFacts {
  /** Current's cost in US dollars; null where no request has one. */
  cost: { usd: number; requests: number; unpriced: number; reference_usd: number | null } | null
  /** By day, user, feature, model and its version, as far as there are such columns. */
  spending: Spending[]
  /** Figures that move with feedback or completed tasks across current's requests, the surest first. */
  feedback: FeedbackLink[]
  /** The answers with the lowest marks of a judge, the lowest first. */
  worst: WorstAnswer[]
  /** Columns of texts judged by what they mean, with the rows of current that are least like the reference. */
  moved: MovedTexts[]
  /** Whom this run asked about texts. Empty: nothing left the machine. */
  asked: AskedServer[]
}

export const spenders = ["day", "user", "feature", "model", "model_version"] as const
export type Spender = (typeof spenders)[number]

export interface Spending {
  by: Spender
  column: string
  /** US dollars that one of them may cost; null: no budget. */
  budget: number | null
  /** How many there are, and how many of them are above the budget. */
  groups: number
  over_budget: number
  /** Days in their order, the latest ones; of all else those that cost most, the largest first. */
  listed: SpendingRow[]
  /** US dollars of those that are not listed. */
  other_usd: number
}

export interface SpendingRow {
  /** The day (UTC) as 2026-06-30, or the value of the column; "value 1" … where the column is private. */
  value: string
  usd: number
  requests: number
  /** What the same one costs in reference; null for days, and where it does not occur there. */
  reference_usd: number | null
}

export interface FeedbackLink {
  /** What users said or did: the column with feedback, or with completed tasks. */
  outcome: string
  /** The column that moves with it. */
  column: string
  /** Spearman's rank correlation with its 95 % interval, from -1 to 1. */
  correlation: number
  low: number | null
  high: number | null
  p_value: number
  /** After Benjamini–Hochberg over all pairs that were looked at. */
  p_value_adjusted: number
  /** Requests that have both. */
  rows: number
}

export interface WorstAnswer {
  /** The row of the table, from 1. */
  row: number
  /** The request's name; null where it has none, or is private. */
  id: string | null
  model: string | null
  /** The mean of the judge's marks, from 1 to 5. */
  score: number
  /** Each mark by its column. */
  marks: Record<string, number>
  /** Null unless `show_texts` allows them. */
  prompt: string | null
  response: string | null
}

export interface MovedTexts {
  column: string
  /** Texts of each side that have a vector. */
  reference_texts: number
  current_texts: number
  /** How well both sides are told apart by meaning: the AUC and its lower 95 % bound. */
  auc: number
  low: number
  /** The least like the reference first. */
  rows: MovedText[]
}

export interface MovedText {
  /** The row of the table, from 1. */
  row: number
  id: string | null
  /** How likely the classifier, which has not seen it, holds it for one of current, from 0 to 1. */
  likelihood: number
  /** Null unless `show_texts` allows it. */
  text: string | null
}

/** What one server was asked about one side. */
export interface AskedServer extends ServerUse {
  side: "reference" | "current"
}
