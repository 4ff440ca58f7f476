import { cutMiddle, visible } from "../words/escape.js"
import { shownAddress } from "../words/shown-address.js"
import type { Io } from "./io.js"

/** Characters of a line on stderr; what is longer repeats something without bounds, such as a value or a path. */
const longestLine = 2000

/**
 * Writes a message to stderr, whatever names and paths are in it: nothing in it steers a terminal, and no line is a command to the
 * runner of a workflow. Its own line feeds stay.
 */
export function say({ stderr }: Pick<Io, "stderr">, text: string): void {
  stderr.write(`${harmless(text)}\n`)
}

/**
 * The text with every unprintable character but the line feed spelt out, no line longer than 2,000, without workflow commands, and without
 * what signs the addresses in it.
 */
export function harmless(text: string): string {
  return defused(shownAddress(text).split("\n").map(shown).join("\n"))
}

function shown(line: string): string {
  return cutMiddle(visible(line), longestLine)
}

/** Text for a log that the runner reads: nothing in it is a workflow command, whatever names and values say. */
export function defused(text: string): string {
  return text.replace(/^(\s*):(?=:)/gm, "$1: ").replaceAll("##[", "## [")
}
