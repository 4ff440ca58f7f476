import { describe, expect, it } from "vitest"
import { performanceGap } from "../../src/judge/performance-gap.js"

const figure = (value: number | null, message = "Insufficient labelled data, n = 7: at least 100 are needed.") =>
  ({ layer: "performance", value, message, estimated: false }) as const

describe("why nothing can be said of performance", () => {
  it("is that no row has enough labels, in the words of the figures", () => {
    expect(performanceGap([figure(null), figure(null)], false)).toBe(
      "Model performance: insufficient labelled data, n = 7: at least 100 are needed.",
    )
  })

  it("is nothing where any figure says something", () => {
    expect(performanceGap([figure(null), figure(0.9)], true)).toBeNull()
  })

  it("stays where figures are estimated alone", () => {
    expect(performanceGap([figure(null), { ...figure(0.9), estimated: true }], true)).toContain("insufficient")
  })

  it("is that nothing was predicted, for those who asked", () => {
    const other = { layer: "business", value: null, message: "", estimated: false } as const
    expect(performanceGap([other], false)).toBeNull()
    expect(performanceGap([other], true)).toContain("--prediction")
  })
})
