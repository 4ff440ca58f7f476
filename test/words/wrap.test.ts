import { expect, it } from "vitest"
import { wrapped } from "../../src/words/wrap.js"

it("breaks at spaces and hangs the lines below the first", () => {
  expect(wrapped("one two three four", 14, "note ")).toEqual(["note one two", "     three", "     four"])
})

it("leaves a sentence that fits, a word that does not, and everything without a width", () => {
  expect(wrapped("one two", 80, "  ")).toEqual(["  one two"])
  expect(wrapped("a 0123456789012345 b", 10)).toEqual(["a", "0123456789012345", "b"])
  expect(wrapped("one two three", null)).toEqual(["one two three"])
})
