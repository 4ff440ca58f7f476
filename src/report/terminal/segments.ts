import type { RenderOptions } from "../../model.js"
import type { Context } from "../context.js"
import { nameText } from "../../words/escape.js"
import { count, plural, times } from "../../words/format.js"
import type { Style } from "./style.js"
import { wrapped } from "../../words/wrap.js"
import { driftedIn, hiddenIn, segmentName, segmentsSentence } from "../view-segments.js"

const mostSegmentLines = 10

/** What is found by parts of the rows, and each part that drifts with its furthest columns. */
export function segments(
  { report }: Context,
  { paint, signs, letters, name }: Style,
  { width, wrap }: RenderOptions,
): string[] {
  const short = (text: string) => nameText(text, 32, letters("…"))
  /** The lines of "mark title  text", the title in bold. */
  const broken = (mark: string, title: string, text: string, before = "") => {
    const [first, ...rest] = wrapped(`${before}${title}  ${text}`, wrap ? width - 4 : null)
    return [
      `${mark} ${before}${paint.bold(title)}${first.slice(before.length + title.length)}`,
      ...rest.map((line) => `    ${line}`),
    ]
  }
  return (report.segments ?? []).flatMap((group) => {
    const drifted = group.segments.filter((segment) => segment.drifted_columns > 0)
    const told = drifted.slice(0, mostSegmentLines)
    const lines = told.flatMap((segment) => {
      const hidden = new Set(hiddenIn(segment, report.columns))
      const named = driftedIn(segment)
        .slice(0, 3)
        .map((column) => `${name(column.name)} ${times(column.ratio)}${hidden.has(column) ? " (not as a whole)" : ""}`)
      const of = `${count(segment.drifted_columns)} of ${plural(segment.tested_columns, "column")}`
      const value = short(segmentName(segment.value))
      const said = `${of}: ${named.join(", ")}${segment.drifted_columns > 3 ? ", …" : ""}`
      return broken(paint.red(signs.drift), value, said)
    })
    const rest = drifted.length - told.length
    return [
      ...broken(" ", short(group.column), segmentsSentence(group, report.columns), "Segments of "),
      ...lines,
      ...(rest > 0 ? [paint.dim(`  ${plural(rest, "more segment")} in the report.`)] : []),
    ]
  })
}
