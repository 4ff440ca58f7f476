import { describe, expect, it } from "vitest"
import { codePointLength, nonLetterShare, textFigures, wordCount } from "../../src/stats/text-figures.js"
import { random } from "../helpers/random.js"
import { figures } from "../../src/stats/text-ks.js"

describe("codePointLength", () => {
  it("counts code points as iterating does, halves of pairs included", () => {
    for (const text of ["", "abc", "🧪🧪", "\ud83e", "\ud83ea\udd2a", "\udd2a\ud83e", "e\u0301", "表_列_🧪"])
      expect(codePointLength(text)).toBe(Array.from(text).length)
  })
})

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
  it("gives the same from bytes as from strings, ASCII or not, also of long ones", () => {
    const texts = [
      "",
      "a b",
      "it's 4 o'clock",
      "naïve café 🧪",
      "\ufeffx",
      "a ".repeat(60_000),
      `${"b ".repeat(60_000)}é`,
      "\n",
    ]
    const parts = texts.map((text) => Buffer.from(text))
    const ends = Int32Array.from(parts, (_, i) => parts.slice(0, i + 1).reduce((sum, part) => sum + part.length, 0))
    const utf8 = { bytes: Buffer.concat(parts), starts: ends.map((end, i) => end - parts[i].length), ends }
    const list = { length: texts.length, at: (place: number) => texts[place], utf8 }
    expect(textFigures(list)).toEqual(textFigures(texts))
    expect(textFigures(list)).toBe(textFigures(list))
    expect(Array.from(textFigures(texts).units)).toEqual(texts.map((text) => text.length))
    expect(Array.from(textFigures(list).points)).toEqual(texts.map(codePointLength))
    expect(Array.from(textFigures(list).words)).toEqual(texts.map(wordCount))
    expect(Array.from(textFigures(list).nonLetterShare)).toEqual(texts.map(nonLetterShare))
  })
})

describe("figures", () => {
  it("holds every row's figure, ascending", () => {
    const side = { values: ["abc", "", "xy"], counts: Float64Array.of(2, 1, 3) }
    expect(Array.from(figures(side, "points"))).toEqual([0, 2, 2, 2, 3, 3])
  })
})
