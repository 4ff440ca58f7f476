import { times } from "../../words/format.js"
import { position, tick } from "../../words/ratio.js"
import { paint, px, svg } from "./svg.js"

const width = 116
const height = 16

/** What all bars share, once for `use`: the track below the filled part, and the tick of the threshold above it. */
export const barDefinitions =
  `<rect id="b-tr" class="tr" y="5" width="${width}" height="6" rx="3" fill="${paint.track}"/>` +
  `<rect id="b-tk" class="tk" x="${px(tick * width - 1)}" width="2" height="${height}" fill="${paint.text}"/>`

/**
 * How far past its threshold a column is: the tick marks the threshold and never moves. `band`: where ordinary periods lie, on the same
 * scale. How many times its threshold it is stands beside it.
 */
export function scoreBar(ratio: number, drifted: boolean, band: readonly [number, number] | null = null): string {
  const filled = position(ratio) * width
  const label = band && `${times(ratio)} its threshold; ordinary from ${times(band[0])} to ${times(band[1])}`
  const fill =
    filled < 0.05
      ? ""
      : `<rect class="${drifted ? "fd" : "fg"}" y="5" width="${px(filled)}" height="6" rx="3" fill="${drifted ? paint.drift : paint.ref}"/>`
  return svg({ width, height, label, name: "bar" }, `${bandOf(band)}<use href="#b-tr"/>${fill}<use href="#b-tk"/>`)
}

/** A bracket below the bar, from the lowest to the highest that is ordinary. */
function bandOf(band: readonly [number, number] | null): string {
  if (band === null) return ""
  const [from, to] = band.map((each) => position(each) * width)
  return `<path class="tk" d="M${px(from)} 13v2H${px(Math.max(from + 1, to))}v-2" fill="none" stroke="${paint.text}" stroke-width="1"/>`
}
