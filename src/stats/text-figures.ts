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
  return countCharacters(clipped(text)).words
}

/** Share of code points that are neither letters nor marks on them, in [0, 1], in the first 100,000 code units; 0 for "". */
export function nonLetterShare(text: string): number {
  const { points, nonLetters } = countCharacters(clipped(text))
  return points === 0 ? 0 : nonLetters / points
}

/** Code points of a text, those that are neither letters nor marks, and words, in one pass: patterns take four times as long. */
function countCharacters(text: string): { points: number; nonLetters: number; words: number } {
  let [points, nonLetters, words, inWord] = [0, 0, 0, false]
  for (let i = 0; i < text.length; i++) {
    let point = text.charCodeAt(i)
    if ((point & 0xfc00) === 0xd800) {
      point = text.codePointAt(i) ?? point
      if (point > 0xffff) i++
    }
    points++
    const kind = kinds[point] || (kinds[point] = kindOf(point))
    if (kind === OTHER || kind === NUMBER) nonLetters++
    if (kind === OTHER) inWord = false
    else if (kind !== MARK && !inWord) {
      words++
      inWord = true
    }
  }
  return { points, nonLetters, words }
}

const [LETTER, NUMBER, MARK, OTHER] = [1, 2, 3, 4]
/** What each code point is, as far as it has been met; 0: not met yet. */
const kinds = new Uint8Array(0x110000)

function kindOf(point: number): number {
  const character = String.fromCodePoint(point)
  if (/\p{L}/u.test(character)) return LETTER
  if (/\p{N}/u.test(character)) return NUMBER
  return /\p{M}/u.test(character) ? MARK : OTHER
}

function clipped(text: string): string {
  return text.length <= readUpTo ? text : text.slice(0, readUpTo)
}
