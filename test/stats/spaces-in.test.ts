import { describe, expect, it } from "vitest"
import { isNullWord, mayBeNullWord } from "../../src/stats/null-words.js"
import { asciiForm, formOf } from "../../src/stats/spaces-in.js"
import { random } from "../helpers/random.js"

describe("asciiForm", () => {
  const next = random(7)
  const characters = [" ", "\t", "\n", "\v", "\f", "\r", "a", "-", "\x00", "\x1f", "\x7f"]
  const texts = Array.from({ length: 2000 }, () =>
    Array.from({ length: Math.floor(next() * 6) }, () => characters[Math.floor(next() * characters.length)]).join(""),
  )

  it("says of bytes what `formOf` says of the text", () => {
    for (const text of ["", " ", "a b", " ab ", ...texts]) {
      const bytes = Buffer.from(`x${text}x`)
      expect(asciiForm(bytes, 1, bytes.length - 1), JSON.stringify(text)).toEqual(formOf(text))
    }
  })

  it("is null where a byte is not ASCII, which a text must be asked for", () => {
    const bytes = Buffer.from("é\u00a0")
    expect(asciiForm(bytes, 0, bytes.length)).toBeNull()
    expect(formOf("é\u00a0")).toEqual({ points: 2, blank: false, spaced: false })
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
