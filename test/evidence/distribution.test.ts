import { describe, expect, it } from "vitest"
import { compareFiles } from "../../src/library.js"
import type { Histogram } from "../../src/model.js"
import { freshFolder } from "../helpers/in-folder.js"

const folder = freshFolder()

/** The bins of a column whose rows repeat these values, the current ones moved by so many places. */
async function binsOf(values: readonly number[], moved: number): Promise<Histogram> {
  const side = (name: string, shift: number) =>
    folder.write(
      name,
      ["x", ...Array.from({ length: 1200 }, (_, i) => values[((i * 7) % 1200) % (values.length - 2)] + shift)].join(
        "\n",
      ),
    )
  const { report } = await compareFiles(side("ref.csv", 0), side("cur.csv", moved), {})
  return report.columns[0].distribution as Histogram
}

describe("a histogram", () => {
  it("has a bin for each value that lies on even steps, and no gap that is not there", async () => {
    // Wind speeds: knots as miles per hour, 34 different values 1.15078 apart. Bins of 1.04 had left two of them empty.
    const winds = Array.from({ length: 34 }, (_, knots) => knots * 1.15078)
    const { edges, reference, discrete } = await binsOf(winds, 0)
    expect(discrete).toBe(true)
    expect(reference).toHaveLength(32)
    expect(Math.min(...reference)).toBeGreaterThan(0)
    for (const [i, edge] of edges.slice(0, -1).entries()) expect((edge + edges[i + 1]) / 2).toBeCloseTo(winds[i], 9)
  })

  it("has bins of several steps where there are many values", async () => {
    const prices = Array.from({ length: 200 }, (_, i) => i * 0.25)
    const { edges, reference, discrete } = await binsOf(prices, 0)
    expect(discrete).toBe(false)
    expect(edges[1] - edges[0]).toBeCloseTo(7 * 0.25, 9)
    // Every bin but the last holds seven values: the same height, give or take what the rows bring.
    expect(Math.max(...reference.slice(0, -1)) - Math.min(...reference.slice(0, -1))).toBeLessThanOrEqual(8)
  })

  it("has a bar for each of a few values at uneven steps, and the gaps that lie between them", async () => {
    // Denominations with a half: on no even steps. Bins of equal width had put 0.5, 1 and 2 into one.
    const { edges, reference, discrete } = await binsOf([0.5, 1, 2, 5, 10, 20, 50, 100, 0, 0], 0)
    expect(discrete).toBe(false)
    for (const value of [0.5, 1, 2, 5, 10, 20, 50, 100]) {
      const bin = edges.findLastIndex((edge) => edge <= value)
      expect([value, reference[bin]]).toEqual([value, 150])
    }
    expect(reference.filter((n) => n > 0)).toHaveLength(8)
    expect(reference.filter((n) => n === 0)).toHaveLength(2) // before 50 and before 100
  })

  it("sees the even steps of whole numbers", async () => {
    const prices = Array.from({ length: 30 }, (_, i) => i * 500)
    const { edges, reference, discrete } = await binsOf(prices, 0)
    expect(discrete).toBe(true)
    expect(edges[1] - edges[0]).toBe(500)
    expect(Math.min(...reference)).toBeGreaterThan(0)
  })

  it("keeps a true gap", async () => {
    const { reference } = await binsOf([0, 0.5, 1, 1.5, 8, 8.5, 9, 9.5, 10, 10.5], 0)
    expect(reference.filter((n) => n === 0)).toHaveLength(12)
  })
})
