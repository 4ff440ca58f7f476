import { expect, it } from "vitest"
import { chanceBeyond } from "../../src/stats/chance-beyond.js"
import { tTwoSided } from "../../src/stats/special.js"

it("of one value it is the tail of Student's law", () => {
  // The distance to a limit of k values, in units of its own error, is 3·√((k − 1)/(k + 1)) with k − 1 degrees of freedom.
  for (const known of [2, 3, 5, 10, 30, 100]) {
    const exact = tTwoSided(3 * Math.sqrt((known - 1) / (known + 1)), known - 1) / 2
    const found = chanceBeyond({ found: 1, values: 1, known, reach: 3 })
    expect(Math.abs(found - exact), `${known} known`).toBeLessThan(1e-4)
  }
})

it("of many values it is what a simulation says, far from what independent ones would say", () => {
  // 400,000 seeded draws with numpy 2.4.6: 10 known values, 20 others. The binomial law of the mean share says 0.0017 and 0.0000033.
  const [three, five] = [3, 5].map((found) => chanceBeyond({ found, values: 20, known: 10, reach: 3 }))
  expect(Math.abs(three - 0.0184), "3 of 20").toBeLessThan(0.0006)
  expect(Math.abs(five - 0.00334), "5 of 20").toBeLessThan(0.0003)
})

it("nothing beyond is certain, and one among a hundred is no surprise", () => {
  expect(chanceBeyond({ found: 0, values: 100, known: 10, reach: 3 })).toBe(1)
  expect(chanceBeyond({ found: 1, values: 100, known: 10, reach: 3 })).toBeGreaterThan(0.3)
  expect(chanceBeyond({ found: 1, values: 100, known: 100, reach: 3 })).toBeGreaterThan(0.1)
})
