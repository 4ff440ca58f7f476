import { count, plural } from "../../words/format.js"
import { label, paint, px, svg } from "./svg.js"

const width = 520
const height = 70
const top = 18
const cell = 30

/** Beyond so many columns the cells close up to two bars. */
const mostCells = 80

/** One cell per tested column, drifted ones first, and a tick where the drift share reaches its threshold; null: no share decides. */
export function strip(drifted: number, tested: number, threshold: { at: number; text: string } | null): string {
  const rest = tested - drifted
  const split = tested === 0 ? 0 : (drifted / tested) * width
  const cells = tested > mostCells ? bars(split) : separate(drifted, tested)
  return svg(
    {
      width,
      height,
      label: `${plural(tested, "tested column")}, ${count(drifted)} drifted${threshold === null ? "" : `; threshold ${threshold.text}`}`,
      name: "strip",
    },
    cells +
      (threshold === null ? "" : mark(threshold)) +
      (drifted > 0 ? label(0, height - 5, `${count(drifted)} drifted`, "start", "tb") : "") +
      (rest > 0 ? label(width, height - 5, `${count(rest)} not drifted`, "end", "tb") : ""),
  )
}

function mark({ at, text }: { at: number; text: string }): string {
  const x = Math.min(width - 1, Math.max(1, at * width))
  const right = at < 0.7
  return (
    `<path class="tk" d="M${px(x)} ${top - 8}V${top + cell + 6}" stroke="${paint.text}" stroke-width="2"/>` +
    label(x + (right ? 6 : -6), 11, `threshold ${text}`, right ? "start" : "end", "tb")
  )
}

const bar = (x: number, wide: number, drifted: boolean, round: number) =>
  wide <= 0
    ? ""
    : `<rect class="${drifted ? "fd" : "fn"}" x="${px(x)}" y="${top}" width="${px(wide)}" height="${cell}" rx="${round}" fill="${drifted ? paint.drift : "#c3cad2"}"/>`

const bars = (split: number) => bar(0, split, true, 0) + bar(split, width - split, false, 0)

function separate(drifted: number, tested: number): string {
  const step = width / tested
  const gap = Math.min(3, step / 5)
  // The last cell ends with the strip, so the gap is shared out over one more than there are gaps.
  return Array.from({ length: tested }, (_, i) => bar(i * step + gap / 2, step - gap, i < drifted, 2)).join("")
}
