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

/** What `formOf` says of the text whose UTF-8 stands from `start` up to `end`; null where that is not ASCII alone. */
export function asciiForm(bytes: Uint8Array, start: number, end: number): SpaceForm | null {
  // As bits, for branches on them cost more than the rest: seen: no space yet met or met; after: behind one, space.
  let [all, seen, after, spaced] = [0, 0, 0, 0]
  for (let i = start; i < end; i++) {
    const byte = bytes[i]
    all |= byte
    const solid = solids[byte & 0x7f]
    spaced |= after & solid
    seen |= solid
    after = seen & ~solid
  }
  return all > 0x7f ? null : { points: end - start, blank: seen === 0, spaced: spaced === 1 }
}

/** 1 for each ASCII character that is no space, 0 for the others. */
const solids = Uint8Array.from({ length: 0x80 }, (_, byte) => Number(!/\s/.test(String.fromCharCode(byte))))
