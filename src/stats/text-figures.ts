/** Code units of a text that word counts and shares look at; what lies beyond is not read. */
const readUpTo = 100_000

/** Texts of which figures are wanted; see `CountedTexts`. */
interface Texts {
  readonly length: number
  at(place: number): string | undefined
  readonly utf8?: { readonly bytes: Uint8Array; readonly starts: Int32Array; readonly ends: Int32Array }
}

/** Figures of each text, by place. */
export interface TextFigures {
  /** Length in code units and in code points: see `codePointLength`. */
  units: Uint32Array
  points: Uint32Array
  /** See `wordCount` and `nonLetterShare`. */
  words: Uint32Array
  nonLetterShare: Float64Array
}

const known = new WeakMap<Texts, TextFigures>()

/** The figures of each text, worked out once for the same list of texts. One of ASCII alone is not decoded for it. */
export function textFigures(texts: Texts): TextFigures {
  const found = known.get(texts) ?? measureTexts(texts)
  known.set(texts, found)
  return found
}

function measureTexts(texts: Texts): TextFigures {
  const n = texts.length
  const [units, points, words] = [new Uint32Array(n), new Uint32Array(n), new Uint32Array(n)]
  const shares = new Float64Array(n)
  for (let place = 0; place < n; place++) {
    if (texts.utf8 !== undefined) {
      const [start, end] = [texts.utf8.starts[place], texts.utf8.ends[place]]
      const counted = countAscii(texts.utf8.bytes, start, end)
      if (counted !== null) {
        units[place] = points[place] = end - start
        words[place] = counted.words
        shares[place] = shareOf(counted)
        continue
      }
    }
    const text = texts.at(place) ?? ""
    const counted = countCharacters(clipped(text))
    units[place] = text.length
    points[place] = codePointLength(text)
    words[place] = counted.words
    shares[place] = shareOf(counted)
  }
  return { units, points, words, nonLetterShare: shares }
}

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
  return shareOf(countCharacters(clipped(text)))
}

interface Counted {
  points: number
  nonLetters: number
  words: number
}

const shareOf = ({ points, nonLetters }: Counted) => (points === 0 ? 0 : nonLetters / points)

/** The same as `countCharacters` of bytes that are all ASCII; null for any other. Without branches, which words make hard to foresee. */
function countAscii(bytes: Uint8Array, start: number, end: number): Counted | null {
  const read = Math.min(end, start + readUpTo)
  let [nonLetters, words, inWord, seen] = [0, 0, 0, 0]
  for (let i = start; i < read; i++) {
    const byte = bytes[i]
    seen |= byte
    const kind = asciiKinds[byte & 0x7f]
    nonLetters += kind & NO_LETTER
    words += (kind >> 1) & ~inWord
    inWord = kind >> 1
  }
  for (let i = read; i < end; i++) seen |= bytes[i]
  return seen > 0x7f ? null : { points: read - start, nonLetters, words }
}

const NO_LETTER = 1
const OF_WORD = 2
/** Of each ASCII character whether it is no letter, and whether it belongs to a word; none is a mark. */
const asciiKinds = Uint8Array.from({ length: 0x80 }, (_, byte) => {
  const character = String.fromCharCode(byte)
  return (/[a-z]/i.test(character) ? 0 : NO_LETTER) | (/[a-z0-9]/i.test(character) ? OF_WORD : 0)
})

/** Code points of a text, those that are neither letters nor marks, and words, in one pass: patterns take four times as long. */
function countCharacters(text: string): Counted {
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
