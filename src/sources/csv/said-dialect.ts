import { UsageError } from "../../errors.js"
import type { ReadOptions } from "../source.js"
import type { Dialect } from "./dialect.js"

/** What the user says of a file's dialect; what nobody says is left out. Throws UsageError for what cannot serve. */
export function saidDialect({ delimiter, quote, escape, comment }: ReadOptions): Partial<Dialect> {
  const said = {
    ...(delimiter === undefined ? {} : { delimiter: checkedDelimiter(delimiter) }),
    ...(quote === undefined ? {} : { quote: checkedCharacter("quote", quote) }),
    ...(escape === undefined ? {} : { escape: checkedCharacter("escape", escape) }),
    ...(comment === undefined ? {} : { comment: checkedCharacter("comment", comment) }),
  }
  if (said.delimiter !== undefined && Object.values(said).filter((value) => value === said.delimiter).length > 1)
    throw new UsageError(`${JSON.stringify(said.delimiter)} cannot separate fields and be something else, too`)
  return said
}

export function checkedDelimiter(delimiter: string): string {
  if (delimiter === "" || /["\r\n\uFEFF]/.test(delimiter))
    throw new UsageError(`delimiter ${JSON.stringify(delimiter)} cannot separate fields`, {
      hint: 'give a character such as "," or ";" or a tab',
    })
  return delimiter
}

/** The character, or "" for none. */
function checkedCharacter(what: string, text: string): string {
  if (text === "none") return ""
  if (/^[!-~]$/.test(text) && !/[A-Za-z0-9]/.test(text)) return text
  throw new UsageError(`${what} ${JSON.stringify(text)} is no single character`, {
    hint: `it takes one character such as ${examples[what]}, or none`,
  })
}

const examples: Record<string, string> = { quote: `"'"`, escape: '"\\\\"', comment: '"#"' }
