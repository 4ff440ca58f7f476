import { times } from "../../words/format.js"
import { position, tick } from "../../words/ratio.js"
import { paint, px, svg } from "./svg.js"

const width = 116
const height = 16

/**
 * How far past its threshold a column is: the tick marks the threshold and never moves. `band`: where ordinary periods lie, on the same
 * scale.
 */
export function scoreBar(ratio: number, drifted: boolean, band: readonly [number, number] | null = null): string {
  const filled = position(ratio) * width
  const ordinary = band === null ? "" : `; ordinary from ${times(band[0])} to ${times(band[1])}`
  const label = `${times(ratio)} its threshold${ordinary}`
  const fill =
    filled < 0.05
      ? ""
      : `<rect class="${drifted ? "fd" : "fg"}" y="5" width="${px(filled)}" height="6" rx="3" fill="${drifted ? paint.drift : paint.ref}"/>`
  return svg(
    { width, height, label, name: "bar" },
    bandOf(band) +
      `<rect class="tr" y="5" width="${width}" height="6" rx="3" fill="${paint.track}"/>${fill}` +
      `<rect class="tk" x="${px(tick * width - 1)}" width="2" height="${height}" fill="${paint.text}"/>`,
  )
}

/** A bracket below the bar, from the lowest to the highest that is ordinary. */
function bandOf(band: readonly [number, number] | null): string {
  if (band === null) return ""
  const [from, to] = band.map((each) => position(each) * width)
  return `<path class="tk" d="M${px(from)} 13v2H${px(Math.max(from + 1, to))}v-2" fill="none" stroke="${paint.text}" stroke-width="1"/>`
}
