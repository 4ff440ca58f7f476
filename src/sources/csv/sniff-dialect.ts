import { UsageError } from "../../errors.js"
import type { Dialect } from "./dialect.js"
import { cutRows, type CutRow } from "./sample-rows.js"

/** In order of preference where two fit equally well. */
const delimiters = [",", ";", "\t", "|"]

/**
 * Dialect of a file that begins with `sample`; `whole`: the sample is all of it.
 * A delimiter is judged by the share of rows with as many fields as the first row; among equals the one with more fields wins.
 */
export function sniffDialect(sample: string, whole: boolean, delimiter?: string): Dialect {
  const newline = sniffNewline(sample)
  if (delimiter !== undefined) return { newline, delimiter: checkedDelimiter(delimiter) }
  const scores = delimiters.map((candidate) => ({
    candidate,
    ...agreement(cutRows(sample, { newline, delimiter: candidate }, whole)),
  }))
  const best = scores.reduce((a, b) => (b.share > a.share || (b.share === a.share && b.fields > a.fields) ? b : a))
  return { newline, delimiter: best.candidate }
}

function checkedDelimiter(delimiter: string): string {
  if (delimiter === "" || /["\r\n\uFEFF]/.test(delimiter))
    throw new UsageError(`delimiter ${JSON.stringify(delimiter)} cannot separate fields`, {
      hint: 'give a character such as "," or ";" or a tab',
    })
  return delimiter
}

/** The first line end outside quotes; quotes are paired without regard to fields, which is enough for a guess that is checked later. */
export function sniffNewline(sample: string): "\n" | "\r" {
  let quoted = false
  for (let i = 0; i < sample.length; i++) {
    const sign = sample[i]
    if (sign === '"') quoted = !quoted
    else if (quoted) continue
    else if (sign === "\n") return "\n"
    else if (sign === "\r") return i + 1 < sample.length && sample[i + 1] !== "\n" ? "\r" : "\n"
  }
  return "\n"
}

/** The share of rows with as many fields as the first, unsound ones by half; 0 where the first has only one. */
function agreement(rows: readonly CutRow[]): { share: number; fields: number } {
  const fields = rows.length > 0 ? rows[0].fields : 0
  if (fields <= 1) return { share: 0, fields }
  const agreeing = rows.filter((row) => row.fields === fields)
  const unsound = agreeing.filter(({ sound }) => !sound)
  return { share: (agreeing.length - unsound.length / 2) / rows.length, fields }
}
