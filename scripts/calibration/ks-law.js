// How often Kolmogorov–Smirnov can find a shift of 0.5 sd at all, with 200 rows a side, as one column of fifty.
import ks from "../../dist/methods/ks.js"
import { randomNumbers } from "../../dist/stats/random.js"
import { drawn, normal } from "./tables.js"

const rows = 200
const draws = 20_000

/** In how many draws p is below 0.001, and in how many p / 0.8. */
export const ksLawScene = {
  id: "law of ks, shift 0.5 sd",
  runs: 1,
  count() {
    const next = randomNumbers(12345)
    const side = (shift) => Float64Array.from(drawn(normal, rows, next), (z) => z + shift).sort()
    const found = { plain: 0, weighed: 0 }
    for (let i = 0; i < draws; i++) {
      const { score: p } = ks.measure({ reference: side(0), current: side(0.5) })
      found.plain += p < 0.001 ? 1 : 0
      found.weighed += p / 0.8 < 0.001 ? 1 : 0
    }
    return { runs: 1, draws, ...found }
  },
}
