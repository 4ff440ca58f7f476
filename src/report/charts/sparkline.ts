import type { Distribution, Histogram } from "../../model.js"
import { categoryShares, sharesOf, type CategoryShare } from "../../words/shares.js"
import { paint, px, svg } from "./svg.js"

const width = 148
const height = 34

/** Both sides of a column at a glance, which what stands beside it says in words: a grey area under a blue line, or pairs of bars. Both sides share one scale. */
export function sparkline(distribution: Distribution): string {
  const categorical = distribution.kind === "categories"
  const body = categorical ? bars(categoryShares(distribution).rows.slice(0, 10)) : curves(distribution)
  return svg({ width, height, label: null, name: "spark" }, body)
}

function curves({ reference, current }: Histogram): string {
  const sides = [sharesOf(reference), sharesOf(current)] as const
  const top = Math.max(...sides[0], ...sides[1]) || 1
  // Whole pixels: a page may hold a thousand of these.
  const xs = Array.from({ length: reference.length + 1 }, (_, i) =>
    Math.round((i * width) / Math.max(1, reference.length)),
  )
  const floor = height - 1
  // A bin that holds rows is to be seen, however many lie in the highest.
  const y = (share: number) =>
    share === 0 ? floor : Math.min(floor - 1, Math.round(floor - (share / top) * (height - 3)))
  return (
    `<path class="ra" d="${shortSteps(xs, sides[0].map(y), floor)}Z" fill="${paint.refFill}" stroke="${paint.ref}"/>` +
    `<path class="cl" d="${shortSteps(xs, sides[1].map(y), floor)}" fill="none" stroke="${paint.cur}" stroke-width="1.6"/>`
  )
}

/** The top edge of bars from the floor and back to it, each corner from the one before it: shorter than places. Whole pixels. */
function shortSteps(xs: readonly number[], ys: readonly number[], floor: number): string {
  let path = `M${xs[0]} ${floor}`
  let [x, y] = [xs[0], floor]
  ;[...ys, floor].forEach((to, i) => {
    // A bar as high as the one before only makes the level line longer.
    if (to === y && i < ys.length) return
    const [along, up] = [xs[i] - x, to - y]
    path += (along === 0 ? "" : `h${along}`) + (up === 0 ? "" : `v${up}`)
    ;[x, y] = [xs[i], to]
  })
  return path
}

function bars(rows: readonly CategoryShare[]): string {
  const top = Math.max(...rows.flatMap((row) => [row.reference, row.current]), 0) || 1
  const slot = width / Math.max(rows.length, 6)
  const bar = Math.min(9, slot / 2 - 1)
  const side = (name: "reference" | "current", offset: number) =>
    rows
      .map((row, i) => ({ x: i * slot + offset, size: (row[name] / top) * (height - 3) }))
      .filter(({ size }) => size > 0)
      .map(({ x, size }) => `M${px(x)} ${height - 1}v${px(-Math.max(1, size))}h${px(bar)}V${height - 1}`)
      .join("")
  return (
    `<path class="rb" d="${side("reference", 0.5)}" fill="${paint.ref}"/>` +
    `<path class="cb" d="${side("current", bar + 1)}" fill="${paint.cur}"/>` +
    `<path class="ax" d="M0 ${height - 0.5}H${width}" stroke="${paint.axis}"/>`
  )
}
