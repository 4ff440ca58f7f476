import type { MetricLimit, MetricResult, MetricUnit } from "../model.js"
import { cutEnd } from "./escape.js"
import { count, duration, number, share, trimmed } from "./format.js"

/** Digits that shares and other figures have beside their limit or interval. */
const mostDigits = 7

/** A figure of this unit: "4.2%", "312 ms", "$0.0123", "0.913". */
export function metricValue(value: number, unit: MetricUnit, digits = 3): string {
  if (unit === "share") return digits > 3 && value > 0 && value < 1 ? `${trimmed(value * 100, digits)}%` : share(value)
  if (unit === "count") return Number.isInteger(value) ? count(value) : trimmed(value, Math.max(digits, 3))
  if (unit === "ms") return value >= 10_000 ? duration(value) : `${number(value, digits)} ms`
  if (unit === "USD") return `${value < 0 ? "−" : ""}$${number(Math.abs(value), digits)}`
  return unit === "per second" ? `${number(value, digits)}/s` : number(value, digits)
}

/** Several figures of one unit with as many digits as it takes to tell those apart that differ, up to seven. */
export function metricValues(values: readonly number[], unit: MetricUnit): string[] {
  const texts = (digits: number) => values.map((value) => metricValue(value, unit, digits))
  let digits = 3
  while (digits < mostDigits && new Set(texts(digits)).size < new Set(values).size) digits++
  return texts(digits)
}

/** "4.2% (3.8–4.6%)": a figure with its interval; the figure alone where it has none. */
export function withInterval(value: number, low: number | null, high: number | null, unit: MetricUnit): string {
  const { text, interval } = spreadOf(value, low, high, unit)
  return interval === null ? text : `${text} (${interval})`
}

/** A label in words: "region EU, model v2"; "" for all rows. */
export function metricLabels(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name} ${value}`)
    .join(", ")
}

type Judged = Omit<MetricResult, "message">

const only = "only while the target follows from the inputs as it did in the reference."
const estimateHolds = `It holds ${only}`
/** When estimates are right. */
export const estimatesHold = `Estimates hold ${only}`

/**
 * One sentence on a figure: what it is, what it was, what it is held to. `open`: the limit that its interval crosses; `of`: the label that
 * the value is of.
 */
export function metricSentence(result: Judged, open: number | null, of?: string): string {
  const { value, low, high, unit, title } = result
  if (value === null) return `${title}: no figure.`
  const figure = `${title} is ${withInterval(value, low, high, unit)}`
  const whose = of === undefined ? "" : ` for ${JSON.stringify(cutEnd(of, 60))}`
  const holds = result.estimated ? ` ${estimateHolds}` : ""
  const known = closeness(result)
  return `${figure}${known === "" ? "" : `, ${known}`}${whose}${referenceWords(result)}${heldTo(result, value, open)}.${holds}`
}

/** "known to 0.1% of it" for a figure of a sketch; nothing for others. */
export function closeness({ relative_error: error }: Pick<MetricResult, "relative_error">): string {
  return error === undefined ? "" : `known to ${share(error)} of it`
}

function referenceWords({ reference_value: reference, unit }: Judged): string {
  return reference === null ? "" : `, ${metricValue(reference, unit)} in reference`
}

function heldTo(
  { status, warn_limit: warn, fail_limit: fail, beyond, unit, estimated }: Judged,
  value: number,
  open: number | null,
): string {
  const worse = estimated ? ": worse by more than chance" : ": surely worse"
  if (beyond === null) return status === "warn" || status === "fail" ? worse : ""
  const isBeyond = (limit: number) => (beyond === "below" ? value < limit : value > limit)
  const named = fail !== null && (status === "fail" || isBeyond(fail) || warn === null) ? fail : warn
  if (named === null) return ""
  const text = (limit: number) => metricValues([value, limit], unit)[1]
  const doubt =
    open === null
      ? ""
      : `; the interval crosses ${text(open)}, so these rows leave it open${rowsNeeded(unit, value, open)}`
  return `: ${isBeyond(named) ? "" : "not "}${beyond} the limit of ${text(named)}${doubt}`
}

/** How many rows would show it, where nothing at all was found and the share may still be higher: Wilson's upper end is z²/(n + z²). */
function rowsNeeded(unit: MetricUnit, value: number, limit: number): string {
  if (unit !== "share" || value !== 0 || limit <= 0) return ""
  return `: it takes ${count(Math.ceil(1.959964 ** 2 * (1 / limit - 1)))} rows without a case to show less`
}

/** A figure in words, and its interval apart; null where it has none. */
export interface Spread {
  text: string
  interval: string | null
}

export function spreadOf(value: number | null, low: number | null, high: number | null, unit: MetricUnit): Spread {
  if (value === null) return { text: "–", interval: null }
  if (low === null || high === null) return { text: metricValue(value, unit), interval: null }
  const [text, from, to] = metricValues([value, low, high], unit)
  return { text, interval: `${from} to ${to}` }
}

/** How a figure moved: "−1.2 points" and "−2.0 to −0.4" for shares, "+34.0 ms" …; "–" without a reference. */
export function changeOf({ change, change_low: low, change_high: high, unit }: Judged): Spread {
  if (change === null) return { text: "–", interval: null }
  const texts = signedValues(low === null || high === null ? [change] : [change, low, high], unit)
  const points = unit === "share" ? " points" : ""
  return { text: `${texts[0]}${points}`, interval: texts.length === 1 ? null : `${texts[1]} to ${texts[2]}` }
}

/** The same in one text: "+34.0 ms (+30.1 ms to +38.2 ms)". */
export function metricChange(metric: Judged): string {
  const { text, interval } = changeOf(metric)
  return interval === null ? text : `${text} (${interval})`
}

function signedValues(values: readonly number[], unit: MetricUnit): string[] {
  const sizes = values.map((value) => Math.abs(unit === "share" ? value * 100 : value))
  const texts = metricValues(sizes, unit === "share" ? "number" : unit)
  return texts.map((text, i) => (values[i] < 0 ? `−${text}` : values[i] > 0 ? `+${text}` : text))
}

/** A limit in words: "below 0.85", "0.03 below the reference", "more than 10% from the reference"; "never" where there is none. */
export function limitWords(limit: MetricLimit | null): string {
  if (limit === null) return "never"
  const { side, by, from, sure } = limit
  if (sure === true) return "when surely worse than the reference"
  if (from === "zero") return side === "worse" ? `worse than ${trimmed(by)}` : `${side} ${trimmed(by)}`
  const distance = from === "reference_share" ? `${trimmed(by * 100)}%` : trimmed(by)
  if (side === "away") return `more than ${distance} from the reference`
  return `more than ${distance} ${side === "worse" ? "worse than" : side} the reference`
}
