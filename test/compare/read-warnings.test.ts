import { expect, it } from "vitest"
import { readWarnings } from "../../src/compare/read-warnings.js"

const commas = (name: string) => `column ${JSON.stringify(name)}: commas were read as decimal points`

it("what is said of several columns alike names them together, and what both sides say is said once", () => {
  expect(readWarnings([commas("a"), "no header", commas("b")], [commas("a"), commas("b"), "cut off"])).toEqual([
    'Both sides: columns "a", "b": commas were read as decimal points',
    "Reference: no header",
    "Current: cut off",
  ])
})

it("names five columns and counts the others; names may hold anything", () => {
  const names = ['a"b: c', "b", "c", "d", "e", "f", "g\n"]
  expect(readWarnings(names.map(commas), [commas("a")])).toEqual([
    'Reference: columns "a\\"b: c", "b", "c", "d", "e" and 2 more: commas were read as decimal points',
    'Current: column "a": commas were read as decimal points',
  ])
})
