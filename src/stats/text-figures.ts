/** Code units of a text that word counts and shares look at; what lies beyond is not read. */
const readUpTo = 100_000

/** Length in code points: "🧪" is 1, and so is half of a surrogate pair. Reads the whole text. */
export function codePointLength(text: string): number {
  let length = text.length
  for (let i = 0; i + 1 < text.length; i++) {
    if ((text.charCodeAt(i) & 0xfc00) !== 0xd800 || (text.charCodeAt(i + 1) & 0xfc00) !== 0xdc00) continue
    length--
    i++
  }
  return length
}

/**
 * Runs of letters, digits and the marks on them, in any script, in the first 100,000 code units: "it's 4 o'clock" has 5.
 * Scripts written without spaces (Japanese, Thai) give one run per range between punctuation.
 */
export function wordCount(text: string): number {
  return count(clipped(text), /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu)
}

/** Share of code points that are neither letters nor marks on them, in [0, 1], in the first 100,000 code units; 0 for "". */
export function nonLetterShare(text: string): number {
  const start = clipped(text)
  const length = codePointLength(start)
  return length === 0 ? 0 : count(start, /[^\p{L}\p{M}]/gu) / length
}

function clipped(text: string): string {
  return text.length <= readUpTo ? text : text.slice(0, readUpTo)
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0
}
