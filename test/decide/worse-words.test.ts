import { expect, it } from "vitest"
import { intervalWords, worseWords } from "../../src/decide/worse-words.js"

it("says which way a figure went, and its interval the same way", () => {
  expect([0.068, -0.03, 0].map(worseWords)).toEqual(["6.8% worse", "3.0% better", "unchanged"])
  expect(intervalWords(0.068, 0.054, 0.082)).toBe("5.4% to 8.2%")
  expect(intervalWords(-0.03, -0.066, -0.005)).toBe("0.5% to 6.6%")
  // An interval that reaches over to the other side says so at both ends.
  expect(intervalWords(-0.03, -0.066, 0.005)).toBe("6.6% better to 0.5% worse")
  expect(intervalWords(0.03, -0.005, 0.066)).toBe("0.5% better to 6.6% worse")
})
