/** Performance chunk by chunk: what is expected without labels, what is known with them, and what the reference's own chunks reach. */
import type { MetricReader } from "../evidence/metric-columns.js"
import type { PredictionPlan } from "../evidence/plan-predictions.js"
import type { PredictionRows } from "../evidence/prediction-rows.js"
import type { Chunk, ChunkedFigure, ChunkedFigures, ChunkUnit, ChunkValue, Metric, SavedChunks } from "../model.js"
import { findRoles } from "../options/find-roles.js"
import { judgeChunks } from "../judge/judge-chunks.js"
import type { CompareOptions } from "../options/options.js"
import { meanOf } from "../stats/chunk-band.js"
import { periodOf } from "../stats/rows-per-period.js"
import { chunkName } from "../words/chunks.js"
import { plural } from "../words/format.js"
import type { Estimator } from "./estimated-figures.js"
import { RealisedFigures } from "./realised-figures.js"

/** Standard deviations of the reference's chunks to their limits, and standard errors of an estimate to the ends of its band. */
const reach = 3
/** Chunks of the reference that limits take. */
const fewestChunks = 2

interface Side {
  reader: MetricReader
  predictions: PredictionRows | null
}

interface Work {
  plan: PredictionPlan | null
  estimator: Estimator | null
  reference: Side | null
  /** What the reference's profile keeps of chunks; null without. */
  saved: SavedChunks | null
  current: Side
  metrics: ReadonlyMap<string, Metric>
  options: CompareOptions
}

/** Null unless chunks are asked for, and where nothing can be estimated; why rows make no chunks, or chunks have no limits, is a note. */
export async function chunksOf(work: Work): Promise<{ chunks: ChunkedFigures | null; notes: string[] }> {
  const { plan, estimator, current, metrics, options } = work
  const by = options.chunk
  if (by === null || plan === null || work.reference === null) return { chunks: null, notes: [] }
  if (estimator === null || current.predictions === null) return { chunks: null, notes: [] }
  const parts = await cut(current, by, options)
  if (parts.length === 0)
    return {
      chunks: null,
      notes: [noChunks(by, "no column is known to hold the time of current's rows. Name it with --timestamp.")],
    }
  const known = work.saved ?? (await referenceChunks(work.reference, plan, metrics, options))
  const arrived = new RealisedFigures(plan, current.predictions, options.minLabels)
  const found = await Promise.all(
    parts.map(async (part) => ({
      part,
      expected: (await estimator.of(part.rows))?.expected ?? {},
      realised: await arrived.of(part.rows),
    })),
  )
  const like = known?.by === by ? known : null
  const figures = Array.from(metrics).flatMap(([id, { meta, estimate }]) => {
    if (estimate === undefined || found.every(({ expected }) => estimate(expected) === undefined)) return []
    const most = meta.unit === "number" ? Infinity : 1
    const limits = limitsOf(like?.figures[id] ?? [], most)
    const error = known?.errors[id]
    const values = found.map(({ part, expected, realised }) =>
      valueOf({ estimated: estimate(expected) ?? null, realised: estimate(realised.figures) ?? null }, limits, {
        half: error === undefined ? null : (reach * error) / Math.sqrt(part.rows.length),
        most,
      }),
    )
    return [{ id, title: meta.title, better: meta.better, ...limits, values }]
  })
  const reference_chunks = like?.chunks ?? 0
  const chunks = {
    by,
    reference_chunks,
    chunks: found.map(({ part: { rows, from, to }, realised: { labelled } }): Chunk => ({
      from,
      to,
      rows: rows.length,
      labelled,
    })),
    figures: judgeChunks(figures, { reference: reference_chunks, reach }),
  }
  return { chunks, notes: reference_chunks < fewestChunks ? [withoutLimits(by, work)] : [] }
}

/** That there are no chunks although they were asked for, and why. */
export const noChunks = (by: ChunkUnit | number, reason: string) => `No chunks by ${chunkName(by)}: ${reason}`

/** Why chunks have no limits. */
function withoutLimits(by: ChunkUnit | number, { reference, saved, options }: Work): string {
  const chunks = `Chunks by ${chunkName(by)} have no limits`
  const needed = `the reference has fewer than two of them with ${plural(options.minLabels, "label")}`
  if (saved !== null && saved.by !== by)
    return `${chunks}: the profile keeps ${saved.by === null ? "none" : `those by ${chunkName(saved.by)}`}. Make it with --chunk ${by}.`
  const timed = typeof by === "number" || saved !== null || reference === null || hasTimes(reference, options)
  return timed
    ? `${chunks}: ${needed}.`
    : `${chunks}: no column is known to hold the time of the reference's rows. Name it with --timestamp.`
}

const hasTimes = ({ reader }: Side, { roles }: CompareOptions) => timeColumn(reader, roles) !== undefined

/** What the reference's chunks reached by their labels, and the errors of its figures; null without predictions. */
export async function referenceChunks(
  side: Side,
  plan: PredictionPlan,
  metrics: ReadonlyMap<string, Metric>,
  options: CompareOptions,
): Promise<SavedChunks | null> {
  if (side.predictions === null) return null
  const known = new RealisedFigures(plan, side.predictions, options.minLabels)
  const parts = options.chunk === null ? [] : await cut(side, options.chunk, options)
  const own = await Promise.all(parts.map(({ rows }) => known.of(rows)))
  const errors = await known.errors()
  const byId = <T>(of: (estimate: NonNullable<Metric["estimate"]>) => T | null) =>
    Object.fromEntries(
      Array.from(metrics).flatMap(([id, { estimate }]) => {
        const value = estimate === undefined ? null : of(estimate)
        return value === null ? [] : [[id, value] as const]
      }),
    )
  return {
    by: options.chunk,
    chunks: own.filter(({ labelled }) => labelled >= options.minLabels).length,
    figures: byId((estimate) => {
      const values = own.flatMap(({ figures }) => estimate(figures) ?? [])
      return values.length === 0 ? null : values
    }),
    errors: byId((estimate) => estimate(errors) ?? null),
  }
}

// ---------------------------------------------------------------- limits

type Limits = Pick<ChunkedFigure, "low_limit" | "high_limit">

/** Mean of the reference's chunks, 3 standard deviations (of all of them, divided by their number) on either side. */
function limitsOf(values: readonly number[], most: number): Limits {
  if (values.length < fewestChunks) return { low_limit: null, high_limit: null }
  const middle = meanOf(Float64Array.from(values))
  const spread = Math.sqrt(meanOf(Float64Array.from(values, (value) => (value - middle) ** 2)))
  const [low, high] = [middle - reach * spread, middle + reach * spread]
  return { low_limit: low < 0 ? null : low, high_limit: high > most ? null : high }
}

function valueOf(
  { estimated, realised }: Pick<ChunkValue, "estimated" | "realised">,
  { low_limit: low, high_limit: high }: Limits,
  { half, most }: { half: number | null; most: number },
): ChunkValue {
  const isOutside = (value: number | null) =>
    value !== null && ((low !== null && value < low) || (high !== null && value > high))
  return {
    estimated,
    low: estimated === null || half === null ? null : Math.max(0, estimated - half),
    high: estimated === null || half === null ? null : Math.min(most, estimated + half),
    realised,
    alert: isOutside(estimated),
    realised_alert: isOutside(realised),
  }
}

// ---------------------------------------------------------------- rows

interface Part {
  rows: Int32Array
  /** Times of the first and last row; null without. */
  from: string | null
  to: string | null
}

/** A side's rows in chunks: in the order of time where it has times, else in that of the file. Rows without a time are left out. */
async function cut({ reader }: Side, by: ChunkUnit | number, { roles }: CompareOptions): Promise<Part[]> {
  const times = await timesOf(reader, roles)
  if (times === null) return typeof by === "number" ? evenly(reader.allRows, by).map((rows) => part(rows, null)) : []
  const rows = reader.allRows.filter((row) => !Number.isNaN(times[row])).sort((a, b) => times[a] - times[b] || a - b)
  const groups = typeof by === "number" ? evenly(rows, by) : byUnit(rows, times, by)
  return groups.map((each) => part(each, times))
}

const timeColumn = ({ columns }: MetricReader, roles: CompareOptions["roles"]) =>
  findRoles(columns, roles).find(({ role }) => role === "timestamp")?.column

async function timesOf(reader: MetricReader, roles: CompareOptions["roles"]): Promise<Float64Array | null> {
  const column = timeColumn(reader, roles)
  if (column === undefined || !reader.has(column)) return null
  const values = await reader.rowsOf(column)
  return values.kind === "numbers" ? values.values : null
}

function part(rows: Int32Array, times: Float64Array | null): Part {
  const timeOf = (row: number) => (times === null ? null : new Date(times[row]).toISOString())
  return { rows, from: timeOf(rows[0]), to: timeOf(rows[rows.length - 1]) }
}

const evenly = (rows: Int32Array, size: number): Int32Array[] =>
  Array.from({ length: Math.ceil(rows.length / size) }, (_, i) => rows.slice(i * size, (i + 1) * size))

function byUnit(rows: Int32Array, times: Float64Array, unit: ChunkUnit): Int32Array[] {
  const groups = new Map<number, number[]>()
  for (const row of rows) {
    const start = periodOf(times[row], { unit, every: 1 })
    const group = groups.get(start)
    if (group === undefined) groups.set(start, [row])
    else group.push(row)
  }
  return Array.from(groups.values(), (group) => Int32Array.from(group))
}
