import { existsSync, readFileSync } from "node:fs"
import { dirname, join, relative, resolve } from "node:path"
import { agree, namesOf, nothingSaid } from "../columns/agree.js"
import { inferColumnType } from "../columns/column-types.js"
import { allowedShare, roomyBounds } from "../config/bounds.js"
import { findConfig } from "../config/find.js"
import { loadConfig } from "../config/load.js"
import { proposal, updated, type SeenColumn, type SeenTable } from "../config/propose.js"
import { openDataset } from "../datasets/open-dataset.js"
import { Unanswerable, UsageError } from "../errors.js"
import type { ColumnInfo, ColumnSummary, Dataset } from "../model.js"
import { plural } from "../words/format.js"
import { loadRegistry } from "../registry.js"
import type { ReadOptions } from "../sources/source.js"
import type { Given } from "./command.js"
import { readFlags } from "./given.js"
import type { Io } from "./io.js"
import { openOutput } from "./outputs.js"
import { say } from "./say.js"
import { terminalOptions } from "./terminal.js"

/** Parsed arguments of `driftcheck init`. */
interface InitCommand {
  /** A file of data, whose configuration may be there already. */
  from?: string
  output?: string
  /** Bring the file up to date instead of showing what would change. */
  write?: boolean
  /** Narrow what the file allows to what the data holds as well. */
  narrow?: boolean
  /** Add alert rules to begin with. */
  alerts?: boolean
  color?: boolean
  read: ReadOptions
}

const fileName = "driftcheck.yaml"

/** Writes a configuration for tables like this one, or shows how the one that is there would change; gives 0. */
export async function initCommand(path: string | undefined, given: Given, io: Io): Promise<number> {
  const command: InitCommand = { ...given.flags, read: readFlags(given) }
  const data = command.from ?? path
  if (path !== undefined && command.from !== undefined)
    throw new UsageError("init takes the data as an argument or with --from, not both")
  const target = command.output ?? existingConfig(io) ?? fileName
  const exists = existsSync(target)
  if (exists && command.alerts === true) return addAlerts(target, io)
  if (exists && command.from === undefined)
    throw new UsageError(`${target} is there already, and is left as it is`, {
      hint: `\`driftcheck init --from ${data ?? "ref.parquet"}\` shows what it would change in it; -o names another file`,
    })
  const table = data === undefined ? null : await look(data, command.read)
  if (exists && table !== null) return showChanges(target, table, command, io)
  const done = writeNew(target, table, io)
  return command.alerts === true ? addAlerts(target, io) : done
}

/** Puts the preset's rules at the end of a configuration without any. */
async function addAlerts(target: string, io: Io): Promise<number> {
  const registry = await loadRegistry()
  const { config } = loadConfig(target, registry)
  if (config.alerts !== undefined)
    throw new UsageError(`${target} has alerts already, and is left as it is`, {
      hint: "edit them there: docs/alerts.md",
    })
  const [{ alertRulesText }, { knownFigures }] = await Promise.all([
    import("../config/alert-rules-text.js"),
    import("../alerts/known-figures.js"),
  ])
  const before = readFileSync(target, "utf8").trimEnd()
  const file = openOutput(target)
  try {
    file.write(`${before}\n${alertRulesText(knownFigures(registry, config))}`)
  } finally {
    file.discard()
  }
  say(io, `wrote alert rules into ${target}; read them through, and name where messages go`)
  return 0
}

/** The configuration that a run here would use, as the command line names it. */
function existingConfig(io: Io): string | null {
  const cwd = io.cwd ?? process.cwd()
  const found = findConfig(cwd)
  return found === null ? null : relative(process.cwd(), found)
}

function writeNew(target: string, table: SeenTable | null, io: Io): number {
  const schema = schemaPath(dirname(resolve(target)))
  const text = table === null ? emptyProposal(schema) : proposal(table, schema)
  const file = openOutput(target)
  try {
    file.write(text)
  } finally {
    file.discard()
  }
  const about = table === null ? "" : `: ${plural(table.columns.length, "column")} of ${table.label}`
  say(io, `wrote ${target}${about}; read it through before you rely on it`)
  return 0
}

async function showChanges(target: string, table: SeenTable, command: InitCommand, io: Io): Promise<number> {
  loadConfig(target, await loadRegistry()) // A file with mistakes is told of them first.
  const { before, after } = updated(readFileSync(target, "utf8").replace(/^\ufeff/, ""), table, command.narrow)
  if (before === after) {
    say(io, `${target} is up to date with ${table.label}`)
    return 0
  }
  if (command.write === true) {
    const file = openOutput(target)
    try {
      file.write(after)
    } finally {
      file.discard()
    }
    say(io, `brought ${target} up to date with ${table.label}`)
    return 0
  }
  const { createTwoFilesPatch } = await import("diff")
  const patch = createTwoFilesPatch(target, target, before, after, "now", `with ${table.label}`).replace(
    /^Index: .*\n=+\n/,
    "",
  )
  io.stdout.write(terminalOptions(io, command).color ? coloured(patch) : patch)
  say(io, `nothing was written; --write brings ${target} up to date`)
  return 0
}

/** Removed lines red, added ones green. */
function coloured(patch: string): string {
  return patch.replace(/^([+-])(.*)$/gm, (line, sign: string) => `\x1b[${sign === "+" ? 32 : 31}m${line}\x1b[0m`)
}

/** Where an editor finds the JSON Schema, from the file's folder: in the nearest node_modules that holds driftcheck. */
function schemaPath(folder: string): string {
  const inside = "node_modules/driftcheck/schema/config.json"
  for (let place = folder, up = "./"; ; place = dirname(place), up = up === "./" ? "../" : `${up}../`) {
    if (existsSync(join(place, inside))) return `${up}${inside}`
    if (dirname(place) === place) return `./${inside}`
  }
}

const emptyProposal = (schema: string) => `# yaml-language-server: $schema=${schema}

# Settings of driftcheck; yours to edit. \`driftcheck init ref.parquet\` fills in what a file holds.
# Every key: docs/configuration.md of driftcheck, or \`driftcheck schema config\`.

# The data set drifts from this share of drifted columns on.
drift_share: 0.3

# What ends in exit code 1: drift, checks, warnings, schema, prediction, target, critical …
fail_on: [drift, checks]

# target: label
# prediction: score
# timestamp: created_at
# id: [request_id]

columns:
  # amount: { critical: true, weight: 3, min: 0 }
  # "*_name": { private: true }

checks:
  # missing-values: { warn: 0.1, fail: 0.3 }
  # row-count: off
`

const mostValues = 30
/** Whole numbers beyond this are not told apart. */
const exactUpTo = Number.MAX_SAFE_INTEGER

async function look(path: string, read: ReadOptions): Promise<SeenTable> {
  const dataset = await openDataset(path, read)
  try {
    const { datasets } = await agree([dataset], namesOf(dataset), nothingSaid)
    return await seenIn(datasets[0])
  } finally {
    dataset.close()
  }
}

/** What a configuration is made of. */
export async function seenIn(dataset: Dataset): Promise<SeenTable> {
  const columns: SeenColumn[] = []
  dataset.planColumns?.(dataset.columns.map(({ name }) => name))
  for (const column of dataset.columns) columns.push(await lookAt(column, dataset))
  return { label: dataset.label, rows: dataset.rows, columns }
}

async function lookAt(column: ColumnInfo, dataset: Dataset): Promise<SeenColumn> {
  try {
    const summary = await dataset.summary(column.name)
    const { kind, integer, name } = column
    const dictionary = column.storageType.startsWith("dictionary<")
    const sides = [summary]
    const { type, reason } = inferColumnType({
      name,
      kind,
      integer,
      dictionary,
      sides,
      distinct: summary.distinct ?? 0,
    })
    const counts = type === "categorical" && kind === "string" ? await categories(column, summary, dataset) : null
    // In code point order, so that a file does not change with the order of rows.
    const values = counts && Array.from(counts.keys()).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
    const once = counts === null ? 0 : Array.from(counts.values()).filter((count) => count === 1).length
    const bounds = type === "numeric" ? [summary.min, summary.max] : []
    const exact = bounds.length > 0 && bounds.every((bound) => typeof bound === "number" && Math.abs(bound) < exactUpTo)
    const seen = exact ? { min: bounds[0] as number, max: bounds[1] as number } : null
    const { min, max } = seen === null ? { min: null, max: null } : roomyBounds(seen)
    // As many rows of categories that were not seen are to be expected as there are categories seen once (Good, 1953).
    const allowed = allowedShare(summary.rows - summary.missing, once)
    const unique = type === "identifier" && summary.missing === 0 && summary.distinct === summary.rows
    return { name, type, reason, min, max, seen, values, allowed, unique }
  } finally {
    dataset.release(column.name)
  }
}

/** Rows per category; null where they are many, or hashed. */
async function categories(
  { name }: ColumnInfo,
  { distinct }: ColumnSummary,
  dataset: Dataset,
): Promise<ReadonlyMap<string, number> | null> {
  if (distinct === null || distinct === 0 || distinct > mostValues) return null
  if (dataset.categorySalt !== null) return null
  try {
    return await dataset.counts(name)
  } catch (error) {
    if (error instanceof Unanswerable) return null // A profile that keeps no values of this column.
    throw error
  }
}
