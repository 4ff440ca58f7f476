import { describe, expect, it } from "vitest"
import { mergeSorted } from "../../src/stats/merge-sorted.js"
import { pooledQuantile } from "../../src/stats/pooled-quantile.js"
import { quantile } from "../../src/stats/quantile.js"
import { normalDraws } from "../../src/stats/random.js"
import { sorted } from "./golden.js"

describe("pooledQuantile", () => {
  const shares = [0, 0.025, 0.1, 0.25, 1 / 3, 0.5, 0.9, 0.975, 1]

  it("is the quantile of both samples merged, exactly, for every way that they can lie", () => {
    const sides: Float64Array[] = [
      [],
      [1],
      [2],
      [1, 1, 1],
      [1, 2, 3],
      [2, 2, 5, 9],
      [-7, 0, 0, 0, 0, 2, 11],
      [100, 200],
    ].map(sorted)
    sides.push(normalDraws(101, 1).sort(), normalDraws(2000, 2).sort())
    for (const a of sides)
      for (const b of sides) {
        if (a.length + b.length === 0) continue
        for (const share of shares)
          expect(pooledQuantile(a, b, share), `${a.length} ${b.length} ${share}`).toBe(
            quantile(mergeSorted(a, b), share),
          )
      }
  })
})
