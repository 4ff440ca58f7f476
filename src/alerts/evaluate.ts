import type { Bands } from "../history/bands.js"
import { byRunName } from "../history/run-name.js"
import type { AlertFigure, AlertMessage, AlertPlan, EpisodeEvent, HistoryRun } from "../model.js"
import { afterRun } from "./episodes.js"
import { judgeOf, type ReadyRule } from "./judge-run.js"
import { messageOf, type ToTell } from "./message.js"
import type { AlertState, OutboxEntry } from "./state.js"

/** What evaluating a folder needs. */
export interface Evaluation {
  /** All runs of one kind, oldest first; at least one. */
  runs: readonly HistoryRun[]
  /** The figures of a run's report; null where it is gone. */
  figuresOf: (run: string) => AlertFigure[] | null
  rules: readonly ReadyRule[]
  plan: AlertPlan
  /** Kinds of sink that are told in every run what is open. */
  everyRun: ReadonlySet<string>
}

/**
 * The state after the runs that it has not seen, with what is to be sent in its outbox: one message to each sink, of the newest run and of
 * all that changed since the last evaluated one. Of a folder that is new to it only the newest run is told. Pure.
 */
export function evaluate(state: AlertState, evaluation: Evaluation): AlertState {
  const { figuresOf, rules, plan } = evaluation
  const { runs, from } = recent(evaluation.runs, firstUnseen(evaluation.runs, state.evaluated))
  const judge = judgeOf(runs, figuresOf, rules)
  let [episodes, ended] = [state.episodes, state.ended]
  let events: EpisodeEvent[] = []
  let bands: Bands | null = null
  for (let i = from; i < runs.length; i++) {
    const judged = judge(i)
    const ruleSet = rules.map(({ rule }) => rule)
    const after = afterRun(episodes, judged.judged, ruleSet, [...plan.silences, ...state.silences])
    episodes = after.episodes.filter(({ status }) => status !== "resolved")
    ended = [...ended, ...after.episodes.filter(({ status }) => status === "resolved")]
    events = [...events.filter((each) => !isAbout(each, after.events)), ...after.events]
    bands = judged.bands
  }
  if (bands === null) return { ...state, configured: plan.silences }
  const told: ToTell = { run: runs[runs.length - 1], runs, events: ofThese(events, state, episodes), episodes, bands }
  return {
    ...state,
    evaluated: told.run.run,
    episodes,
    ended,
    configured: plan.silences,
    began: state.began ?? runs[from].created_at,
    outbox: [...state.outbox, ...entries(told, evaluation)],
  }
}

/** Days before the first run in question that bands are made of: thirty that count, and those that say which of them were outside. */
const bandDays = 90

function recent(runs: readonly HistoryRun[], from: number): { runs: readonly HistoryRun[]; from: number } {
  if (from >= runs.length) return { runs, from }
  const oldest = Date.parse(runs[from].created_at) - bandDays * 86_400_000
  const first = runs.findIndex(({ created_at }) => Date.parse(created_at) >= oldest)
  return { runs: runs.slice(first), from: from - first }
}

/** Of a folder that is new to alerts, so many runs are looked at, to know since when a rule holds. */
const lookedBack = 60

/** The first run after the last evaluated one, also where that is gone from the history. */
function firstUnseen(runs: readonly HistoryRun[], evaluated: string | null): number {
  if (evaluated === null) return Math.max(0, runs.length - lookedBack)
  const newer = runs.findIndex(({ run }) => byRunName(run, evaluated) > 0)
  return newer < 0 ? runs.length : newer
}

const isAbout = ({ episode }: EpisodeEvent, events: readonly EpisodeEvent[]) =>
  events.some((other) => other.episode.rule === episode.rule)

/**
 * What began and ended unseen is not told, nor what ended and began again; what is open and was not known is new, whatever happened in
 * between.
 */
function ofThese(
  events: readonly EpisodeEvent[],
  { episodes: known }: AlertState,
  open: AlertState["episodes"],
): EpisodeEvent[] {
  const wasOpen = (rule: string) => known.some((each) => each.rule === rule && each.status === "open")
  const isOpen = (rule: string) => open.find((each) => each.rule === rule && each.status === "open")
  return events.flatMap(({ kind, episode }): EpisodeEvent[] => {
    const now = isOpen(episode.rule)
    if (now === undefined) return wasOpen(episode.rule) ? [{ kind, episode }] : []
    if (!wasOpen(episode.rule)) return [{ kind: "opened", episode: now }]
    return kind === "opened" ? [] : [{ kind, episode: now }]
  })
}

/** One message for each sink that a part of it goes to. */
function entries(told: ToTell, { plan, everyRun }: Evaluation): OutboxEntry[] {
  return Array.from(plan.sinks).flatMap(([sink, { kind }]) => {
    const message = messageFor(sink, everyRun.has(kind) ? withAllOpen(told) : told, plan)
    return message === null ? [] : [{ sink, message, failures: 0, error: null }]
  })
}

/** The message with the parts that go to this sink; null where none does. */
export function messageFor(sink: string, told: ToTell, plan: AlertPlan): AlertMessage | null {
  const goes = (rule: string, severity: keyof AlertPlan["routes"]) =>
    (plan.rules.find(({ name }) => name === rule)?.routes ?? plan.routes[severity]).includes(sink)
  const events = told.events.filter(({ episode }) => goes(episode.rule, episode.severity))
  const episodes = told.episodes.filter(({ rule, severity }) => goes(rule, severity))
  return messageOf({ ...told, events, episodes }, plan)
}

function withAllOpen(told: ToTell): ToTell {
  const known = new Set(told.events.map(({ episode }) => episode.rule))
  const others = told.episodes.filter(({ rule, status }) => status === "open" && !known.has(rule))
  return { ...told, events: [...told.events, ...others.map((episode) => ({ kind: "repeated" as const, episode }))] }
}
