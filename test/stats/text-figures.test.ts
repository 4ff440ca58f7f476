import { describe, expect, it } from "vitest"
import { codePointLength, nonLetterShare, wordCount } from "../../src/stats/text-figures.js"
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

describe("figures", () => {
  it("holds every row's figure, ascending", () => {
    const side = { values: ["abc", "", "xy"], counts: Float64Array.of(2, 1, 3) }
    expect(Array.from(figures(side, codePointLength))).toEqual([0, 2, 2, 2, 3, 3])
  })
})
