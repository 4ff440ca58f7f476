import * as v from "valibot"
import { kindIds } from "../kinds/kinds.js"
import {
  actions,
  layerStates,
  proxyStates,
  pyramid,
  type HistoryColumn,
  type HistoryRun,
  type PyramidLayer,
} from "../model.js"
import { remember } from "../stats/remember.js"
import { byRunName, runName } from "./run-name.js"

/**
 * A run as one line of history.ndjson, with its line feed. Columns are lists to keep the line short (about 1.5 KB for 30 of
 * them): name, ratio, score, 1 where it drifted and 2 where that was accepted, the place of its method in `measures`, and where it lies beside the reference's days
 * (category, how far, bound) where it was held to them. Figures have five digits.
 */
export function toLine(run: HistoryRun): string {
  const measures = Array.from(new Set(run.columns.map(measureOf)))
  const { reference, current, failed, columns, metrics, ...facts } = run
  return `${JSON.stringify({
    ...facts,
    rows: [reference.rows, current.rows],
    sha256: [reference.sha256, current.sha256],
    failed: failed.map(({ id, column, rule }) => (rule === undefined ? [id, column] : [id, column, rule])),
    measures: measures.map((measure) => JSON.parse(measure) as unknown),
    columns: columns.map((column) => [
      column.name,
      column.ratio === null ? null : short(column.ratio),
      short(column.score),
      column.drifted ? 1 : column.accepted ? 2 : 0,
      measures.indexOf(measureOf(column)),
      ...(column.locations
        ? [column.locations.map(({ value, ...at }) => [value, short(at.moved), short(at.bound)])]
        : []),
    ]),
    metrics: metrics.map(({ id, labels, value, low, high, status, business }) => [
      id,
      labels,
      short(value),
      low === null ? null : short(low),
      high === null ? null : short(high),
      status,
      ...(business === true ? [1] : []),
    ]),
  })}\n`
}

const short = (value: number) => Number(value.toPrecision(5))
const measureOf = ({ method, threshold, kind }: HistoryColumn) => JSON.stringify([method, threshold, kind])

const count = v.pipe(v.number(), v.integer(), v.minValue(0))
const known = v.nullable(v.number())
const text = v.nullable(v.string())

const layerState = v.picklist(layerStates)
const layers = Object.fromEntries(pyramid.map((layer) => [layer, layerState])) as Record<
  PyramidLayer,
  typeof layerState
>

const executed = v.object({
  action: v.picklist(actions),
  status: v.picklist(["begun", "done", "failed"]),
  at: v.pipe(v.string(), v.isoTimestamp()),
  detail: text,
  log: v.string(),
})

const line = v.object({
  run: v.pipe(v.string(), v.regex(runName)),
  // Only lines of older versions lack it.
  kind: v.optional(v.picklist(kindIds), "comparison"),
  created_at: v.pipe(v.string(), v.isoTimestamp()),
  status: v.picklist([
    "no_drift",
    "drift",
    "checks_failed",
    "metrics_failed",
    "no_verdict",
    "promote",
    "reject",
    "undecided",
  ]),
  exit_code: v.picklist([0, 1, 2]),
  reason: text,
  drift_share: known,
  drift_share_threshold: known,
  drifted_columns: count,
  unusual_columns: v.optional(count),
  worse: v.optional(v.string()),
  concept_drift: v.optional(v.picklist([0, 1])),
  error_changes: v.optional(count),
  chunks: v.optional(v.array(v.tuple([v.string(), count, count, v.picklist([0, 1])]))),
  tested_columns: count,
  failed_checks: count,
  // Lines of older versions name none.
  failed: v.optional(v.array(v.union([v.tuple([v.string(), text, v.string()]), v.tuple([v.string(), text])])), []),
  config_hash: text,
  window: v.optional(v.string()),
  day: v.optional(v.pipe(v.string(), v.isoDate())),
  rows: v.tuple([known, known]),
  sha256: v.tuple([text, text]),
  measures: v.array(v.tuple([v.string(), v.number(), v.picklist(["test", "distance"])])),
  columns: v.array(
    v.tuple([
      v.string(),
      known,
      v.number(),
      v.picklist([0, 1, 2]),
      count,
      v.optional(v.array(v.tuple([text, v.number(), v.number()]))),
    ]),
  ),
  // Lines from before there were metrics have none.
  metrics: v.optional(
    v.array(
      v.tuple([
        v.string(),
        v.record(v.string(), v.string()),
        v.number(),
        known,
        known,
        v.picklist(["pass", "warn", "fail", "no_limit", "not_applicable", "error"]),
        v.optional(v.literal(1)),
      ]),
    ),
    [],
  ),
  proxies: v.optional(v.picklist(proxyStates)),
  layers: v.optional(v.fallback(v.partial(v.object(layers)), {})),
  decision: v.optional(v.object({ action: v.picklist(actions), executed: v.array(executed) })),
})

/** The run that a line of history.ndjson holds; null where the line is damaged. Fields it does not know are passed over. */
export function fromLine(written: string): HistoryRun | null {
  const read = v.safeParse(line, parsed(written))
  if (!read.success) return null
  const { rows, sha256, failed, measures, columns, metrics, ...facts } = read.output
  const named: HistoryColumn[] = []
  for (const [name, ratio, score, drifted, measure, places] of columns) {
    const [method, threshold, kind] = measures.at(measure) ?? []
    if (method === undefined || threshold === undefined || kind === undefined) return null
    const locations = places?.map(([value, moved, bound]) => ({ value, moved, bound }))
    named.push({
      name,
      ratio,
      score,
      drifted: drifted === 1,
      accepted: drifted === 2,
      method,
      threshold,
      kind,
      ...(locations && { locations }),
    })
  }
  return {
    ...facts,
    reference: { rows: rows[0], sha256: sha256[0] },
    current: { rows: rows[1], sha256: sha256[1] },
    failed: failed.map(([id, column, rule]) => ({ id, column, ...(rule === undefined ? {} : { rule }) })),
    columns: named,
    metrics: metrics.map(([id, labels, value, low, high, status, business]) => ({
      ...{ id, labels, value, low, high, status },
      ...(business === 1 && { business: true as const }),
    })),
  }
}

/** The line that was made last, and what it gives back: whoever wrote it reads the history again for its next run. */
let lastKept: { line: string; run: HistoryRun } | null = null

/** The run as its line will give it back: beside the runs before it, equal figures are equal. */
export const asKept = remember((run: HistoryRun): HistoryRun => {
  const line = toLine(run)
  const kept = fromLine(line)
  if (kept !== null) lastKept = { line, run: kept }
  return kept ?? run
})

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/**
 * The runs of a history file, the earliest first. A warning names damaged lines: those at the end, which are news, or with `all` every one,
 * which would be reported each night otherwise.
 */
export function readLines(text: string, path: string, all = false): ReadRuns {
  const lines = new HistoryLines()
  lines.add(text)
  return lines.read(path, all)
}

export interface ReadRuns {
  runs: HistoryRun[]
  /** The same runs in the order in which they were first written down. */
  written: HistoryRun[]
  warnings: string[]
}

/** The lines of a history file, which can be added as they come. */
export class HistoryLines {
  private readonly runs = new Map<string, HistoryRun>()
  /** The same in order; null while that is not known. */
  private ordered: HistoryRun[] | null = []
  private readonly damaged: number[] = []
  /** How many of the damaged lines have a sound one after them. */
  private passed = 0
  private lines = 0

  /** Adds lines; `text` begins at the start of one. */
  add(text: string): void {
    const written = text.split("\n")
    if (written.at(-1) === "") written.pop()
    for (const each of written) this.addLine(each)
  }

  /** The runs so far, the earliest first. */
  read(path: string, all: boolean): ReadRuns {
    const damaged = all ? this.damaged : this.damaged.slice(this.passed)
    const written = Array.from(this.runs.values())
    this.ordered ??= inOrder(written)
    return { runs: this.ordered.slice(), written, warnings: damaged.length === 0 ? [] : [warning(damaged, path)] }
  }

  private addLine(written: string): void {
    this.lines++
    if (written.trim() === "") return
    const run = lastKept?.line === `${written}\n` ? lastKept.run : fromLine(written)
    if (run === null) {
      this.damaged.push(this.lines)
      return
    }
    const before = this.runs.get(run.run)
    this.runs.set(run.run, withEarlierDecision(run, before))
    const last = this.ordered?.at(-1)
    if (before === undefined && (last === undefined || compareRuns(last, run) <= 0)) this.ordered?.push(run)
    else this.ordered = null
    this.passed = this.damaged.length
  }
}

/** A run that was made anew keeps what was decided and executed for it: nothing is executed twice for the same run. */
const withEarlierDecision = (run: HistoryRun, before: HistoryRun | undefined): HistoryRun =>
  run.decision === undefined && before?.decision !== undefined ? { ...run, decision: before.decision } : run

function warning(damaged: readonly number[], path: string): string {
  const first = damaged.slice(0, 5).join(", ")
  const which = damaged.length === 1 ? `line ${first} is` : `lines ${first}${damaged.length > 5 ? ", …" : ""} are`
  return `${path}: ${which} damaged and passed over`
}

/** Earliest first; runs of one instant in the order in which they took their folders. */
export function inOrder(runs: Iterable<HistoryRun>): HistoryRun[] {
  return Array.from(runs).sort(compareRuns)
}

const compareRuns = (a: HistoryRun, b: HistoryRun) => createdAt(a) - createdAt(b) || byRunName(a.run, b.run)

/** When a run began: milliseconds since 1970. A history is put in order for every run that it grows by. */
export const createdAt = remember((run: HistoryRun) => Date.parse(run.created_at))

/** The runs of a history in order that began up to a time, milliseconds since 1970. Looked for from the end: as a rule all did. */
export function begunUpTo(runs: readonly HistoryRun[], ms: number): HistoryRun[] {
  return runs.slice(0, runs.findLastIndex((run) => createdAt(run) <= ms) + 1)
}
