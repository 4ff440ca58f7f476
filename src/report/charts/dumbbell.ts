import { at, type Scale } from "./axes.js"
import { paint, px, svg } from "./svg.js"

const width = 220
const height = 18
const middle = height / 2
const scale: Scale = { from: -1, to: 1, start: 6, end: width - 6 }

/** A correlation on both sides on a scale from −1 to 1: a grey dot for reference, a blue one for current. */
export function dumbbell(reference: number, current: number, label: string): string {
  const [inReference, inCurrent, zero] = [at(scale, reference), at(scale, current), at(scale, 0)]
  const dot = (x: number, name: string, fill: string) =>
    `<circle class="${name}" cx="${px(x)}" cy="${middle}" r="4.5" fill="${fill}"/>`
  return svg(
    { width, height, label, name: "dumb" },
    `<path class="gl" d="M${scale.start} ${middle}H${scale.end}M${px(zero)} 3V${height - 3}" stroke="${paint.line}" fill="none"/>` +
      `<path class="ax" d="M${px(inReference)} ${middle}H${px(inCurrent)}" stroke="${paint.axis}" stroke-width="2" fill="none"/>` +
      dot(inReference, "rb", paint.ref) +
      dot(inCurrent, "cb", paint.cur),
  )
}
