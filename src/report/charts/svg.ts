import { html } from "../../words/escape.js"

/** A coordinate, rounded to a tenth. */
export const px = (value: number): string => String(Math.round(value * 10) / 10 + 0)

/** Paint of the light theme, as attributes: right even where a server blocks styles. Classes override it. */
export const paint = {
  ref: "#7d8a9a",
  refFill: "#c9d1da",
  cur: "#1d5bd0",
  drift: "#b93815",
  track: "#e6eaee",
  axis: "#7b8794",
  line: "#dde2e8",
  text: "#16202c",
  muted: "#55606e",
} as const

interface Frame {
  width: number
  height: number
  /** A sentence for those who do not see the picture; null where what stands beside it says the same. */
  label: string | null
  /** Class of the whole. */
  name: string
  /** Readings for hover and arrow keys. */
  data?: string
}

export function svg({ width, height, label, name, data }: Frame, body: string): string {
  const readings = data === undefined ? "" : ` data-h="${html(data)}"`
  const size = body.includes("<text") ? ' font-size="11"' : ""
  // What is in an image cannot be followed.
  const role = body.includes("<a ") ? "group" : "img"
  const said = label === null ? ' aria-hidden="true"' : ` role="${role}"${size} aria-label="${html(label)}"`
  return `<svg class="${name}" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"${said}${readings}>${body}</svg>`
}

/** Text of a chart. The anchor is the start unless told. */
export function label(
  x: number,
  y: number,
  text: string,
  anchor: "start" | "middle" | "end" = "start",
  name = "t",
): string {
  const fill = name === "t" ? paint.muted : paint.text
  const at = anchor === "start" ? "" : ` text-anchor="${anchor}"`
  return `<text class="${name}" x="${px(x)}" y="${px(y)}" fill="${fill}"${at}>${html(text)}</text>`
}

/** The top edge of bars as a path: from the left of the first to the right of the last, without the way down. */
export function steps(xs: readonly number[], ys: readonly number[]): string {
  let path = ""
  let last = ""
  ys.forEach((y, i) => {
    const [at, to] = [px(y), px(xs[i + 1] ?? 0)]
    // A bar as high as the one before only makes the level line longer.
    path = at === last ? path.replace(/H[-\d.]+$/, `H${to}`) : `${path}${i === 0 ? "" : "V" + at}H${to}`
    last = at
  })
  return path
}

/** A place of a chart that leads to a page, with what it shows for those who point at it or hear it. */
export const link = (href: string, words: string, path: string): string =>
  `<a href="${html(href)}" tabindex="-1"><title>${html(words)}</title><path class="to" d="${path}" fill="#fff" fill-opacity="0"/></a>`

/** Bars as one closed area that stands on `floor`. */
export const area = (xs: readonly number[], ys: readonly number[], floor: number): string =>
  `M${px(xs[0] ?? 0)} ${px(floor)}V${px(ys[0] ?? floor)}${steps(xs, ys)}V${px(floor)}Z`

/** Bars as one line, from the floor and back to it. */
export const outline = (xs: readonly number[], ys: readonly number[], floor: number): string =>
  `M${px(xs[0] ?? 0)} ${px(floor)}V${px(ys[0] ?? floor)}${steps(xs, ys)}V${px(floor)}`
