import { codePoints } from "./code-points.js"

/** How long a text is and where it has space. */
export interface SpaceForm {
  /** Code points. */
  points: number
  /** Nothing but space, or nothing at all. */
  blank: boolean
  /** Space between characters that are none. */
  spaced: boolean
}

export function formOf(text: string): SpaceForm {
  const trimmed = text.trim()
  return { points: codePoints(text), blank: trimmed === "", spaced: /\s/.test(trimmed) }
}
