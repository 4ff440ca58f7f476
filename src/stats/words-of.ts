/** Longer runs are no words: hashes, encoded bytes. */
const longestWord = 40

/** Scripts that put no spaces between words. */
const unspaced = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u

/** The first character of these scripts, Thai ก; all others of them come behind it. */
const firstUnspaced = 0x0e01

const isUnspaced = (word: string) => word.charCodeAt(0) >= firstUnspaced && unspaced.test(word)

/**
 * The different words among the first `upTo` code units of a text, in lower case: runs of letters, digits and the marks on
 * them, with what an apostrophe joins. Where a script writes no spaces, every two neighbouring characters.
 */
export function wordsOf(text: string, upTo: number): Set<string> {
  const start = text.slice(0, upTo).normalize("NFC").toLowerCase()
  const words = start.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:['’]\p{L}[\p{L}\p{M}]*)*/gu) ?? []
  const found = new Set<string>()
  for (const word of words)
    if (isUnspaced(word)) for (const pair of pairsOf(word)) found.add(pair)
    else if (word.length <= longestWord) found.add(word)
  return found
}

function pairsOf(word: string): string[] {
  const points = Array.from(word)
  return points.length < 2 ? points : points.slice(1).map((point, i) => points[i] + point)
}
