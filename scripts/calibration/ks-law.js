// How often Kolmogorov–Smirnov can find a change at all, with 200 rows a side, as one column of fifty.
import ks from "../../dist/methods/ks.js"
import { randomNumbers } from "../../dist/stats/random.js"
import { drawn, normal } from "./tables.js"

const rows = 200
const draws = 20_000
const changes = { "shift 0.5 sd": (z) => z + 0.5, "spread × 1.5": (z) => 1.5 * z }

/** For each change, in how many draws p is below 0.001, and in how many p / 0.8. */
export const ksLawScene = {
  id: "law of ks, 200/200",
  runs: 1,
  count() {
    const next = randomNumbers(12345)
    const side = (change) => Float64Array.from(drawn(normal, rows, next), change).sort()
    const found = Object.fromEntries(
      Object.entries(changes).map(([name, change]) => {
        const counts = { plain: 0, weighed: 0 }
        for (let i = 0; i < draws; i++) {
          const { score: p } = ks.measure({ reference: side((z) => z), current: side(change) })
          counts.plain += p < 0.001 ? 1 : 0
          counts.weighed += p / 0.8 < 0.001 ? 1 : 0
        }
        return [name, counts]
      }),
    )
    return { runs: 1, draws, found }
  },
}
