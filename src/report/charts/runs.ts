import type { TrendRun } from "../../model.js"
import { months } from "../../words/format.js"
import { label, paint, px } from "./svg.js"

const day = 86_400_000

/** The first and the last run by date, and some between where there is room; by the clock where they lie within two days. */
export function runLabels(runs: readonly TrendRun[], x: (i: number) => number, y: number, room = 90): string {
  const last = runs.length - 1
  const times = runs.map(({ created_at }) => new Date(created_at))
  const span = (times.at(-1)?.getTime() ?? 0) - (times.at(0)?.getTime() ?? 0)
  const text = span < 2 * day ? clock : span < 330 * day ? date : month
  const n = Math.max(1, Math.min(last, Math.floor((x(last) - x(0)) / room)))
  const places = Array.from(new Set(Array.from({ length: n + 1 }, (_, i) => Math.round((i / n) * last))))
  return places.map((i) => label(x(i), y, text(times[i]), i === 0 ? "start" : i === last ? "end" : "middle")).join("")
}

const two = (n: number) => String(n).padStart(2, "0")
const clock = (time: Date) => `${two(time.getUTCHours())}:${two(time.getUTCMinutes())}`
const date = (time: Date) => `${time.getUTCDate()} ${months[time.getUTCMonth()] ?? ""}`
const month = (time: Date) => `${months[time.getUTCMonth()] ?? ""} ${time.getUTCFullYear()}`

/** Runs whose configuration differs from that of the run before which had one. */
export function changes(runs: readonly TrendRun[]): number[] {
  let before: string | null = null
  return runs.flatMap(({ config_hash: hash }, i) => {
    const changed = before !== null && hash !== null && hash !== before
    before = hash ?? before
    return changed ? [i] : []
  })
}

/** A thin line before each run whose configuration changed. `left`: where a run's part begins. */
export function changeLines(
  runs: readonly TrendRun[],
  left: (i: number) => number,
  top: number,
  bottom: number,
): string {
  const path = changes(runs).map((i) => `M${px(left(i))} ${px(top)}V${px(bottom)}`)
  return path.length === 0
    ? ""
    : `<path class="chg" d="${path.join("")}" stroke="${paint.text}" stroke-dasharray="1 3" fill="none"/>`
}
