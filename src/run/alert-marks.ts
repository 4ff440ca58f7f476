import { alertFacts } from "../alerts/facts.js"
import { messageFor } from "../alerts/evaluate.js"
import { silenceOf } from "../alerts/plan.js"
import { readState, type AlertState } from "../alerts/state.js"
import { bandsOf } from "../history/bands.js"
import { UsageError } from "../errors.js"
import { readHistory } from "../history/history-file.js"
import { inOrder } from "../history/line.js"
import { movesWithBusiness } from "../history/moves-with.js"
import { alike } from "../history/trend.js"
import type { AlertFacts, Episode, RuleRecord, Word } from "../model.js"
import { visible } from "../words/escape.js"
import { duration, number, plural, time } from "../words/format.js"
import { silenceSpan, silenceSubjects, wordOfEpisode } from "../words/alerts.js"
import { movesWithText } from "../words/moves-with.js"
import { didYouMean } from "../words/suggest.js"
import { keepAndSend, watch, type Watched } from "./alert.js"
import type { Given } from "./command.js"
import type { Io } from "./io.js"

/** What a person says of an alert. */
type Mark = "acknowledged" | "resolved"

/** Says that somebody is at an alert, or ends it; sinks that keep alerts themselves are told, and of an end all that were. */
export async function markCommand(
  [folder, rule]: readonly string[],
  mark: Mark,
  given: Given,
  io: Io,
): Promise<number> {
  const watched = await watch(folder, given, io, false)
  const word = wordOf(given, io)
  const state = await keepAndSend(watched, io, (before) => marked(before, rule, { mark, word }, watched))
  io.stdout.write(`${rule} is ${mark}.\n`)
  return state.outbox.length > 0 ? 2 : 0
}

function wordOf({ flags }: Given, io: Io): Word {
  return {
    by: typeof flags.by === "string" ? flags.by : (io.env.USER ?? "somebody"),
    why: typeof flags.why === "string" ? flags.why : "",
    at: io.now().toISOString(),
  }
}

function marked(
  state: AlertState,
  rule: string,
  { mark, word }: { mark: Mark; word: Word },
  watched: Watched,
): AlertState {
  const episode = state.episodes.find((each) => each.rule === rule)
  if (episode === undefined) throw noSuchAlert(state, rule, watched.folder)
  const others = state.episodes.filter((each) => each !== episode)
  if (mark === "acknowledged") {
    const now = { ...episode, acknowledged: word }
    return withMessages({ ...state, episodes: [...others, now] }, now, mark, watched)
  }
  const now = { ...episode, status: "resolved" as const, resolved_at: word.at, resolved_by: word }
  return withMessages({ ...state, episodes: others, ended: [...state.ended, now] }, now, mark, watched)
}

function noSuchAlert({ episodes }: AlertState, rule: string, folder: string): UsageError {
  const known = episodes.map((each) => each.rule)
  return new UsageError(`no alert of ${JSON.stringify(rule)} is open in ${folder}`, {
    hint: didYouMean(rule, known, known.length === 0 ? "none is" : `open: ${known.join(", ")}`),
  })
}

/** The state with what sinks are to be told of it; an alert that nobody was told of is ended without a word. */
function withMessages(state: AlertState, episode: Episode, kind: Mark, { plan, sinks, runs }: Watched): AlertState {
  if (episode.opened_at === null || runs.length === 0) return state
  const told = {
    ...{ run: runs[runs.length - 1], runs, episodes: state.episodes },
    events: [{ kind, episode }],
    bands: bandsOf(runs)(runs.length - 1),
  }
  const entries = Array.from(plan.sinks).flatMap(([sink, settings]) => {
    const hears = kind === "resolved" || sinks.get(settings.kind)?.meta.acknowledges === true
    const message = hears ? messageFor(sink, told, plan) : null
    if (message === null) return []
    const { at } = (kind === "resolved" ? episode.resolved_by : episode.acknowledged) ?? { at: "" }
    return [
      { sink, message: { ...message, id: `${message.id}/${episode.rule}-${kind}-${at}` }, failures: 0, error: null },
    ]
  })
  return { ...state, outbox: [...state.outbox, ...entries] }
}

/** Keeps alerts from being told for a while. */
export async function silenceCommand([folder]: readonly string[], given: Given, io: Io): Promise<number> {
  const { rules, columns, from, until, why } = given.flags
  if (typeof until !== "string" || typeof why !== "string")
    throw new UsageError("a silence needs an end and a reason", {
      hint: 'driftcheck alert silence reports --until 2026-12-01 --why "deployment"',
    })
  const names = (value: unknown) => (Array.isArray(value) ? value.map(String) : [])
  const silence = silenceOf({
    ...{ rules: names(rules), columns: names(columns), reason: why, until },
    from: typeof from === "string" ? from : undefined,
  })
  if (silence.until !== null && silence.until <= io.now().toISOString())
    throw new UsageError(`the silence would be over already: ${time(silence.until)}`)
  const watched = await watch(folder, given, io, false)
  const nothing = { ...watched, plan: { ...watched.plan, sinks: new Map() } }
  await keepAndSend(nothing, io, (state) => ({ ...state, silences: [...state.silences, silence] }))
  io.stdout.write(visible(`Silence of ${silenceSubjects(silence)}, ${silenceSpan(silence)}: ${silence.reason}`) + "\n")
  return 0
}

/** Prints the alerts of a folder, its silences, and how its rules have done. */
export function listCommand([folder]: readonly string[], io: Io): number {
  const runs = inOrder(readHistory(folder).runs)
  const facts = alertFacts(readState(folder), runs, io.now().toISOString())
  io.stdout.write(facts === null ? "There were no alerts, and there are no silences.\n" : factsText(facts))
  const moves = movesWithBusiness(alike(runs))
  for (const each of moves) io.stdout.write(`${visible(movesWithText(each))}\n`)
  return 0
}

function factsText({ episodes, silences, rules }: AlertFacts): string {
  const part = (title: string, lines: string[]) =>
    lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`)]
  const open = episodes.filter(({ status }) => status === "open")
  const lines = [
    ...(open.length === 0 ? ["No alert is open."] : []),
    ...part(
      "Open:",
      open.map((each) => {
        const { rule, severity, what, since, runs } = each
        return `${rule} (${severity}): ${what}; since ${time(since)} (${plural(runs, "run")}); ${wordOfEpisode(each)}`
      }),
    ),
    ...part(
      "Silences:",
      silences.map((each) => `${silenceSubjects(each)}, ${silenceSpan(each)}: ${each.reason}`),
    ),
    ...part("Rules over the last 90 days:", rules.map(recordText)),
  ]
  return lines.map((line) => `${visible(line)}\n`).join("")
}

/** "feature_drift (warning): 7 alerts, 0.9 a week, over in 1 d (median), 6 of 6 without any action: demote it, nobody acts on it". */
export function recordText({
  rule,
  severity,
  opened,
  a_week,
  hours_to_resolve: hours,
  ended,
  unactioned,
  demote,
}: RuleRecord): string {
  return [
    `${rule} (${severity}): ${plural(opened, "alert")}`,
    `${number(a_week, 2)} a week`,
    ...(hours === null ? [] : [`over in ${duration(hours * 3_600_000)} (median)`]),
    ...(ended === 0
      ? []
      : [`${unactioned} of ${ended} without any action${demote ? ": demote it, nobody acts on it" : ""}`]),
  ].join(", ")
}
