import { formOf } from "./spaces-in.js"
import { RowTally, type RowsByFigure } from "./row-tally.js"

/** Code units of a text that word counts and shares look at; what lies beyond is not read. */
const readUpTo = 100_000

/** Texts of which figures are wanted; see `CountedTexts`. */
interface Texts {
  values: {
    readonly length: number
    at(place: number): string | undefined
    readonly utf8?: { readonly bytes: Uint8Array; readonly starts: Int32Array; readonly ends: Int32Array }
  }
  counts: Float64Array | Uint32Array
}

/** Rows by each figure of their texts, and what else is seen on the way. */
export interface TextFigures {
  /** Length in code units and in code points: "🧪" has 2 and 1. */
  units: RowsByFigure
  points: RowsByFigure
  /** See `wordCount` and `nonLetterShare`. */
  words: RowsByFigure
  nonLetterShare: RowsByFigure
  /** Rows whose text is nothing but space, or empty; rows with space between characters that are none. */
  blank: number
  spaced: number
}

const known = new WeakMap<Texts["values"], TextFigures>()

/** The figures of all texts, worked out once for the same list of texts. One of ASCII alone is not decoded for it. */
export function textFigures(texts: Texts): TextFigures {
  const found = known.get(texts.values) ?? measureTexts(texts)
  known.set(texts.values, found)
  return found
}

function measureTexts({ values, counts }: Texts): TextFigures {
  const [units, points, words, shares] = [new RowTally(), new RowTally(), new RowTally(), new RowTally()]
  let [blank, spaced] = [0, 0]
  const counted = { units: 0, points: 0, read: 0, nonLetters: 0, words: 0, blank: false, spaced: false }
  const { utf8 } = values
  for (let place = 0; place < values.length; place++) {
    const rows = counts[place]
    const isAscii = utf8 !== undefined && countAscii(utf8.bytes, utf8.starts[place], utf8.ends[place], counted)
    if (!isAscii) countText(values.at(place) ?? "", counted)
    units.add(counted.units, rows)
    points.add(counted.points, rows)
    words.add(counted.words, rows)
    shares.add(pairNumber(counted.read, counted.nonLetters), rows)
    if (counted.blank) blank += rows
    else if (counted.spaced) spaced += rows
  }
  return {
    units: units.rowsBy(),
    points: points.rowsBy(),
    words: words.rowsBy(),
    nonLetterShare: shares.rowsBy(shareOfNumber),
    blank,
    spaced,
  }
}

/** One number for the pair of a whole number and another that is at most as large; small for small ones. */
const pairNumber = (larger: number, smaller: number) => (larger * (larger + 1)) / 2 + smaller

/** The smaller as a share of the larger; 0 of 0. */
function shareOfNumber(pair: number): number {
  const larger = Math.floor((Math.sqrt(8 * pair + 1) - 1) / 2)
  return larger === 0 ? 0 : (pair - pairNumber(larger, 0)) / larger
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

interface Counted {
  units: number
  points: number
  /** Code points among the first code units, and those of them that are neither letters nor marks; words there. */
  read: number
  nonLetters: number
  words: number
  blank: boolean
  spaced: boolean
}

function countText(text: string, counted: Counted): void {
  const { points, nonLetters, words } = countCharacters(clipped(text))
  Object.assign(counted, formOf(text), { units: text.length, read: points, nonLetters, words })
}

/** Bytes whose counts fit side by side into one number: ten bits each. */
const bytesAtOnce = 1022
const ofWords = 1 << 10
const ofRuns = 1 << 20

/**
 * The same as `countText` of bytes that are all ASCII; false for any other. What two bytes add depends on their kinds and on that of the
 * one before them alone: a table holds it, without branches, which words make hard to foresee.
 */
function countAscii(bytes: Uint8Array, start: number, end: number, counted: Counted): boolean {
  const read = Math.min(end, start + readUpTo)
  let before = SPACE
  let nonLetters = 0
  let words = 0
  let runs = 0
  for (let from = start; from < end;) {
    const to = Math.min(from < read ? read : end, from + bytesAtOnce)
    let all = 0
    let seen = 0
    let i = from
    for (; i + 1 < to; i += 2) {
      const a = bytes[i]
      const b = bytes[i + 1]
      all |= a | b
      const kinds = (asciiKinds[a] << 2) | asciiKinds[b]
      seen += addedByTwo[(before << 4) | kinds]
      before = kinds & 3
    }
    if (i < to) {
      all |= bytes[i]
      const kind = asciiKinds[bytes[i]]
      seen += addedByOne[(before << 2) | kind]
      before = kind
    }
    if (all > 0x7f) return false
    if (from < read) {
      nonLetters += seen & (ofWords - 1)
      words += (seen >> 10) & (ofWords - 1)
    }
    runs += seen >> 20
    from = to
  }
  counted.units = counted.points = end - start
  counted.read = read - start
  counted.nonLetters = nonLetters
  counted.words = words
  counted.blank = runs === 0
  counted.spaced = runs > 1
  return true
}

/** Kinds of ASCII characters; none is a mark. */
const [SPACE, SIGN, DIGIT, ASCII_LETTER] = [0, 1, 2, 3]

/** Of each ASCII character its kind; bytes of others stand for none. */
const asciiKinds = Uint8Array.from({ length: 0x100 }, (_, byte) => {
  const character = String.fromCharCode(byte)
  if (byte > 0x7f || /\s/.test(character)) return SPACE
  return /[a-z]/i.test(character) ? ASCII_LETTER : /[0-9]/.test(character) ? DIGIT : SIGN
})

/** By the kind before and its own, what a character adds to the characters that are no letters, to the words, and to the runs between spaces. */
const addedByOne = Int32Array.from({ length: 16 }, (_, kinds) => {
  const [before, kind] = [kinds >> 2, kinds & 3]
  const startsWord = kind >= DIGIT && before < DIGIT
  const startsRun = kind !== SPACE && before === SPACE
  return Number(kind !== ASCII_LETTER) + Number(startsWord) * ofWords + Number(startsRun) * ofRuns
})

/** The same of two characters. */
const addedByTwo = Int32Array.from({ length: 64 }, (_, kinds) => addedByOne[kinds >> 2] + addedByOne[kinds & 15])

/** Code points of a text, those that are neither letters nor marks, and words, in one pass: patterns take four times as long. */
function countCharacters(text: string): Pick<Counted, "points" | "nonLetters" | "words"> {
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
