import type { Bands } from "../history/bands.js"
import type {
  AlertFigure,
  AlertMessage,
  AlertPlan,
  Episode,
  EpisodeEvent,
  FiredSubject,
  HistoryRun,
  MessagePart,
  Severity,
} from "../model.js"
import { severities } from "../model.js"
import { cutEnd, nameText } from "../words/escape.js"
import { count, number, plural, share } from "../words/format.js"

const mostSubjects = 3
const longestName = 60
const longestDetail = 160
const mostCourse = 30
/** An alert that the next run does not confirm ends by itself after so many times the usual distance of two runs. */
const margin = 1.5
const dayMs = 86_400_000

/** From the cause to what follows of it: figures by the start of their names. What is not there comes last. */
const causes: readonly (readonly string[])[] = [
  ["no_answer"],
  ["schema_error"],
  ["failed_checks"],
  ["null_rate", "rows"],
  ["error_rate", "gpu_", "p50_", "p95_", "p99_", "throughput"],
  ["drift", "psi", "ks", "wasserstein", "jensen_shannon"],
  ["prediction_", "target_"],
]

const rankOf = ({ subjects }: Episode): number => {
  const name = subjects.at(0)?.figures.at(0)?.name ?? ""
  const rank = causes.findIndex((names) => names.some((start) => name.startsWith(start)))
  return rank < 0 ? causes.length : rank
}

const weight = (severity: Severity) => severities.indexOf(severity)

/** What there is to say of a run, and of whom. */
export interface ToTell {
  run: HistoryRun
  /** The runs up to it, oldest first. */
  runs: readonly HistoryRun[]
  events: readonly EpisodeEvent[]
  episodes: readonly Episode[]
  bands: Bands
}

/** All that a run changed in one message; null where there is nothing to tell. */
export function messageOf(told: ToTell, plan: AlertPlan): AlertMessage | null {
  const { run, events, episodes } = told
  if (events.length === 0) return null
  const parts = [...events].sort(byCause).map((event) => partOf(event, told, plan))
  const open = episodes.filter(({ status }) => status === "open")
  const status = open.length === 0 ? "resolved" : "firing"
  const worst = (status === "firing" ? open : events.map(({ episode }) => episode)).reduce<Severity>(
    (worse, { severity }) => (weight(severity) > weight(worse) ? severity : worse),
    "info",
  )
  return {
    id: `${plan.dataset}/${run.run}`,
    dataset: plan.dataset,
    run: run.run,
    created_at: run.created_at,
    status,
    severity: worst,
    title: titleOf(plan.dataset, parts),
    parts,
    going_on: open.flatMap(({ rule }) => (parts.some((part) => part.rule === rule) ? [] : [rule])),
    report: plan.report_url === null ? null : `${plan.report_url}/${run.run}/report.html`,
    ends_at: new Date(Date.parse(run.created_at) + margin * usualDistance(told.runs)).toISOString(),
  }
}

/** What began before what ended; what is information alone last; the likeliest cause first, then by severity. */
function byCause(a: EpisodeEvent, b: EpisodeEvent): number {
  return (
    Number(a.kind === "resolved") - Number(b.kind === "resolved") ||
    Number(a.episode.severity === "info") - Number(b.episode.severity === "info") ||
    rankOf(a.episode) - rankOf(b.episode) ||
    weight(b.episode.severity) - weight(a.episode.severity)
  )
}

/** The middle distance of two runs in milliseconds; a day where there is one run. */
function usualDistance(runs: readonly HistoryRun[]): number {
  const times = runs.slice(-mostCourse).map(({ created_at }) => Date.parse(created_at))
  const distances = times.slice(1).map((time, i) => time - times[i])
  return distances.length === 0 ? dayMs : Math.max(60_000, distances.sort((a, b) => a - b)[distances.length >> 1])
}

function titleOf(dataset: string, parts: readonly MessagePart[]): string {
  const [lead, ...others] = parts
  const verb = lead.kind === "resolved" ? " is over" : ""
  const more = others.length === 0 ? "" : ` and ${count(others.length)} more`
  return `${nameText(dataset, longestName)}: ${lead.rule}${verb}${more}`
}

function partOf({ kind, episode }: EpisodeEvent, { bands, runs }: ToTell, plan: AlertPlan): MessagePart {
  const rule = plan.rules.find(({ name }) => name === episode.rule)
  const leading = episode.subjects.at(0)?.figures.at(0)
  const found = leading === undefined ? null : bands.of(leading.name, leading.subject)
  const band = found?.bands.at(-1)?.band ?? null
  return {
    rule: episode.rule,
    severity: episode.severity,
    kind,
    when: rule?.when ?? "",
    what: subjectsInWords(episode.subjects),
    since: episode.since,
    runs: kind === "resolved" ? episode.runs : Math.min(episode.runs, runs.length),
    band: band === null ? null : { low: band.low, high: band.high },
    course: (found?.series.points ?? []).slice(-mostCourse).map(({ value }) => value),
    runbook: rule?.runbook ?? null,
    first_action: rule?.first_action ?? null,
    owner: rule?.owner ?? null,
    action: rule?.action ?? null,
  }
}

/** "psi 0.31 in carrier, 0.24 in dest and 3 more"; the name of a fact alone. */
export function subjectsInWords(subjects: readonly FiredSubject[]): string {
  const named = subjects.slice(0, mostSubjects).map(subjectInWords)
  const rest = subjects.length - named.length
  return `${named.join(", ")}${rest > 0 ? ` and ${plural(rest, "more", "more")}` : ""}`
}

function subjectInWords({ subject, figures }: FiredSubject): string {
  const where = subject === "" ? "" : ` in ${nameText(subject, longestName)}`
  const isFact = ({ unit, value, reference }: AlertFigure) => unit === "count" && value === 1 && reference === null
  // A fact beside a figure says nothing that the figure does not.
  const telling = figures.every(isFact) ? figures : figures.filter((figure) => !isFact(figure))
  const values = telling.map((figure) => {
    const { name, value, reference, unit, detail } = figure
    if (isFact(figure)) return detail === undefined ? name : `${name} (${cutEnd(detail, longestDetail)})`
    const shown = (each: number) => (unit === "share" ? share(each) : `${number(each)}${unit === "ms" ? " ms" : ""}`)
    return `${name} ${shown(value)}${reference === null ? "" : ` (reference ${shown(reference)})`}`
  })
  return `${values.join(", ")}${where}`
}
