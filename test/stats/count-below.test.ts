import { describe, expect, it } from "vitest"
import { countAtOrBelow } from "../../src/stats/count-below.js"
import { randomNumbers } from "../../src/stats/random.js"

describe("countAtOrBelow", () => {
  it("finds from any known number what it finds from none", () => {
    const next = randomNumbers(4)
    const sorted = Float64Array.from({ length: 300 }, () => Math.floor(next() * 100)).sort()
    for (const value of [-1, 0, 3, 50.5, 98, 99, 100]) {
      const counted = sorted.filter((other) => other <= value).length
      for (let from = 0; from <= counted; from++) expect(countAtOrBelow(sorted, value, from)).toBe(counted)
    }
  })

  it("finds nothing in no values", () => {
    expect(countAtOrBelow(new Float64Array(0), 1)).toBe(0)
  })
})
