import { describe, expect, it } from "vitest"
import { rememberPair } from "../../src/stats/remember-pair.js"

describe("rememberPair", () => {
  it("works each pair out once, and both orders apart", () => {
    let worked = 0
    const difference = rememberPair((a: Float64Array, b: Float64Array) => {
      worked++
      return a[0] - b[0]
    })
    const [a, b] = [Float64Array.of(3), Float64Array.of(1)]
    expect([difference(a, b), difference(a, b), difference(b, a)]).toEqual([2, 2, -2])
    expect(worked).toBe(2)
  })
})
