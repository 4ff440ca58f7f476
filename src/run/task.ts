import { emptyComparison, type Comparison } from "../compare/comparison.js"
import { datasetFacts, noFacts } from "../compare/dataset-facts.js"
import type { Progress } from "../compare/measure-all.js"
import { toReport } from "../compare/to-report.js"
import { driftShareThreshold } from "../options/policies.js"
import type { CompareOptions } from "../options/options.js"
import { driftFacts, noVerdict } from "../judge/verdict.js"
import { readWatchlist, watchedAt } from "../decide/watchlist.js"
import { InputError, UsageError } from "../errors.js"
import { nameOf } from "../history/run-name.js"
import type { Dataset, HistoryRun, Report, ReportKind } from "../model.js"
import { loadRegistry, type Registry } from "../registry.js"
import type { ReadSides } from "../sources/source.js"
import { version } from "../version.js"
import { shownAddress } from "../words/shown-address.js"
import { noConfig } from "../config/load.js"
import { readOptions } from "../config/options.js"
import { settingsText } from "../config/print.js"
import type { Config } from "../config/schema.js"
import { mergeSettings } from "../config/settings.js"
import type { Given } from "./command.js"
import { outputsOf } from "./given.js"
import { runSettings, type RunSettings } from "./run-settings.js"
import { configHash } from "./config-hash.js"
import { onGithub, tellGithub } from "./github.js"
import type { Io } from "./io.js"
import { openPage } from "./open-page.js"
import { progressLine } from "./progress.js"
import { defused, say } from "./say.js"
import { dated } from "./run-date.js"
import type { ReportsFolder } from "./reports-folder.js"
import type { Extend } from "../datasets/open-dataset.js"
import { filesOf } from "../sources/open.js"
import { extensionOf } from "./extension.js"
import { discard, openTargets, renderedText, renderOptions, stdoutText, writeFiles } from "./targets.js"

/** What a command finds out: from which files, and how. */
export interface Task {
  kind: ReportKind
  /** The files that are read; a side that is no file is null. */
  paths: { reference: string | null; current: string }
  run: (settings: TaskSettings) => Promise<Outcome>
  /** Where the run is dated by the beginning of a period: its end, or the clock before that, milliseconds since 1970. */
  periodEnd?: number
  /** The runs in the folder that this one takes the place of, where not those of its date do. */
  replaces?: (run: HistoryRun) => boolean
  /** Whether the folder's index and `latest` are written with this run; absent: they are. */
  shows?: () => boolean
  /** Whether the run counts, asked when its files are on disk and before they are in place; absent: it does. */
  counts?: () => Promise<boolean>
  /** Called when the report is in its place in the folder of runs. */
  published?: (report: Report, path: string) => void
}

export interface TaskSettings {
  options: CompareOptions
  read: ReadSides
  /** The configuration file, if there is one. */
  configPath: string | null
  registry: Registry
  /** How many threads measure; "none": this one. */
  threads: number | "none" | null
  progress: Progress
  /** Adds to tables what the servers and models of the settings know. */
  extend?: Extend | undefined
}

/** What was found; or, where there is no answer, what can be said all the same, and the error. */
export interface Outcome {
  comparison: Comparison
  error: InputError | null
}

/** Runs the task under the command's settings and writes its report wherever they say; gives the exit code. */
export async function runTask(task: Task, given: Given, world: Io, units?: Registry): Promise<number> {
  const io = dated(world, given.flags.runDate)
  const started = io.began ?? io.now()
  const registry = units ?? (await loadRegistry())
  const run = await settingsOf(given, started, io, registry, task)
  if (given.flags.printConfig === true) {
    io.stdout.write(settingsText(run.settings))
    return 0
  }
  const reports = await reportsOf(run.settings.values.outputs ?? {}, given, started, io, task)
  try {
    // Methods that a caller brings along cannot be handed to another thread.
    const threads = units === undefined ? (run.settings.values.workers ?? null) : "none"
    return await reportOn({ task, reports, run, registry, threads, given, io, started })
  } catch (error) {
    await recordFailure(reports, error)
    throw error
  } finally {
    reports?.discard()
    if (given.flags.alert === true) await alertAfterRun(run.settings.values.outputs?.folder, given, io)
  }
}

/** Holds the folder's newest run, which may be this one's failure, to the alert rules. Never hides what the run came to. */
async function alertAfterRun(folder: unknown, given: Given, io: Io): Promise<void> {
  const { alertAfter } = await import("./alert.js")
  await alertAfter(String(folder), given, io)
}

/** Resolves the settings. On failure, records the error in the --output folder and rethrows. */
async function settingsOf(given: Given, started: Date, io: Io, registry: Registry, task: Task): Promise<RunSettings> {
  try {
    return runSettings(given, io.cwd ?? process.cwd(), registry)
  } catch (error) {
    const folder = mergeSettings(noConfig, given.settings).values.outputs?.folder
    if (given.flags.printConfig !== true && typeof folder === "string")
      await recordFailure(await reportsOf({ folder }, given, started, io, task), error)
    throw error
  }
}

async function recordFailure(reports: ReportsFolder | null, error: unknown): Promise<void> {
  const { message, hint } = error instanceof Error ? (error as Error & { hint?: string }) : { message: String(error) }
  await reports?.fail(shownAddress(message), hint === undefined ? undefined : shownAddress(hint))
}

/** The folder that keeps a report of each run; null without one. */
async function reportsOf(
  { folder, keep, keep_days }: NonNullable<Config["outputs"]>,
  { flags }: Given,
  started: Date,
  io: Io,
  { kind, replaces, shows, counts }: Task,
): Promise<ReportsFolder | null> {
  if (typeof folder !== "string") {
    if (flags.alert === true) throw new UsageError("--alert goes with --output, which names the folder of the runs")
    if (keep === undefined && keep_days === undefined) return null
    throw new UsageError("--keep and --keep-days go with --output, which names the folder of the runs to keep")
  }
  const { openReports } = await import("./reports-folder.js")
  return openReports(folder, { runs: keep ?? null, days: keep_days ?? null }, started, io, {
    ...{ kind, shows, counts },
    replaces: replaces ?? (flags.runDate === undefined ? undefined : ofInstant(started)),
  })
}

/** Whether a run began at this instant. */
function ofInstant(began: Date): (run: HistoryRun) => boolean {
  const name = nameOf(began, () => false)
  return ({ run }) => run === name
}

/** Folder of the report where none is named. */
export const defaultFolder = "driftcheck-report"

interface Work {
  task: Task
  reports: ReportsFolder | null
  run: RunSettings
  registry: Registry
  threads: TaskSettings["threads"]
  given: Given
  io: Io
  started: Date
}

async function reportOn({ task, reports, run, registry, threads, given, io, started }: Work): Promise<number> {
  const { settings, options, found } = run
  const { values } = settings
  const output = outputsOf(values, given.flags)
  const plainFolder = values.outputs?.folder === undefined ? defaultFolder : false
  const read = readOptions(values)
  const inputs = await inputsOf({ task, read, config: settings.file, options })
  reports?.refuseInputs(inputs)
  const targets = openTargets(output, plainFolder, inputs)
  const github = onGithub(io, values.github === true)
  const progress = progressLine(io, output.quiet === true)
  try {
    const earlier = reports?.earlier()
    const timed: CompareOptions = {
      ...options,
      now: started.getTime(),
      ...(task.periodEnd === undefined ? {} : { periodEnd: task.periodEnd }),
      earlierRows: (earlier ?? []).flatMap(({ current: { rows } }) => rows ?? []),
      ...(earlier === undefined ? {} : { earlier }),
      ...watchedBy(values.outputs?.folder, started, io),
    }
    const { comparison, error: failure } = await task.run({
      options: timed,
      read,
      configPath: settings.file,
      registry,
      threads,
      progress: progress.show,
      extend: await extensionOf(timed, read.current, io),
    })
    let report = toReport(comparison, {
      kind: task.kind,
      driftcheck_version: version(),
      node_version: process.versions.node,
      argv: ["driftcheck", ...io.argv],
      dataset: values.dataset,
      config_path: settings.file,
      config_found: found,
      config_hash: configHash(options, read),
      fail_on: options.failOn,
      min_rows: options.minRows,
      started,
      ended: io.now(),
    })
    progress.clear()
    const failures: unknown[] = failure === null ? [] : [failure]
    const keeping = <T>(act: () => Promise<T>) => act().catch((error: unknown) => void failures.push(error))
    const isOurs = await keeping(async () => {
      if (reports === null) return true
      const published = await reports.publish(report, (each, id) =>
        renderedText(id, each, { ...renderOptions(targets, output, io), compact: true }),
      )
      if (published === null) return false
      report = published.report
      task.published?.(report, published.path)
      targets.folder = published.path
      return true
    })
    if (isOurs === false) {
      discard(targets)
      return 0
    }
    const render = renderOptions(targets, output, io)
    await keeping(() => writeFiles(targets, report, render))
    if (github) await tellGithub(report, targets, render, io)
    // A program that reads stdout gets its answer also where there is none; a person reads the error.
    if (failure === null || targets.stdout !== "table") {
      const text = await stdoutText(targets, report, render)
      io.stdout.write(github && targets.stdout === "table" ? defused(text) : text)
    }
    if (given.flags.open === true) await openPage(render.reportPath, io)
    // What was found is printed before anything that went wrong with keeping it.
    if (failures.length > 0) throw failures[0]
    if (report.verdict.exit_code === 2)
      say(io, `${report.verdict.status.replaceAll("_", " ")}: ${report.verdict.reasons[0] ?? "no reason given"}`)
    return report.verdict.exit_code
  } catch (error) {
    progress.clear()
    discard(targets)
    throw error
  }
}

/** The columns on the folder's watchlist; none where it cannot be read, which is said. */
function watchedBy(folder: string | false | undefined, at: Date, io: Io): Pick<CompareOptions, "watched"> {
  if (typeof folder !== "string") return {}
  try {
    return { watched: new Set(watchedAt(readWatchlist(folder), at).map(({ name }) => name)) }
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    say(io, `warning: ${error.message}; no column is watched`)
    return {}
  }
}

/** All files that are read: no output may touch one. */
async function inputsOf({ task: { paths }, read, config, options }: Reading): Promise<string[]> {
  const files = async (side: keyof ReadSides, path: string | null) =>
    path === null ? [] : filesOf(path, read[side].format)
  const found = await Promise.all([
    files("reference", paths.reference),
    files("current", paths.current),
    files("reference", options.referenceLabels),
    files("current", options.labels),
  ])
  return [...found.flat(), ...(config === null ? [] : [config])]
}

interface Reading {
  task: Task
  read: ReadSides
  /** The configuration file. */
  config: string | null
  options: CompareOptions
}

/** The comparison with what its files were. Throws InputError where one was changed meanwhile: then nothing was compared. */
export async function withFileFacts(
  comparison: Comparison,
  { reference, current }: { reference?: Dataset; current: Dataset },
): Promise<Comparison> {
  return {
    ...comparison,
    reference: { ...comparison.reference, ...(await reference?.fileFacts()) },
    current: { ...comparison.current, ...(await current.fileFacts()) },
  }
}

/** An answer without a verdict, for a file that cannot be read. `opened`: the sides that could be, the reference first. */
export function unreadable(
  error: InputError,
  paths: { reference: string; current: string },
  opened: readonly Dataset[],
  options: CompareOptions,
): Comparison {
  const facts = (path: string, dataset: Dataset | undefined) => {
    const shown = shownAddress(path)
    return dataset === undefined ? noFacts(shown, shown) : { ...datasetFacts(dataset), path: shown }
  }
  return emptyComparison({
    reference: facts(paths.reference, opened[0]),
    current: facts(paths.current, opened[1]),
    verdict: noVerdict([`${error.message}.`, ...(error.hint === undefined ? [] : [error.hint])].map(shownAddress)),
    drift: driftFacts([], { threshold: driftShareThreshold(options), policy: options.policy }),
  })
}
