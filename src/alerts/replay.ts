import type { AlertFigure, AlertPlan, HistoryRun } from "../model.js"
import { afterRun } from "./episodes.js"
import { judgeOf, type ReadyRule } from "./judge-run.js"

/** A span of runs in which something was known to be wrong; ISO 8601 days or instants, UTC, both included. */
export interface Incident {
  from: string
  to: string
}

/** What a rule would have said over a history. */
export interface Replayed {
  rule: string
  /** How often its alert would have opened, and how often it would have been told in all. */
  opened: number
  told: number
  /** Opened alerts within an incident, and incidents in which one was open; null where none are marked. */
  right: number | null
  found: number | null
}

/** What these rules would have said over all of these runs, one after the other. Pure. */
export function replay(
  runs: readonly HistoryRun[],
  figuresOf: (run: string) => AlertFigure[] | null,
  rules: readonly ReadyRule[],
  { plan, incidents }: { plan: AlertPlan; incidents: readonly Incident[] | null },
): Replayed[] {
  const all = rules.map(({ rule }) => rule)
  const counts = new Map(all.map(({ name }) => [name, { opened: 0, told: 0, right: 0, found: new Set<Incident>() }]))
  const judge = judgeOf(runs, figuresOf, rules)
  let episodes: ReturnType<typeof afterRun>["episodes"] = []
  for (const [i, run] of runs.entries()) {
    const { judged } = judge(i)
    const after = afterRun(episodes, judged, all, plan.silences)
    episodes = after.episodes
    const during = (incidents ?? []).filter((each) => holds(each, run.created_at))
    for (const { rule, status } of episodes)
      if (status === "open") for (const each of during) counts.get(rule)?.found.add(each)
    for (const { kind, episode } of after.events) {
      const count = counts.get(episode.rule)
      if (count === undefined || kind === "resolved") continue
      count.told++
      if (kind !== "opened") continue
      count.opened++
      if (during.length > 0) count.right++
    }
  }
  const known = incidents !== null
  return Array.from(counts, ([rule, { opened, told, right, found }]) => ({
    rule,
    opened,
    told,
    right: known ? right : null,
    found: known ? found.size : null,
  }))
}

const holds = ({ from, to }: Incident, time: string) =>
  time.slice(0, from.length) >= from && time.slice(0, to.length) <= to
