import type { Band, TrendRun } from "../../model.js"
import { time, trimmed } from "../../words/format.js"
import { at, type Scale } from "./axes.js"
import { bandPath } from "./band-path.js"
import { changeLines, runLabels } from "./runs.js"
import type { HrefOf } from "./runs-grid.js"
import { label, link, paint, px, svg } from "./svg.js"
import { ticks } from "./ticks.js"

const width = 566
const height = 196
const left = 40
const right = width - 12
const top = 16
const floor = 164

/**
 * The drift share of each run: a line with a hollow circle where there was no drift and a diamond where there was; a cross below a
 * gap where a run gave no answer; the threshold dashed, as it was at each run; over the band that the runs before let expect. At least one run.
 */
export function shareLine(
  runs: readonly TrendRun[],
  words: string,
  thresholdText: string,
  hrefOf: HrefOf = () => null,
): string {
  const bands = runs.map(({ share_band: band }) => (band === undefined ? null : withinShares(band)))
  const figures = runs.flatMap((run, i) => [run.drift_share ?? 0, run.drift_share_threshold ?? 0, bands[i]?.[1] ?? 0])
  const highest = Math.max(0.05, ...figures)
  const steps = ticks(0, Math.min(1, highest * 1.12), 4)
  const step = (steps[1] ?? 0.1) - (steps[0] ?? 0)
  const y: Scale = { from: 0, to: Math.min(1, Math.max(highest * 1.12, steps.length * step)), start: floor, end: top }
  const part = (right - left) / runs.length
  const x = (i: number) => left + part * (i + 0.5)
  const size = runs.length > 45 ? 2.4 : 3.6
  const body = [
    bandPath(bands, x, y),
    axis(y),
    changeLines(runs, (i) => left + part * i, top - 6, floor),
    thresholdLine(runs, (i) => left + part * i, y, thresholdText),
    `<path class="cl" d="${line(runs, x, y)}" fill="none" stroke="${paint.cur}" stroke-width="1.6"/>`,
    marks(runs, x, y, size),
    ...runs.map((run, i) => {
      const href = hrefOf(run)
      const said = `${time(run.created_at)}: ${run.drift_share === null ? "no answer" : `drift share ${trimmed(run.drift_share)}`}`
      return href === null ? "" : link(href, said, `M${px(left + part * i)} ${top}h${px(part)}V${floor}h-${px(part)}Z`)
    }),
    runLabels(runs, x, floor + 18),
  ]
  return svg({ width, height, label: words, name: "chart shares" }, body.join(""))
}

/** A share lies between 0 and 1, and so does what can be expected of it. */
const withinShares = ([low, high]: Band): Band => [Math.max(0, low), Math.min(1, high)]

function axis(y: Scale): string {
  const lines = ticks(0, y.to, 4).map((value) => {
    const level = at(y, value)
    const rule = `<path class="gl" d="M${left} ${px(level)}H${right}" stroke="${paint.line}" fill="none"/>`
    return (value === 0 ? "" : rule) + label(left - 7, level + 4, trimmed(value), "end")
  })
  return `${lines.join("")}<path class="ax" d="M${left} ${px(floor)}H${right}" stroke="${paint.axis}" fill="none"/>`
}

/** Level for each run; runs without an answer keep the level of the run before. */
function thresholdLine(runs: readonly TrendRun[], from: (i: number) => number, y: Scale, text: string): string {
  const known = runs.flatMap(({ drift_share_threshold: threshold }, i) =>
    threshold === null ? [] : [{ i, threshold }],
  )
  const last = known.at(-1)?.threshold
  if (last === undefined) return ""
  const moves = known.map(({ i, threshold }, k) => {
    if (k === 0) return `M${px(from(0))} ${px(at(y, threshold))}`
    return threshold === known[k - 1].threshold ? "" : `H${px(from(i))}V${px(at(y, threshold))}`
  })
  return (
    `<path class="thr" d="${moves.join("")}H${px(from(runs.length))}" fill="none" stroke="${paint.drift}" stroke-dasharray="4 3"/>` +
    label(right, at(y, last) - 5, `threshold ${text}`, "end", "td")
  )
}

/** The shares joined from run to run, broken where a run gave none. */
function line(runs: readonly TrendRun[], x: (i: number) => number, y: Scale): string {
  let pen = "M"
  return runs
    .map(({ drift_share: share }, i) => {
      const move = share === null ? "" : `${pen}${px(x(i))} ${px(at(y, share))}`
      pen = share === null ? "M" : "L"
      return move
    })
    .join("")
}

function marks(runs: readonly TrendRun[], x: (i: number) => number, y: Scale, r: number): string {
  const circles: string[] = []
  let diamonds = ""
  let crosses = ""
  runs.forEach((run, i) => {
    const across = x(i)
    if (run.drift_share === null) {
      crosses += `M${px(across - r)} ${px(floor - 12 - r)}l${2 * r} ${2 * r}m0 ${-2 * r}l${-2 * r} ${2 * r}`
      return
    }
    const down = at(y, run.drift_share)
    if (run.status === "drift") {
      const half = r * 1.4
      diamonds += `M${px(across - half)} ${px(down)}l${px(half)} ${px(-half)}l${px(half)} ${px(half)}l${px(-half)} ${px(half)}Z`
    } else
      circles.push(
        `<circle class="ring" cx="${px(across)}" cy="${px(down)}" r="${r}" fill="#ffffff" stroke="${paint.cur}" stroke-width="1.4"/>`,
      )
  })
  return (
    circles.join("") +
    (diamonds === "" ? "" : `<path class="fd" d="${diamonds}" fill="${paint.drift}"/>`) +
    (crosses === "" ? "" : `<path class="sd" d="${crosses}" fill="none" stroke="${paint.drift}" stroke-width="1.8"/>`)
  )
}
