import { agree, type Said } from "../columns/agree.js"
import { InputError } from "../errors.js"
import type { Dataset, JoinedLabels, LabelColumns, LabelDelay, RowValues } from "../model.js"
import { latestLabels, type LatestLabels } from "../stats/latest-labels.js"
import { quantiles } from "../stats/quantile.js"
import { sortAscending } from "../stats/sort-ascending.js"
import { columnInMemory } from "./column-in-memory.js"
import { LabelledDataset } from "./labelled-dataset.js"
import { matchKeys } from "./match-keys.js"
import { rowNumbers } from "../stats/row-numbers.js"

/** Which columns labels are joined by, and which of them count. Times are milliseconds since 1970 UTC. */
export interface LabelJoin extends LabelColumns {
  /** Labels that came later are left out; null: none are. */
  asOf: number | null
  /** Only predictions of so many milliseconds before `asOf`, or before the newest of them, get a label; null: all do. */
  window: number | null
  /** What messages call the predictions: "current". */
  called: string
  /** What the user says of how columns are read. */
  said: Said
}

/**
 * The predictions with their latest labels as one more column. Memory beside the two id columns: about 50 bytes a prediction and 40
 * a label. Throws InputError where the files cannot be joined: other types, ids that repeat among the predictions, nothing shared.
 */
export async function joinLabels(predictions: Dataset, labels: Dataset, how: LabelJoin): Promise<LabelledDataset> {
  const keyed = { dataset: predictions, called: how.called, columns: how.id }
  const places = await matchKeys(keyed, { dataset: labels, called: "the labels", columns: how.labelId })
  if (places.every((place) => place < 0)) throw nothingShared(predictions, labels, how)

  const made = how.timestamp === null ? null : await timesOf(predictions, how.timestamp, how.said)
  const stamps = how.labelTimestamp === null ? null : await timesOf(labels, how.labelTimestamp, how.said)
  const values = await valuesOf(labels, how.labelTarget)
  const { from, to } = windowOf(made, how)
  const isEligible = (row: number) => made === null || isBetween(made[row], from, to)
  const found = latestLabels(predictions.rows, {
    places,
    hasValue: presenceIn(values),
    stamps,
    until: how.asOf ?? Infinity,
    isEligible,
  })
  const info = { ...infoOf(labels, how.labelTarget), name: how.target }
  const column = columnInMemory(info, spread(values, found.rows), labels.path)
  return new LabelledDataset(predictions, column, joined(found, { made, stamps, from, isEligible, labels, how }))
}

interface Times {
  made: Float64Array | null
  stamps: Float64Array | null
  from: number
  isEligible: (row: number) => boolean
  labels: Dataset
  how: LabelJoin
}

function joined(found: LatestLabels, { made, stamps, from, isEligible, labels, how }: Times): JoinedLabels {
  const { rows, labelled, ...counts } = found
  const all = rowNumbers(rows.length)
  const without = all.filter((row) => rows[row] < 0 && isEligible(row))
  const predictions = labelled + without.length
  const delays = made === null || stamps === null ? new Float64Array(0) : delaysOf(rows, made, stamps)
  return {
    labelled: all.filter((row) => rows[row] >= 0),
    unlabelled: without,
    facts: {
      path: labels.path,
      id: [...how.id],
      target: how.target,
      as_of: how.asOf === null ? null : new Date(how.asOf).toISOString(),
      window_from: Number.isFinite(from) ? new Date(from).toISOString() : null,
      predictions,
      labelled,
      coverage: predictions === 0 ? null : labelled / predictions,
      label_rows: labels.rows,
      ...counts,
      before_prediction: delays.reduce((sum, delay) => sum + Number(delay < 0), 0),
      delay_hours: delayFacts(delays),
    },
  }
}

/** Milliseconds from prediction to label, of the labels in use whose times are known. */
function delaysOf(rows: Int32Array, made: Float64Array, stamps: Float64Array): Float64Array {
  const delays = Float64Array.from(rows, (label, row) => (label < 0 ? NaN : stamps[label] - made[row]))
  return delays.filter((delay) => !Number.isNaN(delay))
}

const hour = 3_600_000

function delayFacts(delays: Float64Array): LabelDelay | null {
  if (delays.length === 0) return null
  const sorted = sortAscending(delays.map((delay) => delay / hour))
  const [min, p25, p50, p75, p95, max] = quantiles(sorted, [0, 0.25, 0.5, 0.75, 0.95, 1])
  return { min, p25, p50, p75, p95, max }
}

/** Predictions later than `from` and up to `to` may have a label. */
function windowOf(made: Float64Array | null, { asOf, window }: LabelJoin): { from: number; to: number } {
  const to = asOf ?? Infinity
  if (window === null || made === null) return { from: -Infinity, to }
  const newest = made.reduce((latest, time) => (time > latest ? time : latest), -Infinity)
  return { from: (asOf ?? newest) - window, to }
}

/** Whether a time lies in the window; one that is not known lies in a window without ends alone. */
function isBetween(time: number, from: number, to: number): boolean {
  return Number.isNaN(time) ? from === -Infinity && to === Infinity : time > from && time <= to
}

async function timesOf(stored: Dataset, column: string, said: Said): Promise<Float64Array> {
  const { datasets } = await agree([stored], [column], said)
  const [dataset] = datasets
  const reader = await dataset.reader(column)
  const times = reader.kind === "numbers" ? reader.read(0, dataset.rows) : new Float64Array(dataset.rows).fill(NaN)
  dataset.release(column)
  return Float64Array.from(times)
}

async function valuesOf(labels: Dataset, column: string): Promise<RowValues> {
  const all = rowNumbers(labels.rows)
  const values = await labels.values(column, all)
  labels.release(column)
  if (values !== null) return values
  throw new InputError(`the label ${JSON.stringify(column)} holds lists or structures`)
}

const presenceIn = (values: RowValues) =>
  values.kind === "numbers"
    ? (row: number) => !Number.isNaN(values.values[row])
    : (row: number) => values.codes[row] >= 0

/** The value of each prediction's label row; missing where it has none. */
function spread(values: RowValues, rows: Int32Array): RowValues {
  if (values.kind === "numbers")
    return { kind: "numbers", values: Float64Array.from(rows, (row) => (row < 0 ? NaN : values.values[row])) }
  return { ...values, codes: rows.map((row) => (row < 0 ? -1 : values.codes[row])) }
}

function infoOf({ columns, path }: Dataset, name: string) {
  const info = columns.find((column) => column.name === name)
  if (info === undefined) throw new Error(`no column ${JSON.stringify(name)} in ${path}`)
  return info
}

function nothingShared(predictions: Dataset, labels: Dataset, { id, labelId, called }: LabelJoin): InputError {
  const names = id.map((name) => JSON.stringify(name)).join(", ")
  const theirs = labelId.map((name) => JSON.stringify(name)).join(", ")
  return new InputError(`no label in ${labels.path} has the id of a prediction in ${called} (${predictions.path})`, {
    hint: `ids are compared as they are written: look at ${names} in ${called} and ${theirs} in the labels`,
  })
}
