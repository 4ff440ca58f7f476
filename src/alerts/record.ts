import type { Episode, Execution, HistoryRun, RuleRecord } from "../model.js"
import { median } from "../stats/median.js"
import type { AlertState } from "./state.js"

const hour = 3_600_000
const week = 7 * 24 * hour
/** Alerts that opened within so long are counted. */
const counted = 90 * 24 * hour
/** Ended alerts without which nothing is proposed, and the share of unactioned ones above which it is. */
const fewestEnded = 5
const tooMany = 0.8

/**
 * What came of each rule's alerts in the 90 days before `now` (ISO 8601, UTC), the most alerts first; rules without any are left out.
 * `runs`: those of the folder, with what was executed for them.
 */
export function ruleRecords(
  { episodes, ended, began }: AlertState,
  runs: readonly HistoryRun[],
  now: string,
): RuleRecord[] {
  const from = Math.max(Date.parse(now) - counted, began === null ? 0 : Date.parse(began))
  const weeks = Math.max(1, (Date.parse(now) - from) / week)
  const opened = [...episodes, ...ended].filter(({ opened_at: at }) => at !== null && Date.parse(at) >= from)
  const rules = Array.from(new Set(opened.map(({ rule }) => rule)))
  const done = runs.flatMap(({ decision }) => (decision?.executed ?? []).filter(({ status }) => status === "done"))
  return rules
    .map((rule) =>
      recordOf(
        opened.filter((each) => each.rule === rule),
        done,
        weeks,
      ),
    )
    .sort((a, b) => b.opened - a.opened || (a.rule < b.rule ? -1 : 1))
}

function recordOf(opened: readonly Episode[], done: readonly Execution[], weeks: number): RuleRecord {
  const [{ rule, severity }] = opened
  const ended = opened.filter(({ resolved_at: at }) => at !== null)
  const unactioned = ended.filter((each) => !wasActedOn(each, done)).length
  return {
    ...{ rule, severity, opened: opened.length, a_week: opened.length / weeks },
    hours_to_resolve: ended.length === 0 ? null : median(ended.map(hoursOpen)),
    ...{ ended: ended.length, unactioned },
    demote: severity !== "info" && ended.length >= fewestEnded && unactioned > tooMany * ended.length,
  }
}

/** Whether somebody acknowledged or ended it, or its own action was executed while it was open. */
const wasActedOn = ({ acknowledged, resolved_by: by, action, ...open }: Episode, done: readonly Execution[]) =>
  acknowledged !== null ||
  by !== null ||
  done.some(
    (each) => each.action === action && each.at >= (open.opened_at ?? "") && each.at <= (open.resolved_at ?? each.at),
  )

const hoursOpen = ({ opened_at: from, resolved_at: to }: Episode) =>
  (Date.parse(to ?? "") - Date.parse(from ?? "")) / hour
