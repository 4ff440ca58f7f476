import { expect, test } from "vitest"
import type { Measurement, MovedWord } from "../../src/model.js"
import { inOneLine, whatChanged } from "../../src/judge/what-changed.js"
import { base, categoricalColumn, numericColumn, summaryOf, timeColumn, untested } from "../helpers/sample-columns.js"

const measured: Measurement = {
  ...{ method: "", drift_score: null, statistic: null, p_value: null, threshold: 0.05 },
  ...{ drifted: null, noise_floor: null, reason: null },
}
const range = (n: number, step: number) => Array.from({ length: n }, (_, i) => i * step)
const sized = (a: number[], b: number[]) => numericColumn("x", a, b, [a.length, b.length])

test("a number tells its median and how far it moved", () => {
  expect(whatChanged(sized(range(21, 1), range(21, 1.5)))).toEqual({ text: "Median 10 → 15", note: "+50.0%" })
})

test("with few values, or a median that stayed, the mean says more", () => {
  expect(whatChanged(sized([0, 0, 1], [0, 1, 1]))).toEqual({ text: "Mean 0.333 → 0.667", note: "+100.0%" })
  const skewed = [...range(20, 1), 400]
  expect(whatChanged(sized(range(21, 1), skewed))?.text).toBe("Mean 10 → 28.1")
})

test("a category tells the share that moved most, and how many are new or gone", () => {
  const column = categoricalColumn("x", [
    ["a", 50, 40],
    ["b", 40, 30],
    ["c", 10, 0],
    ["d", 0, 25],
    ["e", 0, 5],
  ])
  expect(whatChanged(column)).toEqual({ text: "d 0.0% → 25.0%", note: "2 new, 1 gone" })
})

test("a boolean tells how many are true, whichever moved more", () => {
  const column = categoricalColumn("x", [
    ["false", 90, 80],
    ["true", 10, 20],
  ])
  expect(whatChanged(column)).toEqual({ text: "true 10.0% → 20.0%", note: null })
})

test("the empty category is not an empty place, and long ones give way", () => {
  const empty = categoricalColumn("x", [
    ["", 1, 9],
    ["a", 9, 1],
  ])
  expect(whatChanged(empty)?.text).toBe('"" 10.0% → 90.0%')
  const long = categoricalColumn("x", [
    ["x".repeat(300), 1, 9],
    ["a", 9, 1],
  ])
  expect(whatChanged(long, 9)?.text).toBe("xxxx…xxxx 10.0% → 90.0%")
})

test("shares count the categories that the table leaves out", () => {
  const column = categoricalColumn("x", [["a", 30, 60]])
  const { distribution } = column
  if (distribution?.kind !== "categories") throw new Error("not a table")
  const all = { ...column, distribution: { ...distribution, others: { values: 3, reference: 70, current: 40 } } }
  expect(whatChanged(all)?.text).toBe("a 30.0% → 60.0%")
})

test("times tell both ranges, text its length, identifiers how many there are", () => {
  const times = timeColumn(
    "t",
    [
      ["2026-09-01T00:00:00Z", "2026-09-30T00:00:00Z"],
      ["2026-11-16T00:00:00Z", "2026-11-22T00:00:00Z"],
    ],
    [9, 9],
  )
  expect(whatChanged(times)?.text).toBe("1–30 Sep 2026 → 16–22 Nov 2026")
  const sides = (over: Parameters<typeof summaryOf>[0], next: Parameters<typeof summaryOf>[0]) => ({
    reference: summaryOf(over),
    current: summaryOf(next),
  })
  const text = untested(
    base("x", { type: "text", ...sides({ length_mean: 34 }, { length_mean: 41.2 }) }),
    "not_tested",
    "",
  )
  expect(whatChanged(text)).toEqual({ text: "Mean length 34 → 41.2", note: "+21.2%" })
  const worded = (gap: number, more: MovedWord[], fewer: MovedWord[]) =>
    whatChanged({
      ...text,
      measurements: [{ ...measured, method: "text-length", statistic: gap }],
      word_shift: { more, fewer, typical_reference: [], typical_current: [] },
    })
  const [refund, hello] = [
    { word: "refund", reference: 0.012, current: 0.145 },
    { word: "hello", reference: 0.4, current: 0.3 },
  ]
  expect(worded(0.05, [refund], [hello])).toEqual({
    text: '"refund" in 1.2% → 14.5%',
    note: '"hello" in 40.0% → 30.0%; mean length 34 → 41.2',
  })
  expect(worded(0.05, [], [hello])?.text).toBe('"hello" in 40.0% → 30.0%')
  expect(worded(0.3, [refund], [hello])).toEqual({
    text: "Mean length 34 → 41.2",
    note: '+21.2%; "refund" in 1.2% → 14.5%',
  })
  const id = untested(
    base("x", { type: "identifier", ...sides({ distinct: 10_000 }, { distinct: 8000 }) }),
    "not_tested",
    "",
  )
  expect(whatChanged(id)?.text).toBe("10,000 → 8,000 different values")
})

test("a column on one side only, or without values, has nothing to compare", () => {
  expect(whatChanged(untested(base("x", { current: summaryOf({ rows: 3 }) }), "not_tested", ""))).toBeNull()
  const empty = base("x", { reference: summaryOf({ rows: 3 }), current: summaryOf({ rows: 3 }) })
  expect(whatChanged(untested(empty, "not_tested", ""))).toBeNull()
})

test("text and note share a line", () => {
  expect(inOneLine({ text: "Median 1 → 2", note: "+100.0%" })).toBe("Median 1 → 2 (+100.0%)")
  expect(inOneLine({ text: "Median 0 → 2", note: null })).toBe("Median 0 → 2")
})
