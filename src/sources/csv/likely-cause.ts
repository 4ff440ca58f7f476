/** Why a row most likely has another number of fields than the header, and what would work; `more`: how many it has more. */
export function likelyCause(row: string, delimiter: string, more: number): string {
  const found = causes.find(({ applies }) => applies(row, delimiter, more))
  const separated = `fields are separated by ${JSON.stringify(delimiter)}`
  const otherwise =
    more < 0
      ? `${separated}, and the row ends early: a field that holds a line break needs quotes; a row that was cut off has to be taken out`
      : `${separated}; a field that holds it needs quotes`
  return found?.hint ?? otherwise
}

const causes: readonly { applies: (row: string, delimiter: string, more: number) => boolean; hint: string }[] = [
  {
    applies: (row, delimiter, more) => more > 0 && quotedBy("'", row, delimiter),
    hint: 'fields with the delimiter in them stand in single quotes: --quote "\'" reads them',
  },
  {
    applies: (row, delimiter, more) => more > 0 && row.includes(`${delimiter} "`),
    hint: "a space stands before the quote that opens a field; those of the first 64 kB are seen, this one has to be taken out",
  },
  {
    applies: (row, delimiter, more) => more > 0 && (row.includes('\\"') || row.includes(`\\${delimiter}`)),
    hint: "quotes or delimiters are escaped by a backslash: --escape '\\\\' reads them",
  },
  {
    applies: (row, delimiter, more) => more === 1 && row.endsWith(delimiter),
    hint: "the row ends in a delimiter, which the header does not; where all rows do it is left out, this one has to be mended",
  },
  {
    applies: (row, _, more) => more < 0 && /^"?(total|sum|subtotal|rows?)\b/i.test(row),
    hint: "the row looks like a total below the table; take it out",
  },
  {
    applies: (row) => /^[#%]/.test(row),
    hint: "the row looks like a comment: --comment '#' (or the character that it begins with) leaves such lines out",
  },
  {
    applies: (_, __, more) => more > 1,
    hint: "if the first lines are a title, --skip 3 leaves three of them out; a field that holds the delimiter needs quotes",
  },
]

/** Whether a quote of this kind opens right after a delimiter or at the start and closes before one or the end. */
function quotedBy(quote: string, row: string, delimiter: string): boolean {
  const opens = row.startsWith(quote) || row.includes(delimiter + quote)
  return opens && (row.endsWith(quote) || row.includes(quote + delimiter))
}
