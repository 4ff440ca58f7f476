import { compareDatasets, driftShareThreshold, type Comparison, type Progress } from "../compare/compare.js"
import { noCorrelations } from "../compare/correlations.js"
import type { CompareOptions } from "../compare/options.js"
import { driftFacts, noVerdict } from "../compare/verdict.js"
import { comparable, openDataset } from "../datasets/open-dataset.js"
import { InputError, UsageError } from "../errors.js"
import type { Dataset, DatasetFacts, Report } from "../model.js"
import { loadRegistry, type Registry } from "../registry.js"
import { fileFacts } from "../sources/file-facts.js"
import { refuseTwoStdins } from "../sources/stdin.js"
import type { ReadOptions } from "../sources/source.js"
import { version } from "../version.js"
import { measureInThreads } from "../workers/measure-in-threads.js"
import { compareOptions, type CompareFlags } from "./compare-options.js"
import { configHash } from "./config-hash.js"
import { defused, onGithub, tellGithub } from "./github.js"
import type { Io } from "./io.js"
import { progressLine } from "./progress.js"
import type { ReportsFolder } from "./reports-folder.js"
import { discard, openTargets, rendered, renderOptions, stdoutText, writeFiles, type OutputFlags } from "./targets.js"

/** Everything `driftcheck compare` was told. */
export interface CompareCommand extends CompareFlags, OutputFlags {
  /** A folder that keeps a report of each run, or false for --no-output; by default a folder for the report of this run alone. */
  output?: string | false
  keep?: number
  keepDays?: number
  /** False for --no-github. */
  github?: boolean
  nullValues?: string[]
  delimiter?: string
  /** Threads at most. */
  workers?: number
}

/**
 * Compares two files and writes what was asked for; gives the exit code. A file that cannot be read is an answer too:
 * the reports then say what was wrong, and the code is 2.
 */
export async function compareCommand(
  paths: { reference: string; current: string },
  command: CompareCommand,
  io: Io,
  registry?: Registry,
): Promise<number> {
  const started = io.now()
  const reports = await reportsOf(command, started, io)
  try {
    return await compareInto(reports, paths, command, io, started, registry)
  } catch (error) {
    const { message, hint } = error instanceof Error ? (error as Error & { hint?: string }) : { message: String(error) }
    await reports?.fail(message, hint)
    throw error
  } finally {
    reports?.discard()
  }
}

/** The folder that --output names; null without one. */
async function reportsOf(
  { output, keep, keepDays }: CompareCommand,
  started: Date,
  io: Io,
): Promise<ReportsFolder | null> {
  if (typeof output !== "string") {
    if (keep === undefined && keepDays === undefined) return null
    throw new UsageError("--keep and --keep-days go with --output, which names the folder of the runs to keep")
  }
  const { openReports } = await import("./reports-folder.js")
  return openReports(output, { runs: keep ?? null, days: keepDays ?? null }, started, io)
}

/** Folder of the report where --output names none. */
const defaultFolder = "driftcheck-report"

async function compareInto(
  reports: ReportsFolder | null,
  paths: { reference: string; current: string },
  command: CompareCommand,
  io: Io,
  started: Date,
  registry?: Registry,
): Promise<number> {
  const { options: asked, config } = compareOptions(command)
  const options = { ...asked, now: started.getTime() }
  const plainFolder = command.output === undefined ? defaultFolder : false
  const targets = openTargets(command, plainFolder, [paths.reference, paths.current])
  const github = onGithub(io, command.github !== false)
  const progress = progressLine(io, command.quiet === true)
  try {
    const nullValues = command.nullValues ?? config.null_values
    const read: ReadOptions = {
      ...(nullValues === undefined ? {} : { nullTokens: nullValues }),
      ...(command.delimiter === undefined ? {} : { delimiter: command.delimiter }),
    }
    const { comparison, problem } = await compareFiles(
      paths,
      read,
      options,
      registry,
      command.workers ?? null,
      progress.show,
    )
    progress.show(0, 0, "checksums of the files")
    const settings = { options, hash: configHash(options, read), path: command.config ?? null }
    let report = await toReport(comparison, paths, settings, io, started)
    progress.clear()
    if (reports !== null) {
      const published = await reports.publish(report, (each, id) =>
        rendered(id, each, renderOptions(targets, command, io)),
      )
      report = published.report
      targets.folder = published.path
    }
    const render = renderOptions(targets, command, io)
    await writeFiles(targets, report, render)
    if (github) await tellGithub(report, targets, render, io)
    if (problem !== null) throw problem
    const text = await stdoutText(targets, report, render)
    io.stdout.write(github && targets.stdout === "table" ? defused(text) : text)
    return report.verdict.exit_code
  } catch (error) {
    progress.clear()
    discard(targets)
    throw error
  }
}

/** The comparison, or one without an answer together with the problem that stood in the way. */
async function compareFiles(
  paths: { reference: string; current: string },
  read: ReadOptions,
  options: CompareOptions,
  registry: Registry | undefined,
  workers: number | null,
  progress: Progress,
): Promise<{ comparison: Comparison; problem: InputError | null }> {
  refuseTwoStdins(paths.reference, paths.current)
  const opened: Dataset[] = []
  try {
    for (const path of [paths.reference, paths.current]) {
      progress(0, 0, `opening ${path}`)
      opened.push(await openDataset(path, read))
    }
    const sides = { reference: opened[0], current: opened[1] }
    // Methods that a caller brings along cannot be handed to another thread.
    const measureAll = registry === undefined ? measureInThreads({ ...sides, read, workers }) : undefined
    const [reference, current] = comparable(sides.reference, sides.current)
    const comparison = await compareDatasets(
      reference,
      current,
      options,
      registry ?? (await loadRegistry()),
      progress,
      measureAll,
    )
    return { comparison, problem: null }
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return { comparison: unreadable(error, paths, opened, options), problem: error }
  } finally {
    for (const dataset of opened) dataset.close()
  }
}

function unreadable(
  error: InputError,
  paths: { reference: string; current: string },
  opened: readonly Dataset[],
  options: CompareOptions,
): Comparison {
  const facts = (path: string, dataset: Dataset | undefined): DatasetFacts => ({
    label: dataset?.label ?? path,
    path,
    rows: dataset?.rows ?? null,
    columns: dataset?.columns.length ?? null,
    ...{
      missing_cells: null,
      rows_with_missing: null,
      duplicate_rows: null,
      bytes: null,
      sha256: null,
      time_range: null,
    },
  })
  return {
    reference: facts(paths.reference, opened[0]),
    current: facts(paths.current, opened[1]),
    verdict: noVerdict([`${error.message}.`, ...(error.hint === undefined ? [] : [error.hint])]),
    drift: driftFacts([], driftShareThreshold(options), options.policy),
    schema: { added: [], removed: [], type_changed: [], renamed: [] },
    ...{
      columns: [],
      checks: [],
      multivariate: [],
      correlations: noCorrelations,
      methods: [],
      check_titles: [],
      warnings: [],
    },
  }
}

async function toReport(
  comparison: Comparison,
  paths: { reference: string; current: string },
  { options, hash, path }: { options: CompareOptions; hash: string; path: string | null },
  io: Io,
  started: Date,
): Promise<Report> {
  const [reference, current] = await Promise.all([paths.reference, paths.current].map(factsIfReadable))
  return {
    schema_version: 1,
    driftcheck_version: version(),
    command: ["driftcheck", ...io.argv].map(quoted).join(" "),
    created_at: started.toISOString(),
    ...comparison,
    reference: { ...comparison.reference, ...reference },
    current: { ...comparison.current, ...current },
    trend: null,
    setup: {
      config_path: path,
      config_hash: hash,
      fail_on: Array.from(options.failOn),
      min_rows: options.minRows,
      node_version: process.versions.node,
      duration_ms: io.now().getTime() - started.getTime(),
    },
  }
}

async function factsIfReadable(path: string): Promise<Partial<DatasetFacts>> {
  try {
    return await fileFacts(path)
  } catch {
    return {} // The reason was told when the file was opened.
  }
}

/** An argument as a shell would need it. */
function quoted(argument: string): string {
  return /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`
}
