import { join } from "node:path"
import { compareDatasets, driftShareThreshold, type Comparison } from "../compare/compare.js"
import type { CompareOptions } from "../compare/options.js"
import { driftFacts, noVerdict } from "../compare/verdict.js"
import { ArrowDataset } from "../datasets/arrow-dataset.js"
import { InputError, UsageError } from "../errors.js"
import type { DatasetFacts, RenderOptions, Report } from "../model.js"
import { loadRegistry, loadReporter, type Registry } from "../registry.js"
import { fileFacts } from "../sources/file-facts.js"
import { openSource } from "../sources/open.js"
import type { ReadOptions } from "../sources/source.js"
import { version } from "../version.js"
import { compareOptions, type CompareFlags } from "./compare-options.js"
import type { Io } from "./io.js"
import { makeFolder, openOutput, type OutputFile } from "./outputs.js"
import { progressLine } from "./progress.js"
import { terminalOptions } from "./terminal.js"

/** Everything `driftcheck compare` was told. */
export interface CompareCommand extends CompareFlags {
  html?: string
  json?: string
  markdown?: string
  junit?: string
  /** A folder, or false for --no-output. */
  output: string | false
  format: string
  exitZero?: boolean
  quiet?: boolean
  all?: boolean
  color: boolean
  nullValues?: string[]
  delimiter?: string
}

interface Target {
  reporter: string
  file: OutputFile
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
  const { options, config } = compareOptions(command)
  const format = stdoutFormat(command)
  const targets = openTargets(command)
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
      registry ?? (await loadRegistry()),
      io,
      command,
    )
    const report = await toReport(comparison, paths, options, command, io, started)
    const reportPath = targets.find(({ reporter }) => reporter === "html")?.file.path ?? null
    const render = { ...terminalOptions(io, command), reportPath }
    for (const { reporter, file } of targets) file.write(await rendered(reporter, report, render))
    if (problem !== null) throw problem
    if (format !== "none") io.stdout.write(await rendered(format, report, render))
    return command.exitZero === true && report.verdict.exit_code === 1 ? 0 : report.verdict.exit_code
  } catch (error) {
    for (const { file } of targets) file.discard()
    throw error
  }
}

async function rendered(reporter: string, report: Report, options: RenderOptions): Promise<string> {
  const unit = await loadReporter(reporter)
  return unit.render(report, options)
}

/** What stdout carries: the one output sent to "-", or --format. */
function stdoutFormat(command: CompareCommand): string {
  const toStdout = fileFlags(command).filter(([, path]) => path === "-")
  if (toStdout.length > 1)
    throw new UsageError(`only one output can go to stdout, not ${toStdout.map(([id]) => `--${id}`).join(" and ")}`)
  return toStdout[0]?.[0] ?? (command.quiet === true && command.format === "table" ? "none" : command.format)
}

function fileFlags(command: CompareCommand): [reporter: string, path: string][] {
  return (["html", "json", "markdown", "junit"] as const).flatMap((id) => {
    const path = command[id]
    return path === undefined ? [] : [[id, path] as [string, string]]
  })
}

function openTargets(command: CompareCommand): Target[] {
  const files = fileFlags(command).filter(([, path]) => path !== "-")
  if (command.output !== false) {
    makeFolder(command.output)
    files.push(["html", join(command.output, "report.html")], ["json", join(command.output, "report.json")])
  }
  const targets: Target[] = []
  try {
    for (const [reporter, path] of files) targets.push({ reporter, file: openOutput(path) })
  } catch (error) {
    for (const { file } of targets) file.discard()
    throw error
  }
  return targets
}

/** The comparison, or one without an answer together with the problem that stood in the way. */
async function compareFiles(
  paths: { reference: string; current: string },
  read: ReadOptions,
  options: CompareOptions,
  registry: Registry,
  io: Io,
  command: CompareCommand,
): Promise<{ comparison: Comparison; problem: InputError | null }> {
  const opened: ArrowDataset[] = []
  const progress = progressLine(io, command.quiet === true)
  try {
    for (const path of [paths.reference, paths.current])
      opened.push(new ArrowDataset(path, await openSource(path, read)))
    const comparison = await compareDatasets(opened[0], opened[1], options, registry, progress.show)
    return { comparison, problem: null }
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    return { comparison: unreadable(error, paths, opened, options), problem: error }
  } finally {
    progress.clear()
    for (const dataset of opened) dataset.close()
  }
}

function unreadable(
  error: InputError,
  paths: { reference: string; current: string },
  opened: readonly ArrowDataset[],
  options: CompareOptions,
): Comparison {
  const facts = (path: string, dataset: ArrowDataset | undefined): DatasetFacts => ({
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
    ...{ columns: [], checks: [], multivariate: [], methods: [], check_titles: [], warnings: [] },
  }
}

async function toReport(
  comparison: Comparison,
  paths: { reference: string; current: string },
  options: CompareOptions,
  command: CompareCommand,
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
    setup: {
      config_path: command.config ?? null,
      fail_on: command.exitZero === true ? [] : Array.from(options.failOn),
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
