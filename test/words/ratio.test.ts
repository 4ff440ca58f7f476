import { expect, test } from "vitest"
import { distanceRatio, position, pRatio, tick } from "../../src/words/ratio.js"

test("a bar is linear up to its tick and logarithmic above", () => {
  expect(position(0)).toBe(0)
  expect(position(-1)).toBe(0)
  expect(position(0.5)).toBeCloseTo(0.2, 12)
  expect(position(1)).toBe(tick)
  expect(position(Math.sqrt(20))).toBeCloseTo(0.7, 12)
  expect(position(20)).toBe(1)
  expect(position(1e9)).toBe(1)
})

test("distances and p-values share one scale", () => {
  expect(distanceRatio(0.25, 0.1)).toBeCloseTo(2.5, 12)
  expect(pRatio(0.05, 0.05)).toBe(1)
  expect(pRatio(0.0025, 0.05)).toBeCloseTo(2, 12)
  expect(pRatio(1, 0.05)).toBeCloseTo(0, 12)
  expect(pRatio(0, 0.05)).toBeCloseTo(Math.log(1e-300) / Math.log(0.05), 9)
})
