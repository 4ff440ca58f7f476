import { describe, expect, it } from "vitest"
import { maxEcdfGap } from "../../src/stats/max-ecdf-gap.js"
import { codePoints } from "../../src/stats/code-points.js"
import { nonLetterShare, wordCount } from "../../src/stats/text-figures.js"
import { textKs } from "../../src/stats/text-ks.js"
import { random } from "../helpers/random.js"

const figureOf = { points: codePoints, words: wordCount, nonLetterShare }

const side = (seed: number, texts: number, longest: number) => {
  const next = random(seed)
  const values = Array.from({ length: texts }, () => "ab 1 ".repeat(Math.floor(next() * longest)).slice(1))
  return { values, counts: Float64Array.from(values, () => 1 + Math.floor(next() * 3)) }
}

/** The figure of every row, ascending. */
const figures = ({ values, counts }: ReturnType<typeof side>, figure: keyof typeof figureOf) =>
  Float64Array.from(values.flatMap((text, i) => new Array<number>(counts[i]).fill(figureOf[figure](text)))).sort()

describe("textKs", () => {
  it("gives the same gap, to the last bit, from rows counted by figure as from all rows in order", () => {
    for (let run = 0; run < 20; run++) {
      const [a, b] = [side(run, 40 + run, 30), side(run + 100, 55, 24 + run)]
      for (const figure of ["points", "words", "nonLetterShare"] as const)
        expect(textKs(a, b, figure).gap, figure).toBe(maxEcdfGap(figures(a, figure), figures(b, figure)).gap)
    }
  })

  it("takes a text of more than a million characters", () => {
    const [a, b] = [side(1, 20, 30), { values: ["x".repeat(1_000_001), "x"], counts: Float64Array.of(1, 1) }]
    expect(textKs(a, b, "points").gap).toBe(maxEcdfGap(figures(a, "points"), figures(b, "points")).gap)
  })
})
