import { describe, expect, it } from "vitest"
import { randomNumbers } from "../../src/stats/random.js"
import { sortAscending } from "../../src/stats/sort-ascending.js"

const n = 20_000
const next = randomNumbers(1)
const bits = new Uint32Array(2)
const double = new Float64Array(bits.buffer)

/** A double of random bits, never NaN. */
function anyDouble(): number {
  do bits.set([next() * 2 ** 32, next() * 2 ** 32])
  while (Number.isNaN(double[0]))
  return double[0]
}

const kinds: Record<string, (i: number) => number> = {
  "random bits": anyDouble,
  "random bits, finite or infinite": (i) => (i % 7 === 0 ? -Infinity : i % 11 === 0 ? Infinity : anyDouble()),
  shares: () => next(),
  "either sign": () => next() - 0.5,
  "zeros of both signs among others": (i) => [0, -0, 1, -1, 5e-324, -5e-324][i % 6],
  "zeros of both signs only": () => (next() < 0.5 ? 0 : -0),
  "one value": () => 3.25,
  "whole numbers": () => Math.floor(next() * 100),
  "whole numbers on both sides of zero": () => Math.floor(next() * 2000) - 1000,
  "whole numbers and a fraction": (i) => (i === 17 ? 2.5 : Math.floor(next() * 50)),
  "whole numbers over a long range": () => Math.floor(next() * 1e12),
  cents: () => Math.round(next() * 1e6) / 100,
  "milliseconds of one day": () => 1.7e12 + Math.floor(next() * 8.64e7),
  "a range of a few bits": () => 1 + Math.floor(next() * 1e6) * Number.EPSILON,
  "many per high word, none narrow": (i) => (i % 2 === 0 ? 1 : 1e9) + Math.floor(next() * 1e6) * Number.EPSILON,
  "spread, and as many in one place": (i) => (i % 2 === 0 ? next() : 1 + Math.floor(next() * 1e6) * Number.EPSILON),
  ascending: (i) => i - 5000,
  descending: (i) => -i,
  denormals: () => Math.floor(next() * 1e6) * Number.MIN_VALUE,
  "single precision": () => Math.fround(next() * 1000),
}

describe("sortAscending gives the bits that the built-in sort gives", () => {
  for (const [kind, draw] of Object.entries(kinds))
    it(`for ${kind}`, () => {
      for (const length of [0, 1, 2, 2047, 2048, 2049, n]) {
        const values = Float64Array.from({ length }, (_, i) => draw(i))
        const expected = values.slice().sort()
        expect(sortAscending(values)).toBe(values)
        expect(Buffer.from(values.buffer).equals(Buffer.from(expected.buffer))).toBe(true)
      }
    })

  it("in a part of a buffer, leaving the rest alone", () => {
    const whole = Float64Array.from({ length: n }, () => next())
    const before = whole.slice()
    const part = whole.subarray(100, n - 100)
    sortAscending(part)
    expect(part).toEqual(before.slice(100, n - 100).sort())
    expect(whole.slice(0, 100)).toEqual(before.slice(0, 100))
    expect(whole.slice(n - 100)).toEqual(before.slice(n - 100))
  })
})
