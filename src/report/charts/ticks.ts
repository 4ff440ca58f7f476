import { months } from "../../words/format.js"

/** Round numbers from a to b, about `n` of them: 1, 2 or 5 times a power of ten apart. Ascending; a < b. */
export function ticks(a: number, b: number, n: number): number[] {
  const rough = (b - a) / n
  if (!(rough > 0) || !Number.isFinite(rough)) return []
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = power * ([1, 2, 5].find((factor) => factor * power >= rough * 0.75) ?? 10)
  const first = Math.ceil(a / step - 1e-9)
  const last = Math.floor(b / step + 1e-9)
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => Number(((first + i) * step).toPrecision(15)))
}

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const month = 30 * day

/**
 * Time axes by the span they cover, in milliseconds: how far their ticks may be apart, in milliseconds or months, and what is
 * written under one. No step is shorter than what its text tells apart.
 */
const axes: { upTo: number; steps: number[]; months: boolean; text: (date: Date) => string }[] = [
  { upTo: 2 * day, steps: [1, 5, 15, 60, 180, 360, 720].map((n) => n * minute), months: false, text: clock },
  { upTo: 100 * day, steps: [1, 2, 7, 14].map((n) => n * day), months: false, text: dayText },
  { upTo: 36 * month, steps: [1, 2, 3, 6], months: true, text: monthText },
  { upTo: Infinity, steps: [1, 2, 5, 10, 20, 50, 100, 1000].map((n) => n * 12), months: true, text: yearText },
]

/** The hour; at midnight the day that begins. */
function clock(date: Date): string {
  if (date.getTime() % day === 0) return dayText(date)
  return `${String(date.getUTCHours()).padStart(2, "0")}:${String(date.getUTCMinutes()).padStart(2, "0")}`
}

function dayText(date: Date): string {
  return `${date.getUTCDate()} ${months[date.getUTCMonth()] ?? ""}`
}

function monthText(date: Date): string {
  return `${months[date.getUTCMonth()] ?? ""} ${date.getUTCFullYear()}`
}

function yearText(date: Date): string {
  return String(date.getUTCFullYear())
}

/** Whole minutes, hours, days, months or years between two instants in milliseconds UTC, about `n` of them, each with its text. */
export function timeTicks(a: number, b: number, n: number): { at: number; text: string }[] {
  const axis = axes.find(({ upTo }) => b - a <= upTo)
  if (!axis || !(b > a)) return []
  const rough = ((b - a) / n) * 0.75
  const unit = axis.months ? month : 1
  const step = axis.steps.find((size) => size * unit >= rough) ?? axis.steps.at(-1) ?? 1
  const found = axis.months ? everyMonths(a, b, step) : every(a, b, step)
  return found.map((at) => ({ at, text: axis.text(new Date(at)) }))
}

function every(a: number, b: number, step: number): number[] {
  const first = Math.ceil(a / step)
  return Array.from({ length: Math.max(0, Math.floor(b / step) - first + 1) }, (_, i) => (first + i) * step)
}

function everyMonths(a: number, b: number, step: number): number[] {
  const start = new Date(a)
  const found: number[] = []
  for (let count = Math.floor((start.getUTCFullYear() * 12 + start.getUTCMonth()) / step) * step; ; count += step) {
    const date = new Date(0)
    date.setUTCFullYear(Math.floor(count / 12), ((count % 12) + 12) % 12, 1)
    const at = date.getTime()
    // Written so that an instant beyond the end of time, which is no number, ends the walk as well.
    if (!(at <= b)) return found
    if (at >= a) found.push(at)
  }
}
