/** What the command line does, for programs: two files in, the report out, rendered in any form. */
import type { Progress } from "./compare/measure-all.js"
import { toReport } from "./compare/to-report.js"
import { loadConfig, noConfig, type LoadedConfig } from "./config/load.js"
import { compareOptions, readOptions } from "./config/options.js"
import { mergeSettings, type Settings } from "./config/settings.js"
import type { Rendered, RenderOptions, Report, ReportKind } from "./model.js"
import type { Config } from "./options/all-settings.js"
import { loadRegistry, loadReporter, type Registry } from "./registry.js"
import { checkFile as checkOneFile } from "./run/check-file.js"
import { compareFiles as compareTwoFiles } from "./run/compare-files.js"
import { configHash } from "./run/config-hash.js"
import { settingsIn } from "./run/run-settings.js"
import type { Outcome, TaskSettings } from "./run/task.js"
import { version } from "./version.js"

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
   * a string, or bytes for "parquet". Throws an Error for an unknown one.
   */
  render: (id: string, options?: Partial<RenderOptions>) => Promise<Rendered>
}

/**
 * Compares two files (or folders, patterns, saved profiles) as `driftcheck compare` does, and writes nothing.
 * Throws UsageError for settings that cannot be taken, InputError for a file that cannot be read.
 */
export function compareFiles(reference: string, current: string, options: LibraryOptions = {}): Promise<Run> {
  const task = (settings: TaskSettings) => compareTwoFiles({ reference, current }, settings)
  return runOf("comparison", ["compare", reference, current], options, task)
}

/** Holds one file against the contract in the settings as `driftcheck check` does, and writes nothing. Throws as compareFiles. */
export function checkFile(data: string, options: LibraryOptions = {}): Promise<Run> {
  return runOf("check", ["check", data], options, (settings) => checkOneFile(data, settings))
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
  const reporter = await loadReporter(id)
  return reporter.render(report, { ...usualRendering, ...options })
}

const usualRendering: RenderOptions = { width: 100, color: false, unicode: true, all: false, reportPath: null }

function settingsOf(config: string | undefined, own: LibrarySettings, registry: Registry): Settings {
  const file: LoadedConfig = config === undefined ? noConfig : loadConfig(config, registry)
  return mergeSettings(file, settingsIn(JSON.stringify(own), registry, "the options", "option"))
}
