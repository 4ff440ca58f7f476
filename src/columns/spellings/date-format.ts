import { dayNumber, monthOf } from "./calendar.js"
import { clockParts } from "./clock-text.js"

/** What each directive of a format stands for, as strptime has it; the group's name says what it gives. */
const directives: Readonly<Record<string, string | undefined>> = {
  Y: "(?<Y>\\d{4})",
  y: "(?<y>\\d{2})",
  m: "(?<m>\\d{1,2})",
  d: "(?<d>\\d{1,2})",
  e: " ?(?<d>\\d{1,2})",
  b: "(?<b>[A-Za-z]{3,9}\\.?)",
  B: "(?<b>[A-Za-z]{3,9}\\.?)",
  a: "[A-Za-z]{2,9}\\.?",
  A: "[A-Za-z]{2,9}\\.?",
  H: "(?<H>\\d{1,2})",
  I: "(?<I>\\d{1,2})",
  M: "(?<M>\\d{2})",
  S: "(?<S>\\d{2})",
  f: "(?<f>\\d{1,9})",
  p: "(?<p>[AaPp])\\.?[Mm]\\.?",
  z: "(?<z>Z|[+-]\\d{2}:?\\d{2})",
  Z: "(?<z>[A-Za-z]{1,5})",
  "%": "%",
}

/** How texts in this format are read: milliseconds since 1970 UTC, NaN for a text in another one. Null for a format that is none. */
export function formatReader(format: string): ((text: string) => number) | null {
  const pattern = patternOf(format)
  if (pattern === null) return null
  return (text) => {
    const parts = pattern.exec(text.trim())?.groups
    return parts === undefined ? NaN : instantOf(parts)
  }
}

/** Stands for a directive that there is none of. */
const unknown = "\0"

function patternOf(format: string): RegExp | null {
  const expanded = format.replace(/%F/g, "%Y-%m-%d").replace(/%T/g, "%H:%M:%S").replace(/%D/g, "%m/%d/%y")
  const source = expanded.replace(/%(.?)|[\\^$.*+?()[\]{}|/]/g, (sign, letter: string | undefined) =>
    letter === undefined ? `\\${sign}` : (directives[letter] ?? unknown),
  )
  if (source.includes(unknown) || !/\(\?<[Yy]>/.test(source)) return null
  try {
    return new RegExp(`^${source}$`)
  } catch {
    return null // A directive that occurs twice.
  }
}

function instantOf(parts: Partial<Record<string, string>>): number {
  const { Y, y, m, d = "1", b, H, I, M = "00", S = "00", f = "0", p, z = "" } = parts
  const year = Y === undefined ? shortYear(Number(y)) : Number(Y)
  const month = b === undefined ? Number(m ?? 1) : monthOf(b)
  const hour = H ?? I
  const day = dayNumber(year, month, Number(d)) * 86_400_000
  if (hour === undefined) return day
  const clock = clockParts(`${hour}:${M}:${S}.${f}${p === undefined ? "" : ` ${p}m`}${z}`)
  return clock === null ? NaN : day + clock.ms - (clock.zoneMs ?? 0)
}

const shortYear = (year: number) => year + (year >= 69 ? 1900 : 2000)
