/**
 * Numbers, shares and times as people read them: − and × as such, commas from 10,000, and never rounded across a threshold.
 * Every function takes a finite number and gives text without markup.
 */

export const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const

/** The power of ten of a number: 0 for 1 to 9.99, −1 for 0.1 to 0.999; 0 for 0. */
const magnitude = (value: number) => (value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value)) + 1e-12))

/** Commas, a real minus sign, and no sign on zero. Figures of the data may be years: they have commas only from 10,000. */
function dress(text: string, digitsBeforeComma = 4): string {
  const isNegative = text.startsWith("-")
  if (!isNegative && text.length <= digitsBeforeComma) return text
  const [whole = "", fraction = ""] = (isNegative ? text.slice(1) : text).split(".")
  const grouped = whole.length > digitsBeforeComma ? whole.replace(/\B(?=(\d{3})+$)/g, ",") : whole
  const sign = isNegative && Number(text) !== 0 ? "−" : ""
  return sign + grouped + (fraction === "" ? "" : `.${fraction}`)
}

/** A figure of the data, to three significant figures unless told; whole numbers and whole parts keep all their digits. */
export function number(value: number, digits = 3): string {
  const size = Math.abs(value)
  if (size !== 0 && (size < 1e-4 || size >= 1e15)) {
    return value
      .toExponential(digits - 1)
      .replace("e+", "e")
      .replaceAll("-", "−")
  }
  if (Number.isInteger(value)) return dress(String(value))
  return dress(value.toFixed(Math.min(20, Math.max(0, digits - 1 - magnitude(value)))))
}

/** The number that a text shows: 1 and 1.00 are the same. */
const shown = (value: number, digits: number) => Number(number(value, digits).replaceAll(",", "").replaceAll("−", "-"))

/** Two figures side by side with as many digits as it takes to tell them apart, up to seven. */
export function pair(a: number, b: number): [string, string] {
  let digits = 3
  while (a !== b && digits < 7 && shown(a, digits) === shown(b, digits)) digits++
  return [number(a, digits), number(b, digits)]
}

/** A number of things: commas from 1,000. */
export const count = (value: number): string => dress(String(Math.round(value)), 3)

/** With a capital at its beginning. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** At most so many significant figures and no zeros at the end: for ticks and limits. */
export function trimmed(value: number, digits = 4): string {
  const short = Number(value.toPrecision(digits))
  const size = Math.abs(short)
  return size !== 0 && (size < 1e-4 || size >= 1e9)
    ? short.toExponential().replace("e+", "e").replaceAll("-", "−")
    : dress(String(short))
}

/** "1 column", "3 columns". */
export const plural = (n: number, one: string, many = `${one}s`): string => `${count(n)} ${n === 1 ? one : many}`

/** The value with at least so many decimals, and as many more as it takes to stay on its own side of the threshold. */
export function beside(value: number, threshold: number, decimals: number): string {
  for (let d = decimals; d <= 20; d++) {
    const text = value.toFixed(d)
    if (Number(text) >= threshold === value >= threshold) return dress(text)
  }
  return String(value)
}

/** A distance or statistic next to its threshold: three decimals, four significant figures from 10 up. */
export function score(value: number, threshold: number): string {
  if (value === 0) return beside(0, threshold, 0)
  const size = Math.abs(value)
  if (size < 1e-4 && threshold >= 1e-4) return "<0.0001"
  if (size < 1e-4 || size >= 1e15) return number(value)
  const places = size < 0.001 ? 1 - magnitude(value) : Math.max(0, 3 - Math.max(0, magnitude(value)))
  return beside(value, threshold, places)
}

/** A p-value: two significant figures, `<0.0001` below that, never 0 or a rounded-up 1. */
export function pValue(value: number, threshold = 0.05): string {
  if (value < 1e-4 && threshold >= 1e-4) return "<0.0001"
  if (value < 1e-4) return number(value, 2)
  if (value >= 1) return "1"
  if (value >= 0.995) return ">0.99"
  return beside(value, threshold, 1 - magnitude(value))
}

/** A share of [0, 1] as per cent with one decimal; what is not quite none or all is never shown as such. */
export function share(value: number): string {
  if (value > 0 && value < 0.0005) return "<0.1%"
  if (value < 1 && value >= 0.9995) return ">99.9%"
  return value === 1 ? "100%" : `${dress((value * 100).toFixed(1))}%`
}

/** A share as per cent with two decimals below 1 %: for values of which each holds few rows. */
export function fineShare(value: number): string {
  if (value <= 0 || value >= 0.01) return share(value)
  return value < 0.00005 ? "<0.01%" : `${(value * 100).toFixed(2)}%`
}

/** A difference of shares in points, signed, with two decimals below 1 point: "+0.13". */
export function finePoints(difference: number): string {
  const text = (difference * 100).toFixed(2)
  if (Math.abs(difference) >= 0.01) return points(difference)
  if (Number(text) === 0) return "0.00"
  return difference > 0 ? `+${text}` : dress(text)
}

/** A difference of shares in points, signed: "+17.1". */
export function points(difference: number): string {
  const text = (difference * 100).toFixed(1)
  if (Number(text) === 0) return "0.0"
  return difference > 0 ? `+${text}` : dress(text)
}

/** How far a figure moved relative to where it was: "+34.4%". Null from zero, across zero, or where it did not move. */
export function relativeChange(from: number, to: number): string | null {
  if (from === 0 || from === to || from < 0 !== to < 0) return null
  const change = (to - from) / Math.abs(from)
  if (Math.abs(change) >= 100) return null
  const text = `${dress((Math.abs(change) * 100).toFixed(Math.abs(change) < 10 ? 1 : 0))}%`
  return (change > 0 ? "+" : "−") + (text === "0.0%" ? "<0.1%" : text)
}

/** How many times past its threshold: "12×", "1.4×", "0.45×"; below 1 never shown as 1. */
export function times(ratio: number | null): string {
  if (ratio === null) return "–"
  if (ratio <= 0) return "0×"
  if (ratio < 0.01) return "<0.01×"
  if (ratio > 9999) return ">9999×"
  return `${ratio < 1 ? beside(ratio, 1, 2) : dress(ratio.toFixed(ratio < 9.95 ? 1 : 0))}×`
}

/** The text of a figure that may be unknown. */
export const known = (value: number | null, text: (value: number) => string): string =>
  value === null ? "–" : text(value)

/** A threshold or limit as it was set; one that was worked out (a noise floor) with four figures. */
export function limit(value: number): string {
  if (Number.isInteger(value)) return count(value)
  const asSet = String(value)
  return asSet.length <= 8 ? asSet.replace("-", "−") : number(value, 4)
}

const two = (n: number) => String(n).padStart(2, "0")
const day = (date: Date) => `${date.getUTCDate()} ${months[date.getUTCMonth()] ?? ""}`

const longDay = (date: Date) => `${day(date)} ${date.getUTCFullYear()}`

/** The instant of an ISO 8601 text or of milliseconds; null where it is none. */
const read = (instant: string | number) => {
  const date = new Date(instant)
  return Number.isNaN(date.getTime()) ? null : date
}

/** "23 Nov 2026, 02:15 UTC"; what is no instant stays as it is. */
export function time(instant: string | number): string {
  const date = read(instant)
  if (!date) return String(instant)
  return `${longDay(date)}, ${two(date.getUTCHours())}:${two(date.getUTCMinutes())} UTC`
}

/** "1–30 Sep 2026"; "28 Sep – 3 Oct 2026"; "23 Nov 2026, 02:15–04:40 UTC" within one day. */
export function timeRange(from: string | number, to: string | number): string {
  const [a, b] = [read(from), read(to)]
  if (!a || !b) return `${from} – ${to}`
  const [left, right] = [longDay(a), longDay(b)]
  if (left === right) {
    const clock = (date: Date) => `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`
    return clock(a) === clock(b) ? left : `${left}, ${clock(a)}–${clock(b)} UTC`
  }
  if (a.getUTCFullYear() !== b.getUTCFullYear()) return `${left} – ${right}`
  return a.getUTCMonth() === b.getUTCMonth() ? `${a.getUTCDate()}–${right}` : `${day(a)} – ${right}`
}

/** "512 B", "3.1 MB": powers of 1,000. */
export function bytes(value: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"]
  let unit = 0
  let rest = value
  while (rest >= 999.5 && unit < units.length - 1) {
    rest /= 1000
    unit++
  }
  return `${unit === 0 || rest >= 9.95 ? count(rest) : rest.toFixed(1)} ${units[unit] ?? ""}`
}

/** "850 ms", "1.9 s", "2 min 5 s", "3 h 20 min", "12 d 5 h". */
export function duration(ms: number): string {
  if (ms < 999.5) return `${count(ms)} ms`
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`
  const seconds = Math.round(ms / 1000)
  if (seconds < 3600) return `${count(Math.floor(seconds / 60))} min ${seconds % 60} s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 2880) return `${count(Math.floor(minutes / 60))} h ${minutes % 60} min`
  const hours = Math.round(minutes / 60)
  return `${count(Math.floor(hours / 24))} d ${hours % 24} h`
}

/** "Weighted, the share is 0.63." where columns have weights of their own. */
export function weightedSentence(drift: {
  weighted_drift_share: number | null
  drift_share_threshold: number
}): string[] {
  const { weighted_drift_share: weighted, drift_share_threshold: threshold } = drift
  return weighted === null ? [] : [`By the columns' weights the share is ${beside(weighted, threshold, 2)}.`]
}
