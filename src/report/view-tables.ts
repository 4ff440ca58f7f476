import type { ColumnResult, ColumnSummary, TimeSummary } from "../model.js"
import { count, duration, number, pair, relativeChange, share, time } from "../words/format.js"

export interface QuantileRow {
  label: string
  reference: string
  current: string
  change: string
}

export interface SideRow {
  label: string
  reference: string
  current: string
}

type Side = ColumnSummary | null

const quantileLabels = [
  ["Min", "0"],
  ["5%", "5"],
  ["25%", "25"],
  ["Median", "50"],
  ["75%", "75"],
  ["95%", "95"],
  ["Max", "100"],
] as const

/** Quantiles, mean and spread of a numeric column, first and last instant of a datetime one. */
export function quantileRows({ type, reference, current }: ColumnResult): QuantileRow[] {
  if (type === "datetime")
    return [
      instantRow("First", "min", reference, current),
      instantRow("Last", "max", reference, current),
      ...timeRows(reference, current),
    ]
  if (type !== "numeric") return []
  return [
    ...quantileLabels.map(([label, at]) => numberRow(label, reference?.quantiles?.[at], current?.quantiles?.[at])),
    numberRow("Mean", reference?.mean, current?.mean),
    numberRow("Std. dev.", reference?.std, current?.std),
  ]
}

function timeRows(reference: Side, current: Side): QuantileRow[] {
  const row = (label: string, read: (time: TimeSummary) => string | null): QuantileRow[] => {
    const text = (side: Side) => (side?.time ? (read(side.time) ?? "–") : "–")
    return reference?.time || current?.time
      ? [{ label, reference: text(reference), current: text(current), change: "–" }]
      : []
  }
  const wait = (ms: number | null) => (ms === null ? null : duration(ms))
  return [
    ...row("Median gap", (time) => wait(time.median_gap_ms)),
    ...row("Largest gap", (time) => wait(time.largest_gap_ms)),
    ...row("Rows per period", (time) => `${number(time.rows_per_period.median)} a ${time.period}`),
    ...row("Empty periods", (time) => `${count(time.empty_periods)} of ${count(time.periods)}`),
  ]
}

function numberRow(label: string, from: number | null | undefined, to: number | null | undefined): QuantileRow {
  if (from == null || to == null) {
    return { label, reference: from == null ? "–" : number(from), current: to == null ? "–" : number(to), change: "–" }
  }
  const [reference, current] = pair(from, to)
  return { label, reference, current, change: from === to ? "0%" : (relativeChange(from, to) ?? "–") }
}

function instantRow(label: string, at: "min" | "max", reference: Side, current: Side): QuantileRow {
  const text = (side: Side) => (side?.[at] == null ? "–" : time(side[at]))
  return { label, reference: text(reference), current: text(current), change: "–" }
}

/** What of a column's rows can be used: missing, odd and outlying ones as shares of all rows. */
export function qualityRows({ reference, current, outside_range }: ColumnResult): SideRow[] {
  const row = (label: string, text: (side: ColumnSummary) => string | null): SideRow[] => {
    const [a, b] = [reference && text(reference), current && text(current)]
    return a === null && b === null ? [] : [{ label, reference: a ?? "–", current: b ?? "–" }]
  }
  const ofRows = (label: string, pick: (side: ColumnSummary) => number | null) =>
    row(label, (side) => {
      const n = pick(side)
      return n === null ? null : side.rows === 0 ? "–" : share(n / side.rows)
    })
  const some = (n: number | null | undefined) => (n ?? 0) > 0
  const eitherHas = (pick: (side: ColumnSummary) => number | null) =>
    (reference && some(pick(reference))) === true || (current && some(pick(current))) === true
  const ifAny = (label: string, pick: (side: ColumnSummary) => number | null) =>
    eitherHas(pick) ? ofRows(label, pick) : []
  return [
    ...row("Rows", ({ rows }) => count(rows)),
    ...ofRows("Missing", ({ missing }) => missing),
    ...row("Different values", ({ distinct }) => (distinct === null ? null : count(distinct))),
    ...ifAny("NaN", ({ nan }) => nan),
    ...ifAny("Infinite", ({ infinite }) => infinite),
    ...ifAny("Zero", ({ zeros }) => zeros),
    ...ifAny("Negative", ({ negative }) => negative),
    ...ifAny("Blank", ({ blank }) => blank),
    ...row("Length", ({ length_min, length_max }) =>
      length_min === null || length_max === null
        ? null
        : length_min === length_max
          ? count(length_min)
          : `${count(length_min)}–${count(length_max)}`,
    ),
    ...outside(outside_range, current),
  ]
}

function outside(range: ColumnResult["outside_range"], current: Side): SideRow[] {
  if (range === null || current === null || current.rows === 0) return []
  return [
    { label: "Outside reference range", reference: "–", current: share((range.below + range.above) / current.rows) },
  ]
}
