import { describe, expect, it } from "vitest"
import { midwayEdges } from "../../src/stats/midway-edges.js"

describe("midwayEdges", () => {
  it("lie half-way between neighbours", () => {
    expect(Array.from(midwayEdges([1, 2, 3.5]))).toEqual([0.5, 1.5, 2.75, 4])
  })

  it("leave an empty bin where two values lie more than twice as far apart as is typical", () => {
    expect(Array.from(midwayEdges([1, 10, 100]))).toEqual([-3.5, 5.5, 14.5, 95.5, 104.5])
  })

  it("take two values", () => {
    expect(Array.from(midwayEdges([0.5, 2.5]))).toEqual([-0.5, 1.5, 3.5])
  })
})
