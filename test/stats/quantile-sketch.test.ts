import { describe, expect, it } from "vitest"
import { quantile } from "../../src/stats/quantile.js"
import { quantileAt } from "../../src/stats/quantile.js"
import { QuantileSketch } from "../../src/stats/quantile-sketch.js"
import { randomNumbers } from "../../src/stats/random.js"
import { distributionQuantile, quantileInterval } from "../../src/stats/intervals/quantile-interval.js"
import { SortedValues, boundsAt } from "../../src/stats/ordered-values.js"

const rows = 20_000
const of = (value: (next: () => number, i: number) => number, seed = 7) => {
  const next = randomNumbers(seed)
  return Float64Array.from({ length: rows }, (_, i) => value(next, i))
}
const normal = (next: () => number) => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())

const samples: Record<string, Float64Array> = {
  uniform: of((next) => next()),
  "latencies, lognormal": of((next) => 20 * Math.exp(0.5 * normal(next))),
  "a tail heavier than any mean": of((next) => (1 - next()) ** -2),
  constant: of(() => 21.7),
  zeros: of(() => 0),
  negatives: of((next) => -Math.exp(3 * normal(next))),
  "mixed signs and zeros": of((next, i) => (i % 7 === 0 ? 0 : 1000 * normal(next))),
  "all sizes that doubles have": of((next) => (next() < 0.5 ? -1 : 1) * 2 ** (2045 * next() - 1022)),
  "powers of the bucket's width": of((_, i) => (1.001 / 0.999) ** ((i % 4000) - 2000)),
  "the largest and the smallest": of((_, i) => [Number.MAX_VALUE, -Number.MAX_VALUE, 2 ** -1022, -(2 ** -1022)][i % 4]),
  "µs to hours": of((next) => 10 ** (9.5 * next() - 3)),
}
const errors = [0.01, 0.001, 0.05]

const sketchOf = (values: Iterable<number>, error: number) => {
  const sketch = new QuantileSketch(error)
  for (const value of values) sketch.add(value)
  return sketch
}

describe.each(Object.entries(samples))("a sketch of values: %s", (_, values) => {
  const sorted = values.slice().sort()

  it.each(errors)("gives each value of their order to %d of it, ends and count exactly", (error) => {
    const sketch = sketchOf(values, error)
    expect(sketch.count).toBe(rows)
    expect([sketch.at(0), sketch.at(rows - 1)]).toEqual([sorted[0], sorted[rows - 1]])
    let before = -Infinity
    // Each walks over all buckets: places close to the ends and some of the others.
    for (let place = 0; place < rows; place += place < 100 || place > rows - 100 ? 1 : 97) {
      const value = sketch.at(place)
      const exact = sorted[place]
      if (!(Math.abs(value - exact) <= error * Math.abs(exact))) expect([place, value]).toEqual([place, exact])
      expect(value).toBeGreaterThanOrEqual(before)
      before = value
    }
  })

  it("has quantiles within the error of exact ones, and an interval that holds theirs", () => {
    const error = 0.001
    const sketch = sketchOf(values, error)
    for (const share of [0.01, 0.5, 0.95, 0.99]) {
      const found = distributionQuantile(sketch, share)
      const exact = quantileInterval(sorted, share)
      const place = Math.floor(share * (rows - 1))
      const size = Math.max(Math.abs(sorted[place]), Math.abs(sorted[place + 1]))
      expect(Math.abs((found.value ?? NaN) - quantile(sorted, share))).toBeLessThanOrEqual(error * size)
      expect(found.low).toBeLessThanOrEqual(exact.low ?? NaN)
      expect(found.high).toBeGreaterThanOrEqual(exact.high ?? NaN)
      // Wider by the error on either side and the sketch's own: at most twice.
      if (sorted[rows - 1] === Number.MAX_VALUE) continue // Sums below overflow.
      expect(exact.low ?? NaN).toBeLessThanOrEqual((found.low ?? NaN) + 2.01 * error * Math.abs(exact.low ?? NaN))
      expect(exact.high ?? NaN).toBeGreaterThanOrEqual((found.high ?? NaN) - 2.01 * error * Math.abs(exact.high ?? NaN))
      expect(found.relative_error).toBe(error)
    }
  })
})

describe("a sketch", () => {
  it("is the same in whatever order values come", () => {
    const values = samples["mixed signs and zeros"]
    const [sketch, again] = [sketchOf(values, 0.01), sketchOf(values.slice().reverse(), 0.01)]
    for (let place = 0; place < rows; place += 13) expect(again.at(place)).toBe(sketch.at(place))
  })

  it("has as many buckets as it says: some 11,000 for latencies of 1 µs to 1 h, at most 710,000 a sign", () => {
    expect(sketchOf([1e-3, 3.6e6], 0.001).buckets).toBeLessThan(11_500)
    expect(sketchOf([2 ** -1022, Number.MAX_VALUE], 0.001).buckets).toBeLessThan(710_000)
  })

  it("counts as 0 what doubles hold too few digits of", () => {
    const sketch = sketchOf([-1, 5e-324, -5e-324, 1e-310, 1], 0.001)
    expect([1, 2, 3].map((place) => sketch.at(place))).toEqual([0, 0, 0])
  })
})

describe("values in order", () => {
  it("that are all there have no error, and are themselves their bounds", () => {
    const values = new SortedValues(Float64Array.of(-2, 0, 3.7))
    expect([values.at(0), values.error, values.count]).toEqual([-2, 0, 3])
    for (const [place, value] of [-2, 0, 3.7].entries())
      expect(boundsAt(values, place)).toEqual({ least: value, most: value })
    expect(quantileAt((place) => values.at(place), 3, 0.5)).toBe(0)
  })
})
