import { InputError } from "../../errors.js"
import type { CutRow } from "./sample-rows.js"

const fewestLines = 5
const nearlyAll = 0.95
/** What may separate fields: anything but letters, digits, quotes, single spaces and what stands within names and numbers. */
const separators = /[^\p{L}\p{N}\p{Cc}\s"'_.\-()]+|\p{Cc}| {2,}/gu

/** Throws InputError where a file of one column holds a separator equally often in the header and in nearly every line below. */
export function refuseOtherSeparator(rows: readonly CutRow[], path: string): void {
  if (rows.length < fewestLines) return
  const [header, ...lines] = rows.map(({ text }) => text)
  const found = Array.from(new Set(header.match(separators) ?? [])).find((separator) => {
    const times = count(header, separator)
    return lines.filter((line) => count(line, separator) === times).length >= nearlyAll * lines.length
  })
  if (found === undefined) return
  if (/^ +$/.test(found))
    throw new InputError(`${path}: its columns are aligned by spaces, which is not read`, {
      hint: `\`tr -s ' ' < ${path} > one-space.csv\` makes them one each, for --delimiter ' '`,
    })
  const fields = count(header, found) + 1
  throw new InputError(`${path}: one column, whose lines hold ${JSON.stringify(found)} as a separator`, {
    hint: `--delimiter ${shell(found)} makes ${fields} columns of it; --delimiter , leaves one`,
  })
}

/** How often it stands in the text; spaces that align columns are as many as it takes. */
const count = (text: string, part: string) => text.split(/^ +$/.test(part) ? / {2,}/ : part).length - 1

/** As it is typed in a shell. */
function shell(separator: string): string {
  const printable = /^[!-~\u00a1-\u{10ffff}]+$/u.test(separator)
  return printable ? `'${separator}'` : `$'${Array.from(separator, (c) => `\\x${hex(c)}`).join("")}'`
}

const hex = (character: string) => character.charCodeAt(0).toString(16).padStart(2, "0")
