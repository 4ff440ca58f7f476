import { expect, it } from "vitest"
import { namesFor } from "../../src/options/name-patterns.js"
import { matcherOf } from "../../src/sources/parts/glob.js"

it("patterns with many stars take as long as they are, not longer", () => {
  const started = performance.now()
  expect(namesFor(`${"*a".repeat(40)}*b`, new Set(["a".repeat(2000)]))).toEqual([])
  expect(matcherOf(`${"*a".repeat(40)}*b`)("a".repeat(250))).toBe(false)
  // With a regular expression neither would end.
  expect(performance.now() - started).toBeLessThan(5000)
})

it("a star may stand for nothing, anything, and what another star left over", () => {
  const names = new Set(["ab", "axb", "axbxb", "b", "a", "a\n\u{1f600}b", "a*b"])
  expect(namesFor("a*b", names)).toEqual(["a*b"])
  names.delete("a*b")
  expect(namesFor("a*b", names)).toEqual(["ab", "axb", "axbxb", "a\n\u{1f600}b"])
  expect(namesFor("a?*b", names)).toEqual(["axb", "axbxb", "a\n\u{1f600}b"])
  expect(namesFor("a\n?b", names)).toEqual(["a\n\u{1f600}b"])
  expect(namesFor("*", names).length).toBe(names.size)
  expect(namesFor("\\**", new Set(["*x", "x"]))).toEqual(["*x"])
})
