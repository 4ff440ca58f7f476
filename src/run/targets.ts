import { join, resolve } from "node:path"
import { defaultFormat, formats } from "../options/settings/outputs.js"
import { UsageError } from "../errors.js"
import { identityOf, statOf } from "../files/stat.js"
import type { Rendered, RenderOptions, Report } from "../model.js"
import { loadReporter } from "../registry.js"
import type { Io } from "./io.js"
import { makeFolder, openOutput, refuseOverInput, untouchable, type OutputFile } from "./outputs.js"
import { terminalOptions } from "./terminal.js"

/** Where a report goes and how it looks. */
export interface OutputFlags {
  /** By the reporter's id: a file, or "-" for stdout. */
  files: ReadonlyMap<string, string>
  /** Default: table. */
  format?: string
  quiet?: boolean
  all?: boolean
  color?: boolean
  details?: string
}

/** Files that were found writable, and what stdout will carry. */
export interface Targets {
  files: { reporter: string; file: OutputFile }[]
  stdout: string
  /** Where the run's own folder is, once it is in place. */
  folder?: string
}

/** Opens every output, or none and throws UsageError. `folder`: gets report.html and report.json. */
export function openTargets(flags: OutputFlags, folder: string | false, inputs: readonly string[] = []): Targets {
  const named = Array.from(flags.files)
  const stdout = stdoutFormat(flags, named)
  const paths = named.filter(([, path]) => path !== "-")
  if (folder !== false) {
    makeFolder(folder)
    paths.push(["html", join(folder, "report.html")], ["json", join(folder, "report.json")])
  }
  refuseClashes(
    paths.map(([, path]) => path),
    inputs,
  )
  const files: Targets["files"] = []
  try {
    for (const [reporter, path] of paths) files.push({ reporter, file: openOutput(path) })
  } catch (error) {
    discard({ files, stdout })
    throw error
  }
  return { files, stdout }
}

/** Throws UsageError where two outputs would go to one file, or an output would overwrite what is to be read. */
function refuseClashes(outputs: readonly string[], inputs: readonly string[]): void {
  const read = untouchable(inputs)
  const taken = new Set<string>()
  for (const path of outputs) {
    refuseOverInput(path, read)
    const place = resolve(path)
    const file = isOrdinary(place) ? (identityOf(place) ?? place) : null
    if (file !== null && taken.has(file)) throw new UsageError(`two outputs go to the same file, ${path}`)
    if (file !== null) taken.add(file)
  }
}

/** Devices such as /dev/null take any number of outputs. */
function isOrdinary(path: string): boolean {
  return statOf(path)?.isFile() !== false
}

/** Leaves every file as it was that was not written yet. */
export function discard({ files }: Targets): void {
  for (const { file } of files) file.discard()
}

/** The path of the first file of this kind, to be named elsewhere. */
export function pathOf({ files, folder }: Targets, reporter: "html" | "json"): string | null {
  const named = files.find((target) => target.reporter === reporter)?.file.path
  return named ?? (folder === undefined ? null : join(folder, `report.${reporter}`))
}

export async function writeFiles(targets: Targets, report: Report, options: RenderOptions): Promise<void> {
  for (const { reporter, file } of targets.files)
    file.write(await rendered(reporter, report, { ...options, compact: true }))
}

/** What stdout carries, as text. */
export async function stdoutText({ stdout }: Targets, report: Report, options: RenderOptions): Promise<string> {
  return stdout === "none" ? "" : renderedText(stdout, report, options)
}

async function rendered(reporter: string, report: Report, options: RenderOptions): Promise<Rendered> {
  const unit = await loadReporter(reporter)
  return unit.render(report, options)
}

/** The output of a reporter that writes text. */
export async function renderedText(reporter: string, report: Report, options: RenderOptions): Promise<string> {
  const output = await rendered(reporter, report, options)
  if (typeof output !== "string") throw new Error(`the reporter ${reporter} gives bytes where text is needed`)
  return output
}

export function renderOptions(targets: Targets, flags: OutputFlags, io: Io): RenderOptions {
  return {
    ...terminalOptions(io, flags),
    allDetails: flags.details === "all",
    reportPath: pathOf(targets, "html"),
  }
}

/** The one output sent to "-", or --format. */
function stdoutFormat(flags: OutputFlags, named: readonly [reporter: string, path: string][]): string {
  const toStdout = named.filter(([, path]) => path === "-")
  if (toStdout.length > 1)
    throw new UsageError(`only one output can go to stdout, not ${toStdout.map(([id]) => `--${id}`).join(" and ")}`)
  const dash = toStdout.at(0)
  if (dash !== undefined && !formats.includes(dash[0]))
    throw new UsageError(`--${dash[0]} cannot go to stdout, because it is no text`, { hint: "name a file" })
  const { format = defaultFormat } = flags
  return dash?.[0] ?? (flags.quiet === true && format === defaultFormat ? "none" : format)
}
