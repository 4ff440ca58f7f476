/** Windows of a stream: each is a run of the comparison, kept in the folder as a night is. */
import { createHash } from "node:crypto"
import { join, resolve } from "node:path"
import { compareDatasets } from "../compare/compare.js"
import { emptyComparison, type Comparison } from "../compare/comparison.js"
import { datasetFacts } from "../compare/dataset-facts.js"
import { readOptions } from "../config/options.js"
import { ArrowDataset } from "../datasets/arrow-dataset.js"
import { openDataset, withEqualHashing } from "../datasets/open-dataset.js"
import { RememberingDataset } from "../datasets/remembering-dataset.js"
import { InputError, UsageError } from "../errors.js"
import { readHistory } from "../history/history-file.js"
import { driftFacts, noVerdict } from "../judge/verdict.js"
import type { Dataset, NamedRole, Report, WindowFacts } from "../model.js"
import type { CompareOptions } from "../options/options.js"
import { findRoles } from "../options/find-roles.js"
import { literalName } from "../options/name-patterns.js"
import { driftShareThreshold, predictionRule } from "../options/policies.js"
import { loadRegistry } from "../registry.js"
import { verdictTitle } from "../report/copy.js"
import { namedSource, type NamedSource } from "../streams/open-stream.js"
import type { Mapping } from "../streams/record.js"
import { freshState, readState, stateFile, stateText, type WatchState } from "../streams/state.js"
import { Windows, type ClosedWindow, type WindowRule } from "../streams/windows.js"
import { count, number, plural } from "../words/format.js"
import { visible } from "../words/escape.js"
import type { Given } from "./command.js"
import { extensionOf } from "./extension.js"
import type { Io } from "./io.js"
import { makeFolder, openOutput } from "./outputs.js"
import { readReport } from "./read-report.js"
import { runSettings, type RunSettings } from "./run-settings.js"
import { say } from "./say.js"
import { endingGently } from "../signals.js"
import { runTask } from "./task.js"

/** A window has no verdict where more of its lines than this are no records. */
const mostMalformed = 0.01
/** What the rules of a classic monitor are held to, beside the verdict. */
const monitorMethod = "psi-open"
/** Versions of the model that a report names. */
const mostVersions = 20

/**
 * Judges the windows of a stream until it ends or a signal comes; a line for each on stdout. Gives the exit code that is the worst of
 * theirs. Throws UsageError and InputError before the first window where something cannot be had.
 */
export async function watchCommand(path: string, given: Given, io: Io): Promise<number> {
  const settings = runSettings(given, io.cwd ?? process.cwd(), await loadRegistry())
  const folder = folderOf(settings)
  const source = namedSource(sourceOf(given))
  const { current: read, reference: readReference } = readOptions(settings.settings.values)
  const extend = await extensionOf(settings.options, read, io)
  const opened = await openDataset(path, readReference, null, extend)
  const reference = opened.keepsRows ? new RememberingDataset(opened) : opened
  try {
    makeFolder(folder)
    const watch: Watch = {
      ...{ path, folder, source, reference, given, io },
      rule: ruleOf(given),
      mapping: mappingOf(settings, reference),
      silent: settings.settings.values.outputs?.quiet === true,
    }
    return await watchSource(watch)
  } finally {
    reference.close()
  }
}

/** What stays the same from window to window. */
interface Watch {
  path: string
  folder: string
  source: NamedSource
  reference: Dataset
  rule: WindowRule
  mapping: Mapping
  given: Given
  io: Io
  /** Whether no line is said of each window. */
  silent: boolean
}

function folderOf({ settings: { values } }: RunSettings): string {
  const folder = values.outputs?.folder
  if (typeof folder === "string") return folder
  throw new UsageError("watch needs --output, the folder that keeps the windows", { hint: "for example -o reports" })
}

function sourceOf({ flags: { from } }: Given): string {
  if (typeof from === "string") return from
  throw new UsageError("it is not said where records come from", {
    hint: "add --from - for standard input, or name a file, a folder or kafka://host:port/topic",
  })
}

function ruleOf({ flags: { rows, every, lateness, sample } }: Given): WindowRule {
  if (typeof lateness === "number" && typeof every !== "number")
    throw new UsageError("--lateness goes with --every: windows by rows take records as they come")
  return {
    rows: typeof rows === "number" ? rows : typeof every === "number" ? null : 10_000,
    every: typeof every === "number" ? every : null,
    lateness: typeof lateness === "number" ? lateness : typeof every === "number" ? every / 10 : 0,
    sample: typeof sample === "number" ? sample : 1,
  }
}

function mappingOf({ settings: { values } }: RunSettings, { columns }: Dataset): Mapping {
  const { features = "features", id = "request_id", timestamp = "timestamp", columns: deeper } = values.stream ?? {}
  const prefix = `${features}.`
  return {
    ...{ features, id, timestamp },
    // Duplicates are dropped by it: as a column it says nothing more, unless the reference has it.
    ignored: new Set(columns.some(({ name }) => name === id) ? [] : [id]),
    prefix: columns.some(({ name }) => name.startsWith(prefix)) ? prefix : "",
    columns: new Map(Array.from(deeper ?? [], ([name, path]) => [name, path.split(".")])),
  }
}

async function watchSource(watch: Watch): Promise<number> {
  const { source, folder, io, rule, mapping, given } = watch
  let state = source.resumes ? withPublished(readState(folder, source.name), folder, io) : freshState()
  const windows = new Windows(rule, mapping, state)
  const ending = endingGently()
  const open = await source.open({
    from: () => state.done.resume(),
    key: resolve(folder),
    once: given.flags.once === true,
    warn: (text) => say(io, `warning: ${text}`),
    environment: io.env,
  })
  let worst = 0
  const judge = async (closed: ClosedWindow) => {
    if (open.isOurs?.() === false) {
      closed.table.discard()
      return
    }
    const { code, id } = await judgeWindow(closed, watch)
    worst = Math.max(worst, code)
    state = { ...windows.confirm(closed), window: id, windows: state.windows + 1 }
    if (!source.resumes) return
    openOutput(join(folder, stateFile)).write(stateText(source.name, state))
    await open.commit(state.done.resume())
  }
  try {
    for await (const event of open.events(ending.signal)) {
      if (event.kind === "reset") windows.reset()
      else
        for (const closed of event.kind === "records" ? windows.take(event, clock(io)) : windows.over(clock(io)))
          await judge(closed)
      if (ending.signal.aborted && source.resumes) break
    }
    for (const closed of windows.over(clock(io))) await judge(closed)
    if (!source.resumes) for (const closed of windows.rest()) await judge(closed)
    sayWaiting(windows, watch)
    return worst
  } finally {
    ending.forget()
    await open.close()
  }
}

const clock = (io: Io) => io.now().getTime()

function sayWaiting(windows: Windows, { io, source }: Watch): void {
  const { waiting } = windows
  if (source.resumes && waiting > 0)
    say(io, `${plural(waiting, "record")} of ${source.name} ${waiting === 1 ? "waits" : "wait"} for a full window`)
}

/** The state with the windows whose run is in the folder, though a run that was killed did not come to say so. */
function withPublished(state: WatchState, folder: string, io: Io): WatchState {
  const runs = readHistory(folder).runs.filter(({ window }) => window !== undefined)
  const known = runs.findLastIndex(({ window }) => window === state.window)
  for (const { run, window } of runs.slice(known + 1)) {
    try {
      const report = readReport(join(folder, run, "report.json"))
      for (const { part, from, to } of report.window?.ranges ?? []) state.done.add(part, from, to)
      state = { ...state, window: window ?? null, windows: state.windows + 1 }
    } catch (error) {
      if (!(error instanceof InputError)) throw error
      say(io, `warning: ${run} cannot be read: its records are read again`)
    }
  }
  return state
}

/** Compares one window and keeps it as a run; gives its exit code and id. */
async function judgeWindow(closed: ClosedWindow, watch: Watch): Promise<{ code: number; id: string }> {
  const { path, source, given, io, silent } = watch
  const facts = factsOf(closed, source)
  const at = closed.period?.[0] ?? closed.times?.[1] ?? clock(io)
  const table = closed.table.finish("stream")
  const current = new ArrowDataset(source.name, table)
  const quiet = { path: ["outputs", "quiet"], value: true, flag: "watch" }
  const alone = { path: ["github"], value: false, flag: "watch" }
  const metricsFile = given.flags.metricsFile
  const metrics =
    typeof metricsFile === "string"
      ? [{ path: ["outputs", "prometheus"], value: metricsFile, flag: "--metrics-file" }]
      : []
  try {
    const code = await runTask(
      {
        kind: "comparison",
        paths: { reference: path, current: source.name },
        replaces: ({ window }) => window === facts.id,
        run: async ({ options, registry, progress }) => ({
          comparison: await compareWindow(
            { closed, current, facts, options, registry, progress, now: clock(io) },
            watch,
          ),
          error: null,
        }),
        published: (report, folder) => {
          if (!silent) io.stdout.write(`${lineOf(report, facts)}  ${folder}\n`)
        },
      },
      {
        settings: [...given.settings, quiet, alone, ...metrics],
        flags: { ...given.flags, runDate: new Date(at).toISOString() },
      },
      { ...io, began: undefined },
    )
    return { code, id: facts.id }
  } finally {
    current.close()
  }
}

interface Work extends Pick<Parameters<Parameters<typeof runTask>[0]["run"]>[0], "options" | "registry" | "progress"> {
  closed: ClosedWindow
  current: Dataset
  facts: WindowFacts
  /** By the clock on the wall, milliseconds since 1970. */
  now: number
}

async function compareWindow(
  { closed, current, facts, options: asked, registry, progress, now }: Work,
  { reference, mapping }: Watch,
): Promise<Comparison> {
  const options = {
    ...optionsFor(asked, reference, current, { mapping, closed }),
    ...(closed.times === null ? {} : { clock: { now, last: closed.times[1] } }),
  }
  const malformed = malformedShare(facts)
  if (malformed > mostMalformed) return withoutVerdict(malformed, facts, { reference, current }, options)
  const [one, other] = withEqualHashing(reference, current)
  const found = await compareDatasets(one, other, options, registry, { progress })
  const monitor = monitorOf(found, options)
  return {
    ...found,
    reference: { ...found.reference, ...(await reference.fileFacts()) },
    current: { ...found.current, label: facts.source, time_range: facts.time_range },
    window: { ...facts, model_versions: await versionsOf(current, options), monitor },
  }
}

const malformedShare = ({ malformed, records, duplicates, late, future }: WindowFacts) =>
  malformed / Math.max(1, malformed + records + duplicates + late + future)

function withoutVerdict(
  share: number,
  window: WindowFacts,
  { reference, current }: { reference: Dataset; current: Dataset },
  options: CompareOptions,
): Comparison {
  const reason = `${count(window.malformed)} of the window's lines are no records (${number(100 * share)} %): more than 1 % give no verdict.`
  return emptyComparison({
    reference: datasetFacts(reference),
    current: { ...datasetFacts(current), label: window.source, time_range: window.time_range },
    verdict: noVerdict([reason, "Look at what writes them: lines that are cut, or that hold no JSON object."]),
    drift: driftFacts([], { threshold: driftShareThreshold(options), policy: options.policy }),
    window,
  })
}

/** The options with the roles that the mapping says, and without the fields beside the features that the reference does not have: they serve metrics alone. */
function optionsFor(
  options: CompareOptions,
  reference: Dataset,
  current: Dataset,
  { mapping, closed }: { mapping: Mapping; closed: ClosedWindow },
): CompareOptions {
  const there = new Set(current.columns.map(({ name }) => name))
  const named = new Set(options.roles.values())
  const usual: [string, NamedRole][] = [
    [mapping.id, "id"],
    [mapping.timestamp, "timestamp"],
    ["prediction", "prediction"],
    ["model_version", "model_version"],
  ]
  const roles = new Map([
    ...usual.filter(([column, role]) => there.has(column) && !named.has(role) && !options.roles.has(column)),
    ...options.roles,
  ])
  const compared = new Set(reference.columns.map(({ name }) => name))
  const own = Array.from(there).filter((name) => !compared.has(name) && !closed.table.features.has(name))
  for (const name of own) if (!isNeeded(name, current, roles, options)) mapping.ignored.add(name)
  return {
    ...options,
    roles,
    exclude: [...options.exclude, ...own.map(literalName)],
    measure: [...options.measure, monitorMethod],
  }
}

/** Whether a field beside the features serves a metric, a rule or a segment. */
function isNeeded(
  name: string,
  { columns }: Dataset,
  roles: CompareOptions["roles"],
  { rules, metrics, segments, key, perColumn }: CompareOptions,
): boolean {
  if (rules.length > 0 || key.includes(name) || perColumn.size > 0) return true
  const named = [...Array.from(metrics.values()), ...segments].some(({ column }) => column === name)
  return named || findRoles(columns, roles).some(({ column }) => column === name)
}

/** Which columns the rules of a classic monitor name, the reference's order. */
function monitorOf({ columns }: Comparison, { roles }: CompareOptions): WindowFacts["monitor"] {
  return columns.flatMap(({ name, measurements }) => {
    const psi = measurements.find(({ method }) => method === monitorMethod)
    const limit = roles.get(name) === "prediction" ? predictionRule.threshold : (psi?.threshold ?? Infinity)
    const score = psi?.drift_score ?? 0
    return score > limit ? [{ column: name, psi: score, limit }] : []
  })
}

async function versionsOf(current: Dataset, { roles }: CompareOptions): Promise<WindowFacts["model_versions"]> {
  const [column] = Array.from(roles).find(([, role]) => role === "model_version") ?? []
  if (column === undefined) return []
  const counts = Array.from(await current.counts(column), ([version, records]) => ({ version, records }))
  return counts.sort((a, b) => b.records - a.records).slice(0, mostVersions)
}

function factsOf(
  { table, ranges, leftOut, period, times, outOfOrder }: ClosedWindow,
  source: NamedSource,
): WindowFacts {
  const range = (instants: [number, number] | null): [string, string] | null =>
    instants === null ? null : [new Date(instants[0]).toISOString(), new Date(instants[1]).toISOString()]
  // What cannot be read twice has no offsets of its own: its records tell it from what came in another run.
  const name = source.resumes ? source.name : contentOf(table.lines)
  const id = createHash("sha256")
    .update(JSON.stringify([name, period, ranges]))
    .digest("hex")
    .slice(0, 16)
  return {
    id,
    source: source.name,
    ranges,
    period: range(period),
    time_range: range(times),
    records: table.rows,
    ...leftOut,
    out_of_order: outOfOrder,
    model_versions: [],
    monitor: [],
  }
}

function contentOf(lines: readonly string[]): string {
  const hash = createHash("sha256")
  for (const line of lines) hash.update(line)
  return hash.digest("hex")
}

/** "2026-03-02T00:01:40.000Z  2,000 records  No drift: 0 of 4 tested columns · PSI: age 0.592". */
function lineOf(report: Report, facts: WindowFacts): string {
  const { drift, verdict, window } = report
  const answer =
    verdict.status === "no_verdict"
      ? (verdict.reasons[0] ?? "")
      : `${drift.drifted_columns} of ${plural(drift.tested_columns, "tested column")}`
  const psi = (window?.monitor ?? []).map(({ column, psi: score }) => `${column} ${number(score)}`)
  const beside = psi.length === 0 ? "" : ` · PSI: ${psi.join(", ")}`
  return visible(
    `${report.created_at}  ${plural(facts.records, "record")}  ${verdictTitle(report)}: ${answer}${beside}`,
  )
}
