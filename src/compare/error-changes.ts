/** Where the level of a side's errors changes in the order of time. */
import { saysWhy } from "../errors.js"
import type { MetricReader } from "../evidence/metric-columns.js"
import type { PredictionPlan } from "../evidence/plan-predictions.js"
import type { PredictionRows } from "../evidence/prediction-rows.js"
import type { Detector, ErrorChange, RowLoss } from "../model.js"
import { findRoles } from "../options/find-roles.js"
import type { CompareOptions } from "../options/options.js"
import { meanOf } from "../stats/chunk-band.js"
import { quantile } from "../stats/quantile.js"
import { sortAscending } from "../stats/sort-ascending.js"
import { adwin } from "../stats/streams/adwin.js"
import type { Change } from "../stats/streams/change.js"
import { pageHinkley } from "../stats/streams/page-hinkley.js"
import { errorChangeSentence } from "../words/shift.js"
import { lossesOf, lossNeed } from "./row-losses.js"

/** Errors beyond this quantile count as much as it: detectors take values from 0 to 1. */
const largest = 0.99

const found: Record<Detector, (values: Float64Array) => Change[]> = {
  adwin: (values) => adwin(values),
  "page-hinkley": (values) => pageHinkley(values),
}

interface Work {
  plan: PredictionPlan
  reader: MetricReader
  predictions: PredictionRows
  options: CompareOptions
}

/** The changes, first to last; null without a column of times, without losses of single rows, or with fewer labels than are needed. */
export async function errorChanges({ plan, reader, predictions, options }: Work): Promise<ErrorChange[] | null> {
  const need = lossNeed(plan)
  const column = findRoles(reader.columns, options.roles).find(({ role }) => role === "timestamp")?.column
  if (need === null || column === undefined || !reader.has(column)) return null
  const times = await reader.rowsOf(column)
  if (times.kind !== "numbers") return null
  const rows = await inTime(predictions, need, times.values)
  if (rows.length < options.minLabels) return null
  const [[loss, losses]] = await lossesOf(plan, predictions, rows)
  return changesIn({ rows, losses, loss, times: times.values }, options.detector)
}

/** The labelled rows that have a time, by it; rows of one time in the order of the file. */
async function inTime(
  predictions: PredictionRows,
  need: NonNullable<ReturnType<typeof lossNeed>>,
  times: Float64Array,
): Promise<Int32Array> {
  try {
    const { kept } = await predictions.evidence(need, null)
    return kept.filter((row) => !Number.isNaN(times[row])).sort((a, b) => times[a] - times[b] || a - b)
  } catch (error) {
    if (saysWhy(error)) return new Int32Array(0)
    throw error
  }
}

/** Rows in the order of time with their losses; `times` by row of the file, milliseconds since 1970 UTC. */
interface Series {
  rows: Int32Array
  losses: Float64Array
  loss: RowLoss
  times: Float64Array
}

export function changesIn({ rows, losses, loss, times }: Series, detector: Detector): ErrorChange[] {
  const scale = loss === "error" ? 1 : quantile(sortAscending(losses.slice()), largest)
  if (!(scale > 0)) return []
  const changes = found[detector](losses.map((value) => Math.min(1, value / scale)))
  const timeOf = (place: number) => new Date(times[rows[place]]).toISOString()
  return changes.map(({ row, from }, i) => {
    const [before, after] = [losses.subarray(changes[i - 1]?.from ?? 0, from), losses.subarray(from, row + 1)]
    const change = {
      detector,
      loss,
      from_row: rows[from],
      found_row: rows[row],
      from: timeOf(from),
      found: timeOf(row),
      before: meanOf(before),
      before_rows: before.length,
      after: meanOf(after),
      after_rows: after.length,
    }
    return { ...change, message: errorChangeSentence(change) }
  })
}
