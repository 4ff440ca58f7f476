import type { Since, SinceItem } from "../model.js"
import { nameText } from "./escape.js"
import { count, months, plural } from "./format.js"
import { metricLabels } from "./metric.js"

/** Names that a sentence holds. */
const mostNames = 5
const longestName = 40

/** "temp", "missing-values: temp", "roc_auc (origin JFK)". */
export function sinceName({ kind, id, column, rule, labels = {} }: SinceItem): string {
  if (kind === "column") return nameText(column ?? "", longestName)
  if (kind === "metric") return metricLabels(labels) === "" ? (id ?? "") : `${id ?? ""} (${metricLabels(labels)})`
  const about = rule ?? column
  return about === null ? (id ?? "") : `${id ?? ""}: ${nameText(about, longestName)}`
}

/** The first few names, and how many more there are. */
export function sinceNames(items: readonly SinceItem[], most = mostNames): string {
  const rest = items.length - most
  const named = items.slice(0, most).map(sinceName).join(", ")
  return rest > 0 ? `${named} and ${count(rest)} more` : named
}

/** What joins the headline: "2 new", "nothing new", "1 back to normal"; null where nothing is to be said, or no run came before. */
export function sinceTitle(since: Since | undefined): string | null {
  if (since === undefined || since.run === null) return null
  const { new: fresh, lasting, back } = since
  if (fresh.length > 0) return lasting.length > 0 ? `${count(fresh.length)} new` : "new"
  if (lasting.length > 0) return "nothing new"
  return back.length > 0 ? `${count(back.length)} back to normal` : null
}

/** "New since the last run: air_time." */
export const newSentence = ({ run, new: fresh }: Since): string =>
  run === null
    ? `No run came before, so that all is new: ${sinceNames(fresh)}.`
    : `New since the last run: ${sinceNames(fresh)}.`

/** Sentences, what is new first: "New: air_time.", "Back to normal: dep_delay after 3 runs.", "For 12 runs, since 3 May: temp, humid." */
export function sinceSentences(since: Since | undefined): string[] {
  if (since === undefined || since.run === null) return []
  const { new: fresh, lasting, back } = since
  return [
    ...(fresh.length > 0 ? [newSentence(since)] : []),
    ...(back.length > 0 ? [`Back to normal: ${sinceNames(back)}.`] : []),
    ...lastingSentence(lasting),
  ]
}

const mostGroups = 3

/** Those that began together are named together, the longest first. */
function lastingSentence(lasting: readonly SinceItem[]): string[] {
  const groups = new Map<number, SinceItem[]>()
  for (const item of lasting) groups.set(item.runs, [...(groups.get(item.runs) ?? []), item])
  const parts = Array.from(groups)
    .sort(([a], [b]) => b - a)
    .map(([runs, items]) => `${plural(runs, "run")} since ${day(items[0].since)}: ${sinceNames(items)}`)
  if (parts.length === 0) return []
  const more = parts.length > mostGroups ? "; others for fewer" : ""
  return [`For ${parts.slice(0, mostGroups).join("; for ")}${more}.`]
}

/** "3 May". */
function day(instant: string | null): string {
  const date = new Date(instant ?? NaN)
  return Number.isNaN(date.getTime()) ? "an unknown day" : `${date.getUTCDate()} ${months[date.getUTCMonth()] ?? ""}`
}
