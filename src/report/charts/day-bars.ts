import { metricValue } from "../../words/metric.js"
import { at, xAxis, type Scale } from "./axes.js"
import { label, paint, px, svg } from "./svg.js"
import { ticks } from "./ticks.js"

const width = 640
const height = 214
const floor = 182
const msPerDay = 86_400_000

interface Day {
  /** As 2026-06-30. */
  value: string
  usd: number
}

/** What each day cost as a bar, those above the budget in the colour of findings; the budget is a dashed line. At least one day, in order. */
export function dayBars(days: readonly Day[], budget: number | null, words: string): string {
  const starts = days.map(({ value }) => Date.parse(value))
  const top = Math.max(budget ?? 0, ...days.map(({ usd }) => usd)) || 1
  const x: Scale = { from: starts[0], to: starts[starts.length - 1] + msPerDay, start: 56, end: width - 14 }
  const y: Scale = { from: 0, to: top * 1.08, start: floor, end: 8 }
  const wide = Math.max(1, (at(x, x.from + msPerDay) - x.start) * 0.8)
  const bars = days.map(({ usd }, i) => {
    const [left, up] = [at(x, starts[i]), at(y, usd)]
    const over = budget !== null && usd > budget
    return `<rect class="${over ? "fd" : "cb"}" x="${px(left)}" y="${px(up)}" width="${px(wide)}" height="${px(floor - up)}" fill="${over ? paint.drift : paint.cur}"/>`
  })
  const body = [levels(y, x), ...bars, budget === null ? "" : budgetLine(budget, y, x), xAxis(x, floor, "time", 6)]
  const readings = days.map(({ value, usd }) => `${value}~${metricValue(usd, "USD")}`).join("|")
  return svg({ width, height, label: `${words}: ${readings.slice(0, 200)}`, name: "chart days" }, body.join(""))
}

function levels(y: Scale, x: Scale): string {
  return ticks(y.from, y.to, 4)
    .map((value) => {
      const level = at(y, value)
      const line = `<path class="gl" d="M${x.start} ${px(level)}H${x.end}" stroke="${paint.line}" fill="none"/>`
      return `${value === 0 ? "" : line}${label(x.start - 6, level + 4, `$${Number(value.toPrecision(6))}`, "end")}`
    })
    .join("")
}

function budgetLine(budget: number, y: Scale, x: Scale): string {
  const level = px(at(y, budget))
  return `<path class="tk" d="M${x.start} ${level}H${x.end}" stroke="${paint.text}" stroke-dasharray="4 3" fill="none"/>`
}
