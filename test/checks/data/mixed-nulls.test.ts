import { categories, type Side, testCheck } from "../test-check.js"

const none = (count: number) => ({ value: "None", count })

const words = (reference: number, current: number) => ({
  reference: { null_words: [none(reference)] },
  current: { null_words: [none(current)] },
  column: { type: "categorical" as const, distribution: categories },
})

/** The reference's range, and current's ends with so many values below that range. */
const ends = (min: number, max: number, current: Side, below: number) => ({
  reference: { min, max, at_min: 1, at_max: 1 },
  current: { max, at_max: 1, ...current },
  column: { outside_range: { below, above: 0 } },
})

testCheck("mixed-nulls", [
  { name: "words", ...words(0, 60), expect: { status: "warn", value: 0.06 } },
  { name: "a word that was a category", ...words(900, 890), expect: { status: "pass", value: 0 } },
  { name: "fewer words", ...words(500, 10), expect: { status: "pass", value: 0 } },
  { name: "−999 far below", ...ends(0, 100, { min: -999, at_min: 40 }, 40), expect: { status: "warn", value: 0.04 } },
  {
    name: "−999 in a range as wide",
    ...ends(0, 5000, { min: -999, at_min: 40 }, 40),
    expect: { status: "pass", value: 0 },
  },
  {
    name: "−1 as the only negative number",
    ...ends(0, 5000, { min: -1, at_min: 40 }, 40),
    expect: { status: "warn", value: 0.04 },
  },
  {
    name: "−1 among negative numbers of a range below zero",
    ...ends(-0.5, 9, { min: -1, at_min: 40 }, 40),
    expect: { status: "pass", value: 0 },
  },
  { name: "a single −999", ...ends(0, 100, { min: -999, at_min: 1 }, 1), expect: { status: "pass", value: 0 } },
  {
    name: "two words without a reference",
    current: { null_words: [none(30), { value: "NA", count: 20 }] },
    expect: { status: "warn", value: 0.05 },
  },
  {
    name: "one word and nothing missing, without a reference",
    current: { null_words: [none(30)] },
    expect: { status: "pass", value: 0 },
  },
])
