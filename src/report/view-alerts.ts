import type { AlertFacts, EpisodeFacts, RuleRecord, Severity } from "../model.js"
import { silenceSpan, silenceSubjects, wordOfEpisode } from "../words/alerts.js"
import { cutEnd } from "../words/escape.js"
import { count, duration, number, plural, share, time } from "../words/format.js"
import { chip, type ChipView } from "./view-columns.js"

/** Alerts of a folder of runs, its silences, and how its rules have done. */
export interface AlertsView {
  note: string
  episodes: { chip: ChipView; rule: string; what: string; when: string; word: string }[]
  silences: { what: string; when: string; reason: string }[]
  rules: {
    rule: string
    severity: string
    opened: string
    a_week: string
    resolve: string
    unactioned: string
    proposal: string
  }[]
}

const longest = 200
const openChips: Record<Severity, ChipView> = {
  critical: chip("drift", "fail", "Critical"),
  warning: chip("warn", "warn", "Warning"),
  info: chip("quiet", "dot", "Info"),
}
const overChip = chip("ok", "ok", "Over")

/** Null where there is nothing to list. `asOf`: since when nothing later is known, in words. */
export function alertsView(facts: AlertFacts | null, asOf: string): AlertsView | null {
  if (facts === null) return null
  const { episodes, silences, rules } = facts
  const open = episodes.filter(({ status }) => status === "open")
  const silent = silences.length === 0 ? "" : `, ${plural(silences.length, "silence")}`
  return {
    note: `${open.length === 0 ? "No alert was open" : `${plural(open.length, "alert was", "alerts were")} open`}${silent}, ${asOf}.`,
    episodes: episodes.map((each) => ({
      chip: each.status === "open" ? openChips[each.severity] : overChip,
      rule: each.rule,
      what: cutEnd(each.what, longest),
      when: whenText(each),
      word: cutEnd(wordOfEpisode(each), longest),
    })),
    silences: silences.map((each) => ({
      what: silenceSubjects(each),
      when: silenceSpan(each),
      reason: cutEnd(each.reason, longest),
    })),
    rules: rules.map(ruleRow),
  }
}

/** "since 3 Nov 2026, 02:15 UTC (4 runs)", "3 Nov 2026, 02:15 UTC to …". */
function whenText({ since, until, runs }: EpisodeFacts): string {
  return until === null ? `since ${time(since)} (${plural(runs, "run")})` : `${time(since)} to ${time(until)}`
}

function ruleRow({ rule, severity, opened, a_week, hours_to_resolve: hours, ended, unactioned, demote }: RuleRecord) {
  return {
    rule,
    severity,
    opened: count(opened),
    a_week: number(a_week, 2),
    resolve: hours === null ? "–" : duration(hours * 3_600_000),
    unactioned: ended === 0 ? "–" : `${count(unactioned)} of ${count(ended)} (${share(unactioned / ended)})`,
    proposal: demote ? "demote: nobody acts on it" : "",
  }
}
