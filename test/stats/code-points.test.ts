import { expect, it } from "vitest"
import { codePoints } from "../../src/stats/code-points.js"

it("counts code points as iterating does, halves of pairs included", () => {
  for (const text of [
    "",
    "abc",
    "🧪🧪",
    "\ud83e",
    "\ud83ea\udd2a",
    "\udd2a\ud83e",
    "\ud83e\ud83e\udd2a",
    "e\u0301",
    "表_列_🧪",
  ])
    expect(codePoints(text), text).toBe(Array.from(text).length)
})
