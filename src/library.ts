/** What the command line does, for programs: two files in, the report out, rendered in any form. */
import {
  aCount,
  aFunction,
  aPath,
  aSwitch,
  aText,
  aTextOrNull,
  having,
  isPlain,
  optional,
  requireArguments,
  shown,
  someOptions,
} from "./arguments.js"
import type { Progress } from "./compare/measure-all.js"
import { toReport } from "./compare/to-report.js"
import { loadConfig, noConfig, type LoadedConfig } from "./config/load.js"
import { compareOptions, readOptions } from "./config/options.js"
import { mergeSettings, type Settings } from "./config/settings.js"
import { spelt } from "./config/validate.js"
import { UsageError } from "./errors.js"
import type { Rendered, RenderOptions, Report, ReportKind, Reporter } from "./model.js"
import type { Config } from "./options/all-settings.js"
import { loadReporter as loadKnownReporter, loadRegistry, reporterIds, type Registry } from "./registry.js"
import { checkFile as checkOneFile } from "./run/check-file.js"
import { compareFiles as compareTwoFiles } from "./run/compare-files.js"
import { configHash } from "./run/config-hash.js"
import { settingsIn } from "./run/run-settings.js"
import type { Outcome, TaskSettings } from "./run/task.js"
import { defined } from "./options/values.js"
import { version } from "./version.js"
import { didYouMean } from "./words/suggest.js"

/** A value of the configuration as JSON holds it: what goes by names is an object. */
type Plain<T> = T extends ReadonlyMap<string, infer V> ? { [name: string]: Plain<V> } : T

/** The keys of docs/configuration.md, but for `outputs`: a program decides itself where a report goes. */
export type LibrarySettings = { [K in keyof Omit<Config, "outputs">]?: Plain<Config[K]> }

export interface LibraryOptions extends LibrarySettings {
  /** A configuration file. What is said beside it beats it; no file is looked for. */
  config?: string
  /** Called while columns are read: how many are done, of how many, and what is read now. */
  progress?: Progress
}

/** A run that came to its end. */
export interface Run {
  /** As report.json holds it. `verdict.exit_code` is what the command line would end in. */
  report: Report
  /**
   * The report in the form of a reporter ("html", "json", "table", "markdown", "junit", "github", "prometheus", "csv", "parquet"):
   * a string, or bytes for "parquet". Throws UsageError for an unknown one.
   */
  render: (id: string, options?: Partial<RenderOptions>) => Promise<Rendered>
}

/**
 * Compares two files (or folders, patterns, saved profiles) as `driftcheck compare` does, and writes nothing.
 * Throws UsageError for arguments and settings that cannot be taken, InputError for a file that cannot be read.
 */
export async function compareFiles(reference: string, current: string, options: LibraryOptions = {}): Promise<Run> {
  requireArguments("compareFiles", { reference: [reference, aPath], current: [current, aPath] })
  requireOptions("compareFiles", options)
  const task = (settings: TaskSettings) => compareTwoFiles({ reference, current }, settings)
  return runOf("comparison", ["compare", reference, current], options, task)
}

/** Holds one file against the contract in the settings as `driftcheck check` does, and writes nothing. Throws as compareFiles. */
export async function checkFile(data: string, options: LibraryOptions = {}): Promise<Run> {
  requireArguments("checkFile", { data: [data, aPath] })
  requireOptions("checkFile", options)
  return runOf("check", ["check", data], options, (settings) => checkOneFile(data, settings))
}

function requireOptions(caller: string, options: LibraryOptions): void {
  requireArguments(caller, { options: [options, someOptions] })
  const { config, progress, ...own } = options
  requireArguments(caller, {
    "options.config": [config, optional(aPath)],
    "options.progress": [progress, optional(aFunction)],
  })
  requirePlain(`${caller}: option`, own, [], [])
}

/** Throws UsageError for what a configuration cannot hold, and JSON would leave out or turn into something else. */
function requirePlain(
  name: string,
  value: unknown,
  path: readonly (string | number)[],
  above: readonly unknown[],
): void {
  const refused = (what: string) =>
    new UsageError(`${name} ${spelt(path)} cannot be ${what}`, {
      hint: "it takes what a configuration file can hold: text, numbers, true, false, null, lists and objects",
    })
  if (above.includes(value)) throw refused("an object that holds itself")
  const isOther = typeof value === "bigint" || typeof value === "function" || typeof value === "symbol"
  const isGap = value === undefined && typeof path.at(-1) === "number"
  if (isOther || isGap || (typeof value === "number" && !Number.isFinite(value))) throw refused(shown(value))
  if (typeof value !== "object" || value === null) return
  if (!Array.isArray(value) && !isPlain(value)) throw refused(shown(value))
  const inside = Array.isArray(value)
    ? Array.from(value as unknown[], (each, i) => [i, each] as const)
    : Object.entries(value)
  for (const [key, each] of inside) requirePlain(name, each, [...path, key], [...above, value])
}

async function runOf(
  kind: ReportKind,
  words: readonly string[],
  { config, progress = () => undefined, ...own }: LibraryOptions,
  task: (settings: TaskSettings) => Promise<Outcome>,
): Promise<Run> {
  const started = new Date()
  const registry = await loadRegistry()
  const settings = settingsOf(config, own, registry)
  const options = compareOptions(settings)
  const read = readOptions(settings.values)
  const { comparison, error } = await task({
    options: { ...options, now: started.getTime() },
    read,
    configPath: settings.file,
    registry,
    threads: settings.values.workers ?? null,
    progress,
  })
  if (error !== null) throw error
  const report = toReport(comparison, {
    kind,
    driftcheck_version: version(),
    node_version: process.versions.node,
    argv: ["driftcheck", ...words],
    dataset: settings.values.dataset,
    config_path: settings.file,
    config_found: false,
    config_hash: configHash(options, read),
    fail_on: options.failOn,
    min_rows: options.minRows,
    started,
    ended: new Date(),
  })
  return { report, render: (id, how) => render(report, id, how) }
}

/** A report in the form of a reporter; `options`: 100 characters wide, without colour, unless they say otherwise. */
export async function render(report: Report, id: string, options: Partial<RenderOptions> = {}): Promise<Rendered> {
  requireArguments("render", { report: [report, aReport], options: [options, someOptions] })
  const { width, color, unicode, all, reportPath = null } = options
  requireArguments("render", {
    "options.width": [width, optional(aCount)],
    "options.color": [color, optional(aSwitch)],
    "options.unicode": [unicode, optional(aSwitch)],
    "options.all": [all, optional(aSwitch)],
    "options.reportPath": [reportPath, aTextOrNull],
  })
  const reporter = await loadReporter(id)
  return reporter.render(report, { ...usualRendering, ...defined(options) })
}

const aReport = having(["kind", "verdict", "columns", "setup"], "a report", "compareFiles gives one")

/** A reporter by its id. Throws UsageError for an unknown one. */
export async function loadReporter(id: string): Promise<Reporter> {
  requireArguments("loadReporter", { id: [id, aText] })
  const known = await reporterIds()
  if (known.includes(id)) return loadKnownReporter(id)
  const hint = didYouMean(id, known, `there are ${known.join(", ")}`)
  throw new UsageError(`unknown reporter ${shown(id)}`, { hint })
}

const usualRendering: RenderOptions = { width: 100, color: false, unicode: true, all: false, reportPath: null }

function settingsOf(config: string | undefined, own: LibrarySettings, registry: Registry): Settings {
  const file: LoadedConfig = config === undefined ? noConfig : loadConfig(config, registry)
  return mergeSettings(file, settingsIn(JSON.stringify(own), registry, "the options", "option"))
}
