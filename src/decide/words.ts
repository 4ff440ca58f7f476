import type { Decision } from "../model.js"
import { cutEnd, nameText, visible } from "../words/escape.js"
import { count, plural, time } from "../words/format.js"
import { metricValues } from "../words/metric.js"
import { intervalWords, worseWords } from "./worse-words.js"

const mostNamed = 5
const longestName = 40

/** What each action asks of somebody. */
export const actionWords: Record<Decision["action"], string> = {
  none: "nothing to do",
  watch: "look at the next reports: whether the model suffers is not known",
  monitor: "watch these columns more closely; they are on the watchlist",
  queue_retrain: "retrain in the next scheduled window",
  retrain_now: "retrain now, and let the gate decide",
  rollback: "bring back the version before this one",
}

/** The decision as a small table: what was asked, what was found, what follows; the answer last. */
export function decisionText(decision: Decision): string {
  const { run, created_at, action, notes } = decision
  const rows = [
    ["Run", `${run ?? "report"}, ${time(created_at)}`, ""],
    ["Model", modelWords(decision), ""],
    ["Features", featureWords(decision), ""],
    ["Proxies", decision.proxies, ""],
    [
      "Table",
      "",
      decision.table === decision.table_at_most
        ? decision.table
        : `${decision.table} (at most ${decision.table_at_most})`,
    ],
    ...decision.rules.map((rule) => ["Rule", ruleWords(rule), rule.silenced === null ? rule.action : "silenced"]),
    ...(decision.rejected_by === null
      ? []
      : [["Gate", `rejected the challenger in ${decision.rejected_by}`, "rollback"]]),
  ]
  const lines = rows.map(
    ([what = "", found = "", says = ""]) =>
      `  ${what.padEnd(9)} ${found}${says === "" ? "" : `${found === "" ? "" : ": "}${says}`}`,
  )
  return (
    [...lines, ...notes.map((note) => `  ${note}`), "", `${action}: ${actionWords[action]}`].map(visible).join("\n") +
    "\n"
  )
}

/** "ROC AUC 0.913 → 0.841, 7.9% worse (5.2% to 10.6%), measured on 2,000 rows"; what is missing otherwise. */
export function modelWords({ degradation }: Pick<Decision, "degradation">): string {
  if (degradation === null) return "unknown: no figure of it on both sides"
  const { title, unit, value, reference, low, high, estimated, rows } = degradation
  const [before = "", now = ""] = metricValues([reference, value], unit)
  const interval = low === null || high === null ? "" : ` (${intervalWords(degradation.share, low, high)})`
  return `${title} ${before} → ${now}, ${worseWords(degradation.share)}${interval}, ${estimated ? "estimated" : "measured"} on ${plural(rows, "row")}`
}

function featureWords({ features: { marked, drifted, columns } }: Decision): string {
  const named = columns.slice(0, mostNamed).map((name) => nameText(name, longestName))
  const more = columns.length > named.length ? ` and ${count(columns.length - named.length)} more` : ""
  const which = columns.length === 0 ? "" : `: ${named.join(", ")}${more}`
  const of =
    marked > 0 ? `${count(columns.length)} of ${plural(marked, "critical column")}` : plural(columns.length, "column")
  return `${drifted ? "drift" : "no drift"}, ${of}${which}`
}

const ruleWords = ({ rule, severity, since, silenced }: Decision["rules"][number]) =>
  `${rule} (${severity}) since ${time(since)}${silenced === null ? "" : `, ${cutEnd(silenced, 60)}`}`

/** Why, in one sentence, for whoever is called. */
export function reasonOf(decision: Decision): string {
  const { action, rules, rejected_by: gate } = decision
  const rule = rules.find((each) => each.action === action && each.silenced === null)
  if (gate !== null && action === "rollback") return `The gate rejected the challenger in ${gate}.`
  if (decision.table !== action && rule !== undefined)
    return visible(`Alert ${rule.rule} is open since ${time(rule.since)}.`)
  return visible(`Model: ${modelWords(decision)}. Features: ${featureWords(decision)}. Proxies: ${decision.proxies}.`)
}
