import type { ChalkInstance } from "chalk"
import type Table from "cli-table3"
import type { RenderOptions } from "../../model.js"
import { nameText } from "../../words/escape.js"
import { position, tick } from "../../words/ratio.js"

/** What a terminal can show, and how much of it fits. */
export interface Style {
  paint: ChalkInstance
  /** Draws cells in columns. */
  Table: typeof Table
  signs: Record<"drift" | "fail" | "warn" | "error" | "ok" | "not_tested", string>
  /** Letters of a score bar. */
  bar: { full: string; rest: string; tick: string }
  /** A cell as this terminal can show it. */
  letters: (text: string) => string
  name: (name: string) => string
  /** Whether a row has room for what is missing as well. */
  missing: boolean
  /** Letters that a path may take. */
  path: number
}

export async function styleOf({ color, unicode, width }: RenderOptions): Promise<Style> {
  const [{ Chalk }, { default: Table }] = await Promise.all([import("chalk"), import("cli-table3")])
  const longestName = nameRoom(width)
  const room = { missing: width >= 116, path: pathRoom(width) }
  const paint = new Chalk({ level: color ? 1 : 0 })
  if (unicode) {
    const signs = { drift: "▲", fail: "✖", warn: "!", error: "✖", ok: "·", not_tested: "–" }
    const bar = { full: "━", rest: "╌", tick: "┃" }
    return { paint, Table, signs, bar, ...room, letters: (text) => text, name: (name) => nameText(name, longestName) }
  }
  const signs = { drift: "!", fail: "x", warn: "~", error: "x", ok: ".", not_tested: "-" }
  const bar = { full: "#", rest: ".", tick: "|" }
  return { paint, Table, signs, bar, ...room, letters: ascii, name: (name) => nameText(name, longestName, "..") }
}

/** The longest name in a row, where the other cells take what they need. */
function nameRoom(width: number): number {
  return Math.min(32, Math.max(8, width < 80 ? width - 38 : Math.max(23, width - 92)))
}

const pathRoom = (width: number) => Math.min(60, Math.max(16, width - 38))

const plainer: readonly [RegExp, string][] = [
  [/→/g, "->"],
  [/≥/g, ">="],
  [/×/g, "x"],
  [/[–−]/g, "-"],
  [/…/g, ".."],
  [/[“”]/g, '"'],
  [/[‘’]/g, "'"],
]

/** Our own signs in ASCII, and any other letter as its code point: `\u{e9}`. */
const ascii = (text: string): string =>
  plainer
    .reduce((rest, [sign, plainly]) => rest.replace(sign, plainly), text)
    // eslint-disable-next-line no-control-regex -- all of ASCII stays
    .replace(/[^\x00-\x7f]/gu, (letter) => `\\u{${(letter.codePointAt(0) ?? 0).toString(16)}}`)

/** The score bar in letters; the tick stands where the threshold is, at 40 %. */
export function scoreBar(ratio: number, letters: Style["bar"] & { length: number }): string {
  const filled = Math.round(position(ratio) * letters.length)
  const cells = Array.from({ length: letters.length }, (_, i) => (i < filled ? letters.full : letters.rest))
  cells[Math.round(letters.length * tick)] = letters.tick
  return cells.join("")
}
