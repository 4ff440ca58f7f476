import { describe, expect, it } from "vitest"
import { normalDraws } from "../../src/stats/random.js"
import { embeddingAuc, type VectorRows } from "../../src/stats/embedding-auc.js"

const width = 24

/** Rows with normal vectors; the first coordinate is moved by `shift` in the first `moved` rows. */
function rows(n: number, seed: number, shift = 0, moved = n): VectorRows {
  const values = normalDraws(n * width, seed)
  const vectors = Array.from({ length: n }, (_, row) =>
    Float32Array.from({ length: width }, (_, i) => values[row * width + i] + (i === 0 && row < moved ? shift : 0)),
  )
  return { texts: vectors.map((_, row) => `text ${seed} ${row}`), vectors }
}

const low = ({ auc, standardError }: { auc: number; standardError: number }) => auc - 1.6448536269514722 * standardError

describe("a classifier on vectors", () => {
  it("never tells equal halves apart surely: none of 60 pairs of 200 rows reaches 0.55 with its bound", () => {
    const found = Array.from({ length: 60 }, (_, seed) =>
      embeddingAuc(rows(200, 2 * seed + 1), rows(200, 2 * seed + 2)),
    )
    expect(found.filter((each) => low(each) >= 0.55)).toEqual([])
    // The mean of 60 AUCs with a standard deviation of some 0.035.
    const mean = found.reduce((sum, { auc }) => sum + auc, 0) / found.length
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.02)
  })

  it("finds a shift about as well as can be: a standard deviation and a half is an AUC of 0.86 at best", () => {
    // Of two normal distributions: Φ(1.5 / √2) = 0.856. Vectors are scaled to length 1, which costs a little.
    const { auc } = embeddingAuc(rows(500, 1), rows(500, 2, 1.5))
    expect(auc).toBeGreaterThan(0.8)
    expect(auc).toBeLessThan(0.88)
  })

  it("holds the rows that moved for current first, without having seen them", () => {
    const { logOdds } = embeddingAuc(rows(400, 3), rows(400, 4, 5, 120))
    const first = Array.from(logOdds.keys())
      .sort((a, b) => logOdds[b] - logOdds[a])
      .slice(0, 20)
    expect(first.filter((row) => row < 120).length).toBeGreaterThanOrEqual(19)
  })

  it("cannot tell by texts that both sides have", () => {
    const [side] = [rows(100, 5)]
    const { auc } = embeddingAuc(side, side)
    expect(auc).toBeLessThanOrEqual(0.5)
  })

  it("gives no answer for a row or two, and stands vectors that are all alike", () => {
    expect(embeddingAuc(rows(1, 6), rows(1, 7))).toMatchObject({ foldsJudged: 0, auc: 0.5 })
    const same = { texts: rows(50, 8).texts, vectors: new Array<Float32Array>(50).fill(new Float32Array(width)) }
    const other = { ...same, texts: rows(50, 9).texts }
    expect(embeddingAuc(same, other).auc).toBeCloseTo(0.5, 12)
  })
})
