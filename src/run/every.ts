/** Old nights at once: current is cut by its times, and each part is compared and kept as a run of its date. */
import { agree } from "../columns/agree.js"
import { timeZoneOf } from "../columns/time-zone.js"
import { compareDatasets } from "../compare/compare.js"
import { readOptions } from "../config/options.js"
import { openDataset, withEqualHashing } from "../datasets/open-dataset.js"
import { InputError, UsageError } from "../errors.js"
import { partsByTime, type Part, type PartUnit } from "../evidence/parts-by-time.js"
import type { Dataset, Report } from "../model.js"
import type { CompareOptions } from "../options/options.js"
import { saidOf } from "../options/said.js"
import { loadRegistry } from "../registry.js"
import { verdictTitle } from "../report/copy.js"
import { refuseTwoStdins } from "../sources/stdin.js"
import { plural } from "../words/format.js"
import type { Given } from "./command.js"
import { labelled } from "./compare-files.js"
import { extensionOf } from "./extension.js"
import { outputsOf } from "./given.js"
import type { Io } from "./io.js"
import { runSettings, type RunSettings } from "./run-settings.js"
import { say } from "./say.js"
import { runTask, withFileFacts } from "./task.js"

interface Paths {
  reference: string
  current: string
}

/**
 * Compares each hour, day or week of current with the reference and keeps it as a run of its date, the earliest first; a line for each on
 * stdout. Gives the exit code of the newest. Throws UsageError where no folder is named, or the rows have no time.
 */
export async function compareEvery(unit: PartUnit, paths: Paths, given: Given, io: Io): Promise<number> {
  const settings = runSettings(given, io.cwd ?? process.cwd(), await loadRegistry())
  refuseOthers(settings, given)
  refuseTwoStdins(paths.reference, paths.current)
  const opened: Dataset[] = []
  try {
    const { sides, options } = await open(paths, settings, io, opened)
    const { parts, withoutTime } = await cut(sides, unit, options)
    if (withoutTime > 0)
      say(
        io,
        `${plural(withoutTime, "row")} of ${paths.current} without a time ${withoutTime === 1 ? "is" : "are"} in no run`,
      )
    const silent = settings.settings.values.outputs?.quiet === true
    let code = 2
    for (const part of parts) code = await runOne(part, { paths, sides, options, opened, given, io, silent })
    return code
  } finally {
    for (const dataset of opened) dataset.close()
  }
}

function refuseOthers({ settings: { values } }: RunSettings, given: Given): void {
  if (typeof values.outputs?.folder !== "string")
    throw new UsageError("--every needs --output, the folder that keeps the runs", { hint: "for example -o reports" })
  if (given.flags.runDate !== undefined) throw new UsageError("--every dates each run by its rows, without --run-date")
  const first = Array.from(outputsOf(values, given.flags).files.keys()).at(0)
  if (first !== undefined)
    throw new UsageError(`--every makes many runs, and --${first} names one file`, {
      hint: "each run's report.html and report.json are in its folder, the newest ones in latest/",
    })
}

/** Both sides, labelled and hashed alike. `opened` is given what must be closed in the end. */
async function open(paths: Paths, { settings, options }: RunSettings, io: Io, opened: Dataset[]) {
  const read = readOptions(settings.values)
  const extend = await extensionOf(options, read.current, io)
  for (const side of ["reference", "current"] as const)
    opened.push(await openDataset(paths[side], read[side], null, extend))
  const { sides, options: known } = await labelled({ reference: opened[0], current: opened[1] }, options, read)
  const [reference, current] = withEqualHashing(sides.reference, sides.current)
  return { sides: { reference, current }, options: known }
}

type Sides = { reference: Dataset; current: Dataset }

/** Current's rows by the column that was named as its time, or by the only one. */
async function cut({ current }: Sides, unit: PartUnit, options: CompareOptions) {
  if (current.only === undefined) throw new UsageError("--every needs a current with rows: a profile gives none")
  const names = current.columns.map(({ name }) => name)
  const { datasets } = await agree([current], names, saidOf(options))
  const times = datasets[0].columns.filter(({ kind }) => kind === "datetime")
  const named = times.filter(({ name }) => options.roles.get(name) === "timestamp")
  const columns = named.length > 0 ? named : times
  if (columns.length !== 1)
    throw new UsageError("--every needs the time of current's rows", {
      hint: `name it: --timestamp ${columns.at(0)?.name ?? "<column>"}${times.length > 1 ? ` (columns of times: ${times.map(({ name }) => name).join(", ")})` : ""}`,
    })
  const zone = timeZoneOf(columns[0].storageType)
  return partsByTime(datasets[0], columns[0].name, unit, options.timezone ?? options.periods.timezone ?? zone)
}

interface Work {
  paths: Paths
  sides: Sides
  options: CompareOptions
  opened: readonly Dataset[]
  given: Given
  io: Io
  /** Whether no line is said of each run. */
  silent: boolean
}

/** Compares one part and keeps it; gives its exit code. A part that cannot be compared has word of it in its folder. */
async function runOne(
  { start, end, rows }: Part,
  { paths, sides, options: known, opened, given, io, silent }: Work,
): Promise<number> {
  const quiet = { path: ["outputs", "quiet"], value: true, flag: "--every" }
  const alone = { path: ["github"], value: false, flag: "--every" }
  const day = start.replace(/T00:00:00.000Z$/, "").replace(/:00.000Z$/, "Z")
  const flags = { ...given.flags, every: undefined, runDate: start }
  try {
    return await runTask(
      {
        kind: "comparison",
        paths,
        periodEnd: Math.min(end, io.now().getTime()),
        async run({ options, registry, progress }) {
          const part = sides.current.only?.(rows) ?? sides.current
          const settled = { ...options, roles: known.roles }
          const found = await compareDatasets(sides.reference, part, settled, registry, { progress })
          const facts = await withFileFacts(found, { reference: opened[0], current: opened[1] })
          return {
            comparison: { ...facts, current: { ...facts.current, label: `${facts.current.label}, ${day}` } },
            error: null,
          }
        },
        published: (report, path) => {
          if (!silent) io.stdout.write(`${day}  ${lineOf(report)}  ${path}\n`)
        },
      },
      { settings: [...given.settings, quiet, alone], flags },
      { ...io, began: undefined }, // The parts before this one are no time of its own.
    )
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    say(io, `${day}: ${error.message}`)
    return 2
  }
}

/** "Drift detected, 2 new: 3 of 16 tested columns". */
function lineOf(report: Report): string {
  const { drift, verdict } = report
  if (verdict.status === "no_verdict") return `${verdictTitle(report)}: ${verdict.reasons[0] ?? ""}`
  return `${verdictTitle(report)}: ${drift.drifted_columns} of ${plural(drift.tested_columns, "tested column")}`
}
