import { times } from "../../words/format.js"
import { position, tick } from "../../words/ratio.js"
import { paint, px, svg } from "./svg.js"

const width = 116
const height = 16

/** How far past its threshold a column is: the tick marks the threshold and never moves. */
export function scoreBar(ratio: number, drifted: boolean): string {
  const filled = position(ratio) * width
  const label = `${times(ratio)} its threshold`
  const fill =
    filled < 0.05
      ? ""
      : `<rect class="${drifted ? "fd" : "fg"}" y="5" width="${px(filled)}" height="6" rx="3" fill="${drifted ? paint.drift : paint.ref}"/>`
  return svg(
    { width, height, label, name: "bar" },
    `<rect class="tr" y="5" width="${width}" height="6" rx="3" fill="${paint.track}"/>${fill}` +
      `<rect class="tk" x="${px(tick * width - 1)}" width="2" height="${height}" fill="${paint.text}"/>`,
  )
}
