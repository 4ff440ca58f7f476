/** Performance chunk by chunk: what is expected without labels, what is known with them, and what the reference's own chunks reach. */
import type { MetricReader } from "../evidence/metric-columns.js"
import type { PredictionPlan } from "../evidence/plan-predictions.js"
import type { PredictionRows } from "../evidence/prediction-rows.js"
import type { Chunk, ChunkedFigure, ChunkedFigures, ChunkUnit, ChunkValue, Metric } from "../model.js"
import { findRoles } from "../options/find-roles.js"
import { judgeChunks } from "../judge/judge-chunks.js"
import type { CompareOptions } from "../options/options.js"
import { meanOf } from "../stats/chunk-band.js"
import { periodOf } from "../stats/rows-per-period.js"
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
  current: Side
  metrics: ReadonlyMap<string, Metric>
  options: CompareOptions
}

/** Null unless chunks are asked for, and where nothing can be estimated. */
export async function chunksOf({
  plan,
  estimator,
  reference,
  current,
  metrics,
  options,
}: Work): Promise<ChunkedFigures | null> {
  const by = options.chunk
  if (by === null || plan === null || estimator === null || reference?.predictions == null) return null
  if (current.predictions === null) return null
  const known = new RealisedFigures(plan, reference.predictions, options.minLabels)
  const own = await Promise.all((await cut(reference, by, options)).map(async ({ rows }) => known.of(rows)))
  const parts = await cut(current, by, options)
  const arrived = new RealisedFigures(plan, current.predictions, options.minLabels)
  const found = await Promise.all(
    parts.map(async (part) => ({
      part,
      expected: (await estimator.of(part.rows))?.expected ?? {},
      realised: await arrived.of(part.rows),
    })),
  )
  const errors = await known.errors()
  const figures = Array.from(metrics).flatMap(([id, { meta, estimate }]) => {
    if (estimate === undefined || found.every(({ expected }) => estimate(expected) === undefined)) return []
    const most = meta.unit === "number" ? Infinity : 1
    const limits = limitsOf(
      own.flatMap(({ figures }) => estimate(figures) ?? []),
      most,
    )
    const error = estimate(errors) ?? null
    const values = found.map(({ part, expected, realised }) =>
      valueOf({ estimated: estimate(expected) ?? null, realised: estimate(realised.figures) ?? null }, limits, {
        half: error === null ? null : (reach * error) / Math.sqrt(part.rows.length),
        most,
      }),
    )
    return [{ id, title: meta.title, better: meta.better, ...limits, values }]
  })
  const reference_chunks = own.filter(({ labelled }) => labelled >= options.minLabels).length
  return {
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

async function timesOf(reader: MetricReader, roles: CompareOptions["roles"]): Promise<Float64Array | null> {
  const column = findRoles(reader.columns, roles).find(({ role }) => role === "timestamp")?.column
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
