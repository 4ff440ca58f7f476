import { describe, expect, it } from "vitest"
import { isNullWord, mayBeNullWord } from "../../src/stats/null-words.js"
import { formOf } from "../../src/stats/spaces-in.js"

describe("formOf", () => {
  it("says how long a text is and where it has space, in any script", () => {
    expect(formOf("é\u00a0")).toEqual({ points: 2, blank: false, spaced: false })
    expect(formOf(" a b ")).toEqual({ points: 5, blank: false, spaced: true })
    expect(formOf("\u2003\n")).toEqual({ points: 2, blank: true, spaced: false })
    expect(formOf("")).toEqual({ points: 0, blank: true, spaced: false })
  })
})

describe("mayBeNullWord", () => {
  it("holds for every null word in either case, and not for most texts", () => {
    for (const word of [
      "NA",
      "n/a",
      "#N/A",
      "NULL",
      "(null)",
      "Undefined",
      "missing",
      "-",
      ".",
      "?",
      "\\N",
      "-999",
      "<NA>",
    ]) {
      expect(isNullWord(word), word).toBe(true)
      expect(mayBeNullWord(word.charCodeAt(0), word.length), word).toBe(true)
    }
    expect(mayBeNullWord("t".charCodeAt(0), 9)).toBe(false)
    expect(mayBeNullWord("n".charCodeAt(0), 30)).toBe(false)
  })
})
