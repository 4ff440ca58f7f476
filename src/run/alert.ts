import { existsSync, readFileSync, statSync } from "node:fs"
import { basename, join, resolve } from "node:path"
import { evaluate } from "../alerts/evaluate.js"
import { allFigures, facts, figuresOf } from "../alerts/figures.js"
import { unmeasured, type ReadyRule } from "../alerts/judge-run.js"
import { knownFigures } from "../alerts/known-figures.js"
import { alertPlan } from "../alerts/plan.js"
import { replay, type Incident } from "../alerts/replay.js"
import { sendAll, sendTo } from "../alerts/send.js"
import type { Sink, SinkKey } from "../alerts/sink.js"
import { alertsFolder, readState, writeState, type AlertState } from "../alerts/state.js"
import { compileWhen } from "../alerts/when.js"
import { messageText } from "../alerts/words.js"
import { InputError, UsageError } from "../errors.js"
import { readHistory } from "../history/history-file.js"
import { inOrder } from "../history/line.js"
import { withLock } from "../history/lock.js"
import type { AlertFigure, AlertMessage, AlertPlan, HistoryRun, SinkSettings } from "../model.js"
import { loadRegistry, loadSinks } from "../registry.js"
import { visible } from "../words/escape.js"
import { count, plural, time } from "../words/format.js"
import { didYouMean } from "../words/suggest.js"
import type { Given } from "./command.js"
import type { Io } from "./io.js"
import { makeFolder, unwritable } from "./outputs.js"
import { readReport } from "./read-report.js"
import { rebuildIndex } from "./reports-folder.js"
import { say } from "./say.js"
import { runSettings } from "./run-settings.js"

/** A folder of runs with the rules that hold for it. */
export interface Watched {
  folder: string
  /** Of the newest run's kind, oldest first. */
  runs: readonly HistoryRun[]
  rules: readonly ReadyRule[]
  plan: AlertPlan
  sinks: ReadonlyMap<string, Sink>
}

/** Evaluates the newest run, sends what is new, and says what is open. Gives the exit code: 1 where an alert is open. */
export async function alertCommand(folder: string, given: Given, io: Io): Promise<number> {
  const watched = await watch(folder, given, io)
  if (given.flags.replay === true) return replayCommand(watched, given, io)
  const evaluation = { ...watched, figuresOf: reportFigures(folder), everyRun: everyRunKinds(watched.sinks) }
  if (given.flags.dryRun === true) {
    const next = evaluate(readState(folder), evaluation)
    io.stdout.write(next.outbox.length === 0 ? "Nothing would be sent.\n" : next.outbox.map(wouldSend).join("\n"))
    return exitCode(next)
  }
  const state = await keepAndSend(watched, io, (before) => evaluate(before, evaluation))
  io.stdout.write(openText(state) + unmeasuredText(watched, evaluation.figuresOf))
  return state.outbox.length > 0 ? 2 : exitCode(state)
}

/** Changes the state of the folder, sends what is then to be sent, says what did not arrive, and writes the index anew. */
export async function keepAndSend(
  { folder, plan, sinks }: Pick<Watched, "folder" | "plan" | "sinks">,
  io: Io,
  change: (state: AlertState) => AlertState,
): Promise<AlertState> {
  const state = await locked(folder, io, async () => {
    const next = change(readState(folder))
    writeState(folder, next)
    const sending = { plan, sinks, io: { line: lineTo(io), environment: io.env } }
    return sendAll(next, sending, (now) => {
      writeState(folder, now)
    })
  })
  for (const { sink, error, failures } of state.outbox)
    io.stderr.write(
      `driftcheck: ${visible(`${sink}: ${error ?? "waits behind an earlier message"}`)}; tried in ${plural(failures, "run")}, kept for the next\n`,
    )
  await rebuildIndex(folder, io)
  return state
}

/** "Not measured in the newest run: gpu_oom (gpu_oom_count).": such a rule never fires; a run without an answer measures nothing. */
function unmeasuredText({ runs, rules }: Watched, figures: (run: string) => AlertFigure[] | null): string {
  const newest = runs[runs.length - 1]
  if (newest.exit_code === 2) return ""
  const silent = unmeasured(allFigures(figures(newest.run), newest), rules)
  const named = silent.map(({ rule, names }) => `${rule} (${names.join(", ")})`)
  return named.length === 0 ? "" : `Not measured in the newest run: ${named.join(", ")}.\n`
}

/** What is information alone fails nothing. */
const exitCode = ({ episodes }: AlertState) =>
  episodes.some(({ status, severity }) => status === "open" && severity !== "info") ? 1 : 0

const wouldSend = ({ sink, message }: AlertState["outbox"][number]) => `To ${visible(sink)}:\n${messageText(message)}\n`

function openText({ episodes }: AlertState): string {
  const open = episodes.filter(({ status }) => status === "open")
  if (open.length === 0) return "No alert is open.\n"
  const lines = open.map(({ rule, severity, since, runs, acknowledged }) => {
    const by = acknowledged === null ? "" : `, acknowledged by ${acknowledged.by}: ${acknowledged.why}`
    return visible(`  ${rule} (${severity}) since ${time(since)}, ${plural(runs, "run")}${by}`)
  })
  return `${plural(open.length, "alert is", "alerts are")} open:\n${lines.join("\n")}\n`
}

/** The same after a run; what it says goes to standard error, and what goes wrong is said there too. */
export async function alertAfter(folder: string, { settings, flags }: Given, io: Io): Promise<void> {
  const own = { settings: settings.filter(({ path }) => path[0] === "alerts"), flags: { config: flags.config } }
  try {
    await alertCommand(folder, own, { ...io, stdout: io.stderr })
  } catch (error) {
    if (!(error instanceof InputError) && !(error instanceof UsageError)) throw error
    say(io, `no alert was sent: ${error.message}`)
  }
}

/** Sends a message that says it is a test to one sink. */
export async function testSinkCommand([folder, name]: readonly string[], given: Given, io: Io): Promise<number> {
  const { plan, sinks } = await watch(folder, given, io, false)
  if (!plan.sinks.has(name))
    throw new UsageError(`there is no sink ${JSON.stringify(name)}`, {
      hint: didYouMean(name, plan.sinks.keys(), `sinks: ${Array.from(plan.sinks.keys()).join(", ")}`),
    })
  const failure = await sendTo(name, testMessage(plan, io.now()), {
    plan,
    sinks,
    io: { line: lineTo(io), environment: io.env },
  })
  if (failure !== null) throw new InputError(`${name}: ${failure}`)
  io.stdout.write(`A test message went to ${visible(name)}.\n`)
  return 0
}

function testMessage({ dataset, report_url }: AlertPlan, now: Date): AlertMessage {
  const at = now.toISOString()
  const part = {
    rule: "test",
    severity: "info",
    kind: "opened",
    when: "",
    what: "This is a test of driftcheck.",
  } as const
  const nothing = { band: null, course: [], runbook: null, first_action: null, owner: null, action: null }
  return {
    id: `${dataset}/test-${at}`,
    dataset,
    run: "test",
    created_at: at,
    status: "firing",
    severity: "info",
    title: `${dataset}: test`,
    parts: [{ ...part, ...nothing, since: at, runs: 1 }],
    going_on: [],
    report: report_url,
    ends_at: new Date(now.getTime() + 300_000).toISOString(),
  }
}

function replayCommand({ folder, runs, rules, plan }: Watched, { flags }: Given, io: Io): number {
  const incidents = typeof flags.incidents === "string" ? readIncidents(flags.incidents) : null
  const days = (Date.parse(runs[runs.length - 1].created_at) - Date.parse(runs[0].created_at)) / 86_400_000 + 1
  const replayed = replay(runs, reportFigures(folder), rules, { plan, incidents })
  io.stdout.write(`${plural(runs.length, "run")} over ${plural(Math.round(days), "day")}:\n`)
  for (const { rule, opened, told, right, found } of replayed) {
    const known =
      incidents === null
        ? ""
        : `; ${count(right ?? 0)} of ${count(opened)} in an incident, ${count(found ?? 0)} of ${plural(incidents.length, "incident")} found`
    io.stdout.write(
      `  ${rule}: ${plural(opened, "alert")}, ${plural(told, "message")}, ${((7 * told) / days).toFixed(1)} a week${known}\n`,
    )
  }
  return 0
}

function readIncidents(path: string): Incident[] {
  const hint = 'it takes [{ "from": "2026-11-03", "to": "2026-11-05" }]'
  try {
    const found: unknown = JSON.parse(readFileSync(path, "utf8"))
    if (Array.isArray(found) && found.every(isIncident)) return found
  } catch (error) {
    throw new InputError(`${path}: ${(error as Error).message}`, { hint })
  }
  throw new InputError(`${path} holds no incidents`, { hint })
}

const isIncident = (value: unknown): value is Incident =>
  typeof value === "object" &&
  value !== null &&
  ["from", "to"].every((key) => /^\d{4}-\d\d-\d\d/.test(String((value as Record<string, unknown>)[key])))

export async function watch(folder: string, given: Given, io: Io, needsRuns = true): Promise<Watched> {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw new InputError(`${folder} is no folder`, { hint: "it takes a folder that compare --output keeps" })
  const [registry, sinks] = await Promise.all([loadRegistry(), loadSinks<Sink>()])
  const { settings } = runSettings(given, io.cwd ?? process.cwd(), registry)
  const plan = alertPlan(settings.values.alerts ?? {}, settings.values.dataset ?? basename(resolve(folder)))
  if (needsRuns && plan.rules.length === 0)
    throw new UsageError("the configuration has no alert rules", {
      hint: "driftcheck init --alerts writes nine to begin with",
    })
  for (const [name, sink] of plan.sinks) expectSettings(name, sink, sinks, settings.origin(["alerts", "sinks", name]))
  const known = knownFigures(registry, settings.values)
  const rules = plan.rules.map((rule) => ({ rule, when: compileWhen(rule.when, known, facts) }))
  const all = inOrder(readHistory(folder).runs)
  const kind = all.at(-1)?.kind
  if (needsRuns && kind === undefined)
    throw new InputError(`${folder} holds no runs`, { hint: "compare -o keeps them" })
  return { folder, runs: all.filter((run) => run.kind === kind), rules, plan, sinks }
}

function expectSettings(name: string, settings: SinkSettings, sinks: ReadonlyMap<string, Sink>, origin: string): void {
  const meta = sinks.get(settings.kind)?.meta
  const needs: readonly SinkKey[] = meta?.needs ?? []
  const missing = needs.find((key) => settings[key] === undefined)
  if (missing !== undefined)
    throw new UsageError(`${origin}: a sink of kind ${settings.kind} needs \`${missing}\``, { hint: `sink ${name}` })
  const takes = new Set<string>([...needs, ...(meta?.takes ?? []), "kind", "timeout"])
  const other = Object.keys(settings).find((key) => !takes.has(key))
  if (other !== undefined)
    throw new UsageError(`${origin}: a sink of kind ${settings.kind} takes no \`${other}\``, {
      hint: `it takes ${Array.from(takes).join(", ")}`,
    })
}

const everyRunKinds = (sinks: ReadonlyMap<string, Sink>): ReadonlySet<string> =>
  new Set(Array.from(sinks).flatMap(([kind, { meta }]) => (meta.everyRun === true ? [kind] : [])))

/** The figures of a run's report; null where it is gone or cannot be read. */
const reportFigures =
  (folder: string) =>
  (run: string): AlertFigure[] | null => {
    const path = join(folder, run, "report.json")
    if (!existsSync(path)) return null
    try {
      return figuresOf(readReport(path))
    } catch (error) {
      if (error instanceof InputError) return null
      throw error
    }
  }

const lineTo = (io: Io) => (text: string) => {
  for (const line of text.split("\n")) io.stderr.write(`${visible(line)}\n`)
}

async function locked<T>(folder: string, io: Io, act: () => Promise<T>): Promise<T> {
  const own = join(folder, alertsFolder)
  makeFolder(own)
  return withLock(own, lineTo(io), act).catch((error: unknown) => Promise.reject(unwritable(own, error) as Error))
}
