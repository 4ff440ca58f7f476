import { share } from "../../words/format.js"
import { paint, px, svg } from "./svg.js"

const width = 240
const height = 20

/** A grey bar over a blue one: a category's share on both sides, `largest` filling the width. */
export function categoryBar(reference: number, current: number, largest: number): string {
  const long = (value: number) => (value === 0 ? 0 : Math.max(1, (value / (largest || 1)) * width))
  const bar = (value: number, y: number, name: string, fill: string) =>
    value === 0 ? "" : `<rect class="${name}" y="${y}" width="${px(long(value))}" height="8" rx="1" fill="${fill}"/>`
  return svg(
    { width, height, label: `${share(reference)} to ${share(current)}`, name: "catbar" },
    bar(reference, 1, "rb", paint.ref) + bar(current, 11, "cb", paint.cur),
  )
}
