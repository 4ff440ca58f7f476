import { UsageError } from "../errors.js"
import { cutMiddle } from "../words/escape.js"

/** Keys and positions in lists from the top of a configuration: ["columns", "zip", "type"]. */
export type Path = readonly (string | number)[]

/** A place in a file: line and column, from 1. */
export interface Place {
  line: number
  column: number
}

/** Something in a configuration that cannot be taken. */
export interface Mistake {
  path: Path
  place: Place
  message: string
  hint?: string | undefined
}

const mostShown = 20
/** Characters of one message: a value may be as long as the file. */
const longest = 600

/** "driftcheck.yaml:7:3", which editors and terminals turn into a link. */
export const placeText = (file: string, { line, column }: Place) => `${file}:${line}:${column}`

/** Throws UsageError that lists all mistakes of a file, in its own order; does nothing where there are none. */
export function refuse(file: string, mistakes: readonly Mistake[]): void {
  if (mistakes.length === 0) return
  const sorted = [...mistakes].sort((a, b) => a.place.line - b.place.line || a.place.column - b.place.column)
  const line = ({ place, message }: Mistake) => `${placeText(file, place)}: ${cutMiddle(message, longest)}`
  if (sorted.length === 1) throw new UsageError(line(sorted[0]), { hint: sorted[0].hint })
  const shown = sorted.slice(0, mostShown).map((each) => `  ${line(each)}${each.hint ? `; ${each.hint}` : ""}`)
  const rest = sorted.length - shown.length
  throw new UsageError(
    [`${file} has ${sorted.length} mistakes:`, ...shown, ...(rest > 0 ? [`  and ${rest} more`] : [])].join("\n"),
  )
}
