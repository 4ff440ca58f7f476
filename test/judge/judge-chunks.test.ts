import { expect, it } from "vitest"
import { chunksAt } from "../helpers/sample-performance.js"

const judged = (...args: Parameters<typeof chunksAt>) => chunksAt(...args).figures[0]

it("half of the chunks below their limit are more than chance brings", () => {
  const { worse, chance, surely_worse } = judged([0.8, 0.8, 0.8, 0.8, 0.8, 0.7, 0.7, 0.7, 0.7, 0.7])
  expect({ worse, surely_worse }).toEqual({ worse: [5, 6, 7, 8, 9], surely_worse: true })
  expect(chance).toBeLessThan(0.005)
})

it("one of a hundred is not, and neither are ten where the limits are made of three chunks", () => {
  const hundred = (low: number) => Array.from({ length: 100 }, (_, i) => (i < low ? 0.7 : 0.8))
  expect(judged(hundred(1))).toMatchObject({ worse: [0], surely_worse: false })
  expect(judged(hundred(10), 3).surely_worse).toBe(false)
  expect(judged(hundred(10), 30).surely_worse).toBe(true)
})

it("chunks on the better side are none, and there is nothing to say without a limit on the worse one", () => {
  expect(judged(new Array<number>(10).fill(0.9))).toMatchObject({ worse: [], chance: 1, surely_worse: false })
  expect(judged(new Array<number>(10).fill(0.7), 10, { low_limit: null })).toMatchObject({ worse: [], chance: null })
  expect(judged(new Array<number>(10).fill(0.9), 10, { better: "lower" }).surely_worse).toBe(true)
})

it("what labels say is taken before what is estimated", () => {
  const values = Array.from({ length: 10 }, () => ({
    ...{ estimated: 0.8, low: null, high: null, realised: 0.7, alert: false, realised_alert: true },
  }))
  expect(judged([], 10, { values }).surely_worse).toBe(true)
})
