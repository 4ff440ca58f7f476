import { describe, expect, it } from "vitest"
import { newcomerSlack } from "../../src/checks/chance.js"
import { answersFrom, ColumnEvidence } from "../../src/evidence/evidence.js"
import { outsideFences } from "../../src/evidence/outside-fences.js"
import { respelledCategories } from "../../src/evidence/respelled-categories.js"
import { isNullWord } from "../../src/stats/null-words.js"
import { meanDecimals } from "../../src/stats/mean-decimals.js"
import { memoryDataset } from "../helpers/memory-dataset.js"

it("decimals are those one would write, also of 32-bit numbers and of exponents, and ten at most", () => {
  const decimals = (...values: number[]) => meanDecimals(Float64Array.from(values))
  expect([1, -2.5, 0.25, Math.fround(0.1), 1e-7, 1.5e-7, 1 / 3, 1e21].map((value) => decimals(value))).toEqual([
    0, 1, 2, 1, 7, 8, 10, 0,
  ])
  expect(decimals(1, 1.5, 1.25)).toBe(1)
})

it("decimals are those written out, for a number of any size that has up to twelve of them", () => {
  for (let size = 1; size < 1e15; size *= 7)
    for (let digits = 0; digits <= 12; digits++) {
      const value = Number((size / 3 + 1 / 7).toFixed(digits))
      const written = String(value).split("e")
      const places = (written[0].split(".").at(1) ?? "").length - Number(written.at(1) ?? 0)
      expect(meanDecimals(Float64Array.of(value)), String(value)).toBe(Math.max(0, Math.min(10, places)))
    }
})

it("null words are known in any case, and the empty text is none", () => {
  expect(["NA", "n/a", "None", "NULL", "-", "<NA>"].every(isNullWord)).toBe(true)
  expect(["", "Nan Tucket", "no", "0"].some(isNullWord)).toBe(false)
})

describe("the fences", () => {
  const fencesOf = (reference: Float64Array, current: Float64Array) =>
    outsideFences(new ColumnEvidence(answersFrom(reference), answersFrom(current), "x", "numeric"))

  it("are one and a half interquartile ranges outside the reference's quartiles", async () => {
    const reference = Float64Array.from([-99, ...Array.from({ length: 101 }, (_, i) => i), 200])
    const current = Float64Array.from([-100, -99, -60, -50, 0, 150, 160, 200, 201])
    const fences = await fencesOf(reference, current)
    expect(fences).toMatchObject({ reference: 2, current: 4 })
    // Quartiles of the 103 values: at places 25.5 and 76.5.
    expect([fences?.low, fences?.high]).toEqual([24.5 - 1.5 * 51, 75.5 + 1.5 * 51])
  })

  it("leave out what lies outside the reference's range", async () => {
    const reference = Float64Array.from({ length: 101 }, (_, i) => i)
    const current = Float64Array.from([-500, 5, 120, 500])
    expect(await fencesOf(reference, current)).toMatchObject({ reference: 0, current: 0 })
  })

  it("are none where half of the reference is one value, or a side is empty", async () => {
    const [mostlyZero, none] = [Float64Array.from([0, 0, 0, 0, 9]), new Float64Array(0)]
    expect(await fencesOf(mostlyZero, mostlyZero)).toBeNull()
    expect(await fencesOf(mostlyZero, none)).toBeNull()
    expect(await fencesOf(none, mostlyZero)).toBeNull()
  })
})

it("another spelling is that of the reference's most common category alike", () => {
  const labels = [" new  york", "NEW YORK", "New York", "Paris", "new york"]
  const counts = { labels, reference: Float64Array.from([0, 2, 9, 5, 0]), current: Float64Array.from([1, 2, 3, 4, 5]) }
  expect(respelledCategories(counts)).toEqual([
    { value: "new york", count: 5, like: "New York" },
    { value: " new  york", count: 1, like: "New York" },
  ])
})

it("columns hash alike when they hold the same values in the same rows", async () => {
  const data = memoryDataset({ a: ["x", "y", null], b: ["x", "y", null], c: ["y", "x", null], d: [1, 2, 3] })
  const [a, b, c, d] = await Promise.all(
    ["a", "b", "c", "d"].map(async (name) => (await data.summary(name)).content_hash),
  )
  expect(b).toBe(a)
  expect(new Set([a, c, d]).size).toBe(3)
})

it("ten of a thousand newcomers may be chance among as many known rows", () => {
  // 0.5 ^ 10 = 0.00098
  expect(newcomerSlack(1000, 1000)).toBe(0.01)
  expect([newcomerSlack(0, 5), newcomerSlack(5, 0)]).toEqual([0, 0])
})
