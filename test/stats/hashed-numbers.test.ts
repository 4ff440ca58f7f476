import { expect, it } from "vitest"
import { HashedNumbers } from "../../src/stats/hashed-numbers.js"

it("gives each number the place at which it came first", () => {
  const known = new HashedNumbers(5)
  expect(known.placesOf(Float64Array.of(2.5, -1, 2.5, NaN, 7))).toEqual(Int32Array.of(0, 1, 0, -1, 2))
  expect(known.placesOf(Float64Array.of(7, 8, -1))).toEqual(Int32Array.of(2, 3, 1))
  expect(known.list()).toEqual(Float64Array.of(2.5, -1, 7, 8))
})

it("takes both zeros for one", () => {
  expect(new HashedNumbers(3).placesOf(Float64Array.of(1, -0, 0))).toEqual(Int32Array.of(0, 1, 1))
  expect(new HashedNumbers(3).placesOf(Float64Array.of(0, 1, -0))).toEqual(Int32Array.of(0, 1, 0))
})

it("tells doubles apart that differ in one half of their bits alone", () => {
  const numbers = Float64Array.from({ length: 2000 }, (_, i) => (i % 2 === 0 ? 1 + i * Number.EPSILON : 2 ** (i / 2)))
  expect(new HashedNumbers(2000).placesOf(numbers)).toEqual(Int32Array.from(numbers.keys()))
})

it("holds 16,384 numbers and says that more are too many", () => {
  const numbers = Float64Array.from({ length: 16_385 }, (_, i) => i / 3)
  const room = () => new HashedNumbers(numbers.length)
  expect(room().placesOf(numbers)).toBeNull()
  expect(room().placesOf(numbers.subarray(1))?.at(-1)).toBe(16_383)
})
