/** Rows whose texts hold a character that nobody sees. */
export interface InvisibleCounts {
  rows: number
  /** Rows of all texts. */
  of: number
  /** "U+200B", the most common first, at most 5. */
  characters: string[]
}

const mostNamed = 5

/**
 * Control characters but for tabs and line ends, soft hyphens, zero-width spaces and joins of words, byte order marks, and what turns the
 * reading direction over. Not: joiners and marks that writing systems and emoji need.
 */
const invisible =
  // eslint-disable-next-line no-control-regex -- these are what is looked for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u200b\u2028-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufff9-\ufffb]/gu

/** How many rows hold such a character, and which. `counts`: rows per text, aligned. */
export function countInvisible(texts: readonly string[], counts: ArrayLike<number>): InvisibleCounts {
  const found = new Map<string, number>()
  let [rows, of] = [0, 0]
  for (const [i, text] of texts.entries()) {
    of += counts[i]
    const characters = new Set(text.match(invisible))
    if (characters.size > 0) rows += counts[i]
    for (const character of characters) found.set(character, (found.get(character) ?? 0) + counts[i])
  }
  const most = Array.from(found).sort((a, b) => b[1] - a[1])
  return { rows, of, characters: most.slice(0, mostNamed).map(([character]) => codePointName(character)) }
}

function codePointName(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`
}
