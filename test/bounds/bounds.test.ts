import { readdirSync, readFileSync } from "node:fs"
import { beforeAll, describe, expect, it } from "vitest"
import type { DriftMethod, KnownMoments, Points } from "../../src/model.js"
import { loadRegistry, type Registry } from "../../src/registry.js"
import { countInDecileCells } from "../../src/stats/decile-cells.js"
import { countInBins } from "../../src/stats/count-in-bins.js"
import { equalWidthEdges } from "../../src/stats/equal-width-edges.js"
import { moments } from "../../src/stats/moments.js"
import { monitorDeciles, openDecileEdges } from "../../src/stats/open-decile-edges.js"
import { quantiles } from "../../src/stats/quantile.js"
import { normalDraws } from "../../src/stats/random.js"
import { patience } from "../helpers/patience.js"

let registry: Registry
beforeAll(async () => {
  registry = await loadRegistry()
})

const rows = 3000
const draws = (seed: number) => normalDraws(rows, seed)

/** Laws of one side by the seed; the second side is another draw, moved by `by`. */
const laws: Readonly<Record<string, (seed: number, by: number) => Float64Array>> = {
  normal: (seed, by) => draws(seed).map((x) => x + by),
  lognormal: (seed, by) => draws(seed).map((x) => Math.exp(2 * x + by)),
  "whole numbers": (seed, by) => draws(seed).map((x) => Math.round(5 * x + 3 * by)),
  "zero-inflated": (seed, by) => draws(seed).map((x) => (x < 0.5 ? 0 : x + by)),
  "two clumps": (seed, by) => draws(seed).map((x) => (x < 0 ? x / 100 : 1 + x / 100 + by)),
  "one outlier": (seed, by) => draws(seed).map((x, i) => (i === 0 ? 1e6 : x + by)),
}

/** Every so many values a point, the ends included. */
function thinned(sorted: Float64Array, every: number): Points {
  const chosen = new Set(Array.from(sorted).filter((_, i) => i % every === 0 || i === sorted.length - 1))
  const points = { values: [] as number[], at: [] as number[], between: [] as number[] }
  let passed = 0
  for (const value of sorted) {
    if (!chosen.has(value)) passed++
    else if (points.values.at(-1) === value) points.at[points.at.length - 1]++
    else {
      points.values.push(value)
      points.at.push(1)
      points.between.push(passed)
      passed = 0
    }
  }
  const [values, at, between] = [points.values, points.at, points.between].map((each) => Float64Array.from(each))
  return { values, at, between, step: null, slack: 0 }
}

function momentsOf(sample: Float64Array): KnownMoments {
  const { mean, std, skew } = moments(sample)
  return { mean, std: std ?? 0, skew }
}

function exact(method: DriftMethod, reference: Float64Array, current: Float64Array): number | null {
  const { meta } = method
  if (meta.needs === "samples") return method.measure({ reference, current }).score
  const [low, high] = [Math.min(reference[0], current[0]), Math.max(reference[rows - 1], current[rows - 1])]
  const edges =
    meta.bins === "plain-deciles"
      ? (openDecileEdges(quantiles(reference, monitorDeciles)) ?? Float64Array.of(-Infinity, Infinity))
      : equalWidthEdges(low, high, 50)
  return method.measure(
    meta.bins === "reference-deciles"
      ? countInDecileCells(reference, current)
      : { reference: countInBins(reference, edges), current: countInBins(current, edges) },
  ).score
}

const ofNumbers = readdirSync("src/methods")
  .map((name) => name.replace(".ts", ""))
  .filter((id) => /columnTypes: \[[^\]]*"numeric"/.test(readFileSync(`src/methods/${id}.ts`, "utf8")))

describe("bounds from points hold the score of all values", { timeout: patience(60) }, () => {
  it.each(ofNumbers)("%s", (id) => {
    const method = registry.methods.get(id)
    if (method?.bounds === undefined) throw new Error(`${id} has no bounds`)
    // The slow ones redistribute or transform all values.
    const tried = id === "mmd" || id === "epps-singleton" ? ["normal", "whole numbers"] : Object.keys(laws)
    for (const [law, draw] of Object.entries(laws).filter(([name]) => tried.includes(name)))
      for (const [seed, by] of [0, 0.03, 0.1, 0.3, 1].entries()) {
        const [reference, current] = [draw(2 * seed + 1, 0).sort(), draw(2 * seed + 2, by).sort()]
        const score = exact(method, reference, current)
        if (score === null) continue
        for (const every of [1, 7, 60]) {
          const {
            low,
            high,
            score: guess,
          } = method.bounds({
            ...{ reference: thinned(reference, every), current: thinned(current, every) },
            moments: { reference: momentsOf(reference), current: momentsOf(current) },
          })
          const of = `${law} moved by ${by}, every ${every}: ${low} ${score} ${high}`
          // Rounding of sums.
          const slack = 1e-9 * Math.max(1, Math.abs(score))
          expect([of, low <= score + slack && score <= high + slack]).toEqual([of, true])
          expect([of, low <= guess + slack && guess <= high + slack]).toEqual([of, true])
          if (every === 1) expect([of, high - low < 1e-7 * Math.max(1, high)]).toEqual([of, true])
        }
      }
  })
})
