import { describe, expect, it } from "vitest"
import type { RowsByFigure } from "../../src/stats/row-tally.js"
import { formOf } from "../../src/stats/spaces-in.js"
import { nonLetterShare, textFigures, wordCount } from "../../src/stats/text-figures.js"
import { random } from "../helpers/random.js"

describe("wordCount", () => {
  it("counts runs of letters and digits in any script", () => {
    const words = {
      "": 0,
      " .,! ": 0,
      "two words": 2,
      "it's 4 o'clock": 5,
      "a_b-c": 3,
      "naïve cafe\u0301": 2,
      "हिन्दी में": 2,
      "パスワード 変更": 2,
      "𝕏𝕐 🧪 𝟘": 2,
    }
    for (const [text, count] of Object.entries(words)) expect(wordCount(text), text).toBe(count)
  })

  it("reads the first 100,000 characters", () => {
    expect(wordCount("a ".repeat(60_000))).toBe(50_000)
  })
})

describe("nonLetterShare", () => {
  it("is the share of digits, signs and spaces, 0 for an empty text", () => {
    const shares = { "": 0, abc: 0, "ab 1": 0.5, "123": 1, "🧪a": 0.5, "e\u0301!": 1 / 3, "\ud800": 1 }
    for (const [text, share] of Object.entries(shares)) expect(nonLetterShare(text), text).toBe(share)
  })
})

describe("one pass over the characters", () => {
  it("counts as patterns do, whatever the characters", () => {
    const next = random(5)
    // Latin, Devanagari with marks, Kana, surrogates by themselves, digits of other scripts, emoji, letters beyond 2^16.
    const ranges = [0x20, 0x300, 0x900, 0x3040, 0xd7f0, 0xdbf8, 0x1f5f0, 0x1d5d0, 0x660]
    for (let run = 0; run < 500; run++) {
      const text = Array.from({ length: 30 }, () =>
        String.fromCodePoint(ranges[Math.floor(next() * ranges.length)] + Math.floor(next() * 100)),
      ).join("")
      const others = text.match(/[^\p{L}\p{M}]/gu)?.length ?? 0
      expect(nonLetterShare(text)).toBe(others / Array.from(text).length)
      expect(wordCount(text)).toBe(text.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu)?.length ?? 0)
    }
  })
})

describe("textFigures", () => {
  const next = random(7)
  const characters = [
    " ",
    "\t",
    "\n",
    "\v",
    "\f",
    "\r",
    "a",
    "b",
    "1",
    "-",
    "\x00",
    "\x1f",
    "\x7f",
    "é",
    "🧪",
    "\u00a0",
  ]
  const randomTexts = (kinds: number) =>
    Array.from({ length: 500 }, () =>
      Array.from({ length: Math.floor(next() * 9) }, () => characters[Math.floor(next() * kinds)]).join(""),
    )
  const long = ["a ".repeat(60_000), `${"b ".repeat(60_000)}é`, "x".repeat(200_000)]
  // Bytes are counted in pieces of 1,022.
  const pieces = [1020, 1021, 1022, 1023].flatMap((n) =>
    ["1", "-", " ", "a"].flatMap((character) => ["a b", " 1-", "é"].map((end) => character.repeat(n) + end)),
  )
  const texts = [...pieces, "", "a b", "it's 4 o'clock", "naïve café 🧪", "\ufeffx", "\n", ...long]
  const values = [...new Set([...texts, ...randomTexts(13), ...randomTexts(16)])]
  const counts = Float64Array.from(values, () => 1 + Math.floor(next() * 3))

  const bytes = values.map((text) => Buffer.from(text))
  const ends = Int32Array.from(bytes, (_, i) => bytes.slice(0, i + 1).reduce((sum, part) => sum + part.length, 0))
  const utf8 = { bytes: Buffer.concat(bytes), starts: ends.map((end, i) => end - bytes[i].length), ends }
  const inMemory = { values: { length: values.length, at: (place: number) => values[place], utf8 }, counts }

  /** The rows by what `figure` says of their texts, one text after the other. */
  const rowsBy = (figure: (text: string) => number) => {
    const rows = new Map<number, number>()
    values.forEach((text, i) => rows.set(figure(text), (rows.get(figure(text)) ?? 0) + counts[i]))
    return Array.from(rows).sort(([a], [b]) => a - b)
  }
  const rowsWhere = (holds: (text: string) => boolean) =>
    values.reduce((sum, text, i) => sum + (holds(text) ? counts[i] : 0), 0)

  it("counts rows by what each text has, from bytes as from strings, ASCII or not, also of long ones", () => {
    for (const side of [inMemory, { values, counts }]) {
      const found = textFigures(side)
      const pairs = ({ figures, rows }: RowsByFigure) => Array.from(figures, (figure, i) => [figure, rows[i]])
      expect(pairs(found.units)).toEqual(rowsBy((text) => text.length))
      expect(pairs(found.points)).toEqual(rowsBy((text) => Array.from(text).length))
      expect(pairs(found.words)).toEqual(rowsBy(wordCount))
      expect(pairs(found.nonLetterShare)).toEqual(rowsBy(nonLetterShare))
      expect(found.blank).toBe(rowsWhere((text) => formOf(text).blank))
      expect(found.spaced).toBe(rowsWhere((text) => formOf(text).spaced))
    }
  })

  it("is worked out once for the same texts", () => {
    expect(textFigures(inMemory)).toBe(textFigures({ ...inMemory }))
  })
})
