import type { TrendColumn, TrendRun } from "../../model.js"
import { cutMiddle } from "../../words/escape.js"
import { time, times } from "../../words/format.js"
import { changeLines, runLabels } from "./runs.js"
import { label, link, paint, px, svg } from "./svg.js"

const width = 566
const left = 168
/** What stands between a name and its cells, where a column has a mark. */
const markWidth = 60
const right = width - 6
const top = 8
const row = 19
const widest = 26
const longestName = 20

/** From which ratio on a cell has a shade; the last is the darkest. Colours of the light theme; classes g0 to g4 override them. */
const shades = [
  { from: 0, fill: "#e6eaee" },
  { from: 0.5, fill: "#c3cad2" },
  { from: 1, fill: "#f3b79f" },
  { from: 2, fill: "#d9683f" },
  { from: 5, fill: "#9c2b0d" },
] as const

/** What the shades mean, for a legend. */
export const shadeWords = ["under half", "under threshold", "past threshold", "over 2×", "over 5×"] as const

/** The page of a run, at a column where one is named; null where it is no longer there. */
export type HrefOf = (run: TrendRun, column?: string) => string | null

/** A row per column, with its mark, and a cell per run, darker the further past the threshold; empty where the column was not tested. */
export function runsGrid(
  columns: readonly TrendColumn[],
  runs: readonly TrendRun[],
  words: string,
  hrefOf: HrefOf = () => null,
): string {
  const start = left + (columns.some(({ mark }) => mark !== undefined) ? markWidth : 0)
  const part = Math.min(widest, (right - start) / runs.length)
  const gap = part > 8 ? 1.5 : 0.5
  const from = (i: number) => start + part * i
  const bottom = top + columns.length * row
  const paths = shades.map(() => "")
  columns.forEach(({ ratios }, j) =>
    ratios.forEach((ratio, i) => {
      if (ratio === null) return
      const shade = shades.findLastIndex((each) => ratio >= each.from)
      const wide = px(part - gap)
      paths[Math.max(0, shade)] += `M${px(from(i))} ${px(top + j * row)}h${wide}v${row - 2}h-${wide}Z`
    }),
  )
  const cells = paths.map((path, i) =>
    path === "" ? "" : `<path class="g${i}" d="${path}" fill="${shades[i]?.fill ?? ""}"/>`,
  )
  const links = columns.flatMap(({ name, ratios }, j) =>
    ratios.map((ratio, i) => {
      const href = ratio === null ? null : hrefOf(runs[i], name)
      if (href === null) return ""
      const place = `M${px(from(i))} ${px(top + j * row)}h${px(part - gap)}v${row - 2}h-${px(part - gap)}Z`
      return link(href, `${name}, ${time(runs[i].created_at)}: ${times(ratio)}`, place)
    }),
  )
  const names = columns.map(({ name }, j) =>
    label(left - 8, top + j * row + 12, name === "" ? '""' : cutMiddle(name, longestName), "end", "tn"),
  )
  const marks = columns.map(({ mark }, j) => (mark === undefined ? "" : markText(mark, top + j * row)))
  const body = [
    ...names,
    ...marks,
    ...cells,
    ...links,
    changeLines(runs, (i) => from(i) - gap / 2, top - 4, bottom + 2),
    runLabels(runs, (i) => from(i) + (i === 0 ? 0 : i === runs.length - 1 ? part - gap : part / 2), bottom + 16, 110),
  ]
  return svg({ width, height: bottom + 22, label: words, name: "chart grid" }, body.join(""))
}

/** A chip with the word, from `left` on: what is new stands out, the rest is quiet. */
function markText(mark: NonNullable<TrendColumn["mark"]>, y: number): string {
  const isNew = mark === "new"
  const wide = isNew ? 30 : 58
  const frame = `<rect class="${isNew ? "fd" : "tr"}" x="${left - 4}" y="${px(y)}" width="${wide}" height="${row - 3}" rx="4" fill="${isNew ? paint.drift : paint.track}"/>`
  const word = `<text class="${isNew ? "mk" : "t"}" x="${px(left - 4 + wide / 2)}" y="${px(y + 12)}" fill="${isNew ? "#fff" : paint.muted}" text-anchor="middle">${mark}</text>`
  return frame + word
}
