import type { AlertRule, Episode, EpisodeEvent, FiredSubject, Firing, Silence } from "../model.js"
import { unsilenced } from "./silences.js"

/** One run as episodes see it. */
export interface JudgedRun {
  run: string
  /** ISO 8601, UTC. */
  created_at: string
  /** Whether it has an answer: a run without one resolves nothing. */
  answered: boolean
  firings: readonly Firing[]
}

/** After so many runs an open episode is told again, then after twice as many, and so on. */
const repeatAfter = 7

/**
 * Episodes after one more run, and what it changed: those open or pending and those that this run ended; those resolved before are left out.
 * A rule that holds for fewer runs in a row than it asks for is pending; a silenced or acknowledged episode goes on without a word.
 * Pure: the same runs give the same episodes.
 */
export function afterRun(
  before: readonly Episode[],
  run: JudgedRun,
  rules: readonly AlertRule[],
  silences: readonly Silence[] = [],
): { episodes: Episode[]; events: EpisodeEvent[] } {
  const alive = before.filter(({ status }) => status !== "resolved")
  const changes = rules.flatMap((rule) => {
    const earlier = alive.find((each) => each.rule === rule.name)
    const fired = run.firings.find((each) => each.rule === rule.name)
    const { subjects, reason } = unsilenced(rule.name, fired?.subjects ?? [], run.created_at, silences)
    if (subjects.length > 0) return [holding(rule, earlier, run, subjects)]
    if (earlier === undefined) return []
    if (reason !== null) return [{ episode: { ...earlier, silenced: reason }, kind: null }]
    return [run.answered ? ended(earlier, run) : { episode: earlier, kind: null }]
  })
  // An episode whose rule is no longer there has nothing that could end it.
  const orphans = alive.filter(({ rule }) => !rules.some(({ name }) => name === rule)).map((each) => ended(each, run))
  const all = [...changes, ...orphans]
  return {
    episodes: all.flatMap(({ episode }) => episode ?? []),
    events: all.flatMap(({ kind, episode }) => (kind === null || episode === null ? [] : [{ kind, episode }])),
  }
}

interface Step {
  episode: Episode | null
  kind: EpisodeEvent["kind"] | null
}

function holding(rule: AlertRule, earlier: Episode | undefined, run: JudgedRun, subjects: FiredSubject[]): Step {
  const runs = (earlier?.runs ?? 0) + 1
  const opens = earlier?.status !== "open" && runs >= rule.for
  const episode: Episode = {
    rule: rule.name,
    severity: rule.severity,
    status: opens || earlier?.status === "open" ? "open" : "pending",
    since_run: earlier?.since_run ?? run.run,
    since: earlier?.since ?? run.created_at,
    last_run: run.run,
    runs,
    opened_at: opens ? run.created_at : (earlier?.opened_at ?? null),
    resolved_at: null,
    subjects,
    silenced: null,
    acknowledged: earlier?.acknowledged ?? null,
    resolved_by: null,
    action: rule.action,
  }
  return { episode, kind: opens ? "opened" : kindOfGoingOn(earlier, episode) }
}

function kindOfGoingOn(earlier: Episode | undefined, episode: Episode): Step["kind"] {
  if (earlier?.status !== "open" || episode.acknowledged !== null) return null
  if (episode.severity === "info") return null
  const known = new Set(earlier.subjects.map(({ subject }) => subject))
  if (episode.subjects.some(({ subject }) => !known.has(subject))) return "widened"
  return isTimeToRepeat(episode.runs) ? "repeated" : null
}

/** 7, 14, 28, 56 … */
const isTimeToRepeat = (runs: number) => runs % repeatAfter === 0 && Number.isInteger(Math.log2(runs / repeatAfter))

/** A pending episode ends without a word, and so does one that nobody was told of. */
function ended(episode: Episode, { created_at }: JudgedRun): Step {
  if (episode.status === "pending") return { episode: null, kind: null }
  return { episode: { ...episode, status: "resolved", resolved_at: created_at, silenced: null }, kind: "resolved" }
}
