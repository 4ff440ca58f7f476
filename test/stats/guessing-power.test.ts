import { expect, it } from "vitest"
import { equalRows } from "../../src/stats/equal-rows.js"
import { guessingPower, type GuessColumn } from "../../src/stats/guessing-power.js"
import { randomNumbers } from "../../src/stats/random.js"

const rows = 2000
const next = randomNumbers(11)
const label = Int32Array.from({ length: rows }, () => Number(next() < 0.3))
const labels: GuessColumn = { values: label, numeric: false }
const noise = Float64Array.from({ length: rows }, next)
const power = (values: ArrayLike<number>, numeric: boolean, target = labels) =>
  guessingPower({ values, numeric }, target)

it("is all for a copy of the label, as category or number, and next to nothing for noise", () => {
  expect(power(label, false)).toBe(1)
  expect(
    power(
      Float64Array.from(label, (one, i) => one + noise[i] / 2),
      true,
    ),
  ).toBeGreaterThan(0.95)
  expect(power(noise, true)).toBeLessThan(0.05)
})

it("does not let an identifier guess its own row", () => {
  expect(
    power(
      Int32Array.from(label, (_, i) => i),
      false,
    ),
  ).toBe(0)
})

it("is the size of Spearman's correlation between numbers", () => {
  const target = { values: noise, numeric: true }
  expect(
    power(
      noise.map((value) => -(value ** 3)),
      true,
      target,
    ),
  ).toBe(1)
})

it("is nothing for a target of one value, and for few rows", () => {
  expect(power(label, false, { values: new Int32Array(rows), numeric: false })).toBe(0)
  expect(
    guessingPower({ values: label.subarray(0, 49), numeric: false }, { values: label.subarray(0, 49), numeric: false }),
  ).toBe(0)
})

it("groups rows that agree in every column", () => {
  const columns = [
    [1, 1, 2, 1, 2],
    [NaN, 3, 3, NaN, 4],
  ]
  expect(equalRows(columns, [0, 1, 2, 3, 4])).toEqual([[0, 3]])
})
