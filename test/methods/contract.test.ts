import { readdirSync } from "node:fs"
import { describe, expect, it } from "vitest"
import type { Counts, DriftMethod, Embeddings, ListSample, Samples, Texts, Vectors } from "../../src/model.js"
import { loadRegistry } from "../../src/registry.js"
import { countInBins } from "../../src/stats/count-in-bins.js"
import { countInDecileCells } from "../../src/stats/decile-cells.js"
import { equalWidthEdges } from "../../src/stats/equal-width-edges.js"
import { normalDraws } from "../../src/stats/random.js"
import { edgeTexts, texts, vectorSides } from "./text-sides.js"

const { methods } = await loadRegistry()

const samples = (reference: Iterable<number>, current: Iterable<number>): Samples => ({
  reference: Float64Array.from(reference).sort(),
  current: Float64Array.from(current).sort(),
})
const counts = (reference: number[], current: number[]): Counts => ({
  reference: Float64Array.from(reference),
  current: Float64Array.from(current),
})

type Evidence = Samples | Counts | Texts | Vectors | Embeddings

/** Samples in the form that a method of numbers asks for. */
function numbersFor(method: DriftMethod, both: Samples): Evidence {
  if (method.meta.needs === "samples") return both
  const { reference, current } = both
  if (method.meta.bins !== "equal-width-50") return countInDecileCells(reference, current)
  const low = Math.min(reference[0], current[0])
  const high = Math.max(reference[reference.length - 1], current[current.length - 1])
  const edges = equalWidthEdges(low, high, 50)
  return { reference: countInBins(reference, edges), current: countInBins(current, edges) }
}

/** The score, which a method may only refuse at the edges. */
function scoreOf(method: DriftMethod, given: Evidence): number {
  const { score } = method.measure(given)
  if (score === null) throw new Error("there is no score")
  return score
}

function drifted(method: DriftMethod, given: Evidence): boolean {
  const { kind, threshold } = method.meta
  const score = scoreOf(method, given)
  return kind === "test" ? score < threshold : score >= threshold
}

const repeat = (value: number, n: number) => new Array<number>(n).fill(value)

const edgeSamples: Record<string, Samples> = {
  "one value each, equal": samples([1], [1]),
  "one value each, different": samples([1], [2]),
  "one value against many": samples(
    [99],
    Array.from({ length: 20 }, (_, i) => i),
  ),
  "the same constant": samples(repeat(7, 30), repeat(7, 40)),
  "two constants": samples(repeat(0, 30), repeat(1, 40)),
  "a constant, then not": samples(repeat(5, 30), [4, 5, 6]),
  "ties everywhere": samples([1, 1, 2, 2, 2, 3], [1, 2, 2, 3, 3]),
  "zeros of both signs": samples([-0, 0, -0], [0, 0]),
  "nothing in common": samples(
    normalDraws(300, 1),
    normalDraws(200, 2).map((value) => value + 1000),
  ),
  "1e300": samples([1e300, 2e300, 3e300], [1.5e300, 9e300]),
  "the largest doubles": samples([-1.7e308, 0, 1.7e308], [-1.6e308, 1.75e308]),
  "the two ends of all doubles": samples(repeat(-1.7e308, 3), repeat(1.7e308, 3)),
  denormals: samples([5e-324, 1e-323, 1e-322], [0, 5e-324]),
  "one bit apart": samples(repeat(1, 5), repeat(1 + Number.EPSILON, 5)),
  "sizes far apart": samples(normalDraws(20_000, 3), [0.1]),
  "three values": samples([1, 2], [3]),
  "five disjoint values each": samples([1, 2, 3, 4, 5], [11, 12, 13, 14, 15]),
  "mostly one value": samples([...repeat(0, 90), 1, 2], [...repeat(0, 80), 5]),
  "two values": samples([...repeat(0, 30), ...repeat(1, 20)], [...repeat(0, 10), ...repeat(1, 40)]),
  "one value beyond all others": samples([...normalDraws(40, 6), 1e300], normalDraws(30, 7)),
  "far from zero": samples(
    normalDraws(40, 8).map((value) => 9e15 + Math.round(value * 4)),
    normalDraws(30, 9).map((value) => 9e15 + Math.round(value * 4)),
  ),
  "many rows": samples(normalDraws(30_000, 4), normalDraws(25_000, 5)),
}

const edgeCounts: Record<string, Counts> = {
  "one category": counts([10], [20]),
  "one row each": counts([1, 0], [0, 1]),
  "a category on one side only": counts([10, 20, 5], [6, 9, 0]),
  "nothing in common": counts([10, 20, 0, 0], [0, 0, 15, 15]),
  "ten thousand categories": counts(
    Array.from({ length: 10_000 }, (_, i) => (i % 3 === 0 ? 0 : 1 + (i % 7))),
    Array.from({ length: 10_000 }, (_, i) => (i % 3 === 1 ? 0 : 1 + (i % 5))),
  ),
  "two categories, one gone": counts([10, 20], [30, 0]),
  "a thousand categories": counts(repeat(1, 1000), [...repeat(2, 999), 0]),
  "billions of rows": counts([4e9, 5e9, 1], [4.1e9, 4.9e9, 0]),
  "one row against millions": counts([1, 0], [3e6, 2e6]),
}

describe("methods", () => {
  it("are the files of src/methods, by id", () => {
    const files = readdirSync("src/methods").map((file) => file.replace(".ts", ""))
    expect(Array.from(methods.keys()).sort()).toEqual(files.sort())
    expect(files.length).toBeGreaterThanOrEqual(5)
  })
})

interface Trial {
  equal: Evidence
  distant: Evidence
  edges: [string, Evidence][]
}

const entries = <Value>(table: Record<string, Value>) => Object.entries(table)

/** What a method must stand, by the first type of column that it serves. */
function trialOf(method: DriftMethod): Trial {
  const types = method.meta.columnTypes
  const three = counts([40, 30, 30], [40, 30, 30])
  const takesThree = !types.includes("categorical") || method.measure(three).score !== null
  const categories: Trial = {
    equal: takesThree ? three : counts([40, 60], [20, 30]),
    distant: takesThree ? counts([400, 300, 10], [10, 300, 400]) : counts([400, 10], [10, 300]),
    edges: entries(edgeCounts),
  }
  if (types.includes("numeric")) {
    const values = normalDraws(500, 11)
    const moved = values.map((value) => value + 3)
    const edges = entries(edgeSamples).map(([name, both]): [string, Evidence] => [name, numbersFor(method, both)])
    return {
      equal: numbersFor(method, samples(values, values)),
      distant: numbersFor(method, samples(values, moved)),
      edges: types.includes("categorical") ? [...edges, ...categories.edges] : edges,
    }
  }
  if (types.includes("datetime")) {
    // Monday 5 January 2026, 0:00 UTC: mornings of working days, then nights of weekends.
    const monday = 1_767_571_200_000
    const hours = (first: number) => Array.from({ length: 300 }, (_, i) => monday + (first + (i % 5)) * 3_600_000)
    const edges = entries({
      "one instant each": samples([monday], [monday + 1]),
      "the same instant": samples(repeat(monday, 40), repeat(monday, 30)),
      "before 1970": samples([-1, -86_400_000], [-8.64e15, 8.64e15]),
      "beyond any calendar": samples([-1e300], [1e300]),
    })
    return { equal: samples(hours(6), hours(6)), distant: samples(hours(6), hours(5 * 24 + 22)), edges }
  }
  if (types.includes("text")) {
    const said = Array.from({ length: 200 }, (_, i) => `the parcel number ${i % 50} arrived late`)
    const other = Array.from({ length: 200 }, (_, i) =>
      `PZ-${i % 50}: 404!!! $$$ (retry) https://x.example/${i} `.repeat(2),
    )
    const [equal, distant] = [texts(said, said), texts(said, other)]
    if (method.meta.needs === "embeddings") {
      const edges = entries(edgeTexts).map(([name, both]): [string, Evidence] => [name, vectorSides(both)])
      return { equal: vectorSides(equal), distant: vectorSides(distant), edges }
    }
    return { equal, distant, edges: entries(edgeTexts) }
  }
  if (types.includes("nested")) return vectorTrial()
  return categories
}

/** `count` vectors of these many places, drawn from the normal law, moved by `shift`. */
function drawn(count: number, places: number, seed: number, shift = 0): ListSample {
  const values = normalDraws(count * places, seed)
  const lists = Array.from({ length: count }, (_, i) =>
    Float64Array.from(values.slice(i * places, (i + 1) * places), (value) => value + shift),
  )
  return { rows: Int32Array.from({ length: count }, (_, i) => i), lists, of: count }
}

function vectorTrial() {
  const some = drawn(200, 4, 1)
  const edges = {
    "one vector each": { reference: drawn(1, 3, 1), current: drawn(1, 3, 2) },
    "other lengths": { reference: some, current: drawn(200, 5, 1) },
    "of no places": { reference: drawn(50, 0, 1), current: drawn(50, 0, 1) },
    "all the same": {
      reference: { ...some, lists: some.lists.map(() => Float64Array.of(1, 2)) },
      current: drawn(90, 2, 3),
    },
    "not finite": {
      reference: { ...some, lists: some.lists.map(() => Float64Array.of(NaN, 2)) },
      current: drawn(90, 2, 3),
    },
    "far apart in size": { reference: drawn(6, 3, 1), current: drawn(2500, 3, 2) },
  }
  return {
    equal: { reference: some, current: some },
    distant: { reference: some, current: drawn(200, 4, 2, 3) },
    edges: Object.entries(edges),
  }
}

/** What classifiers look at: their score is that of guessing, not 0, where nothing changed. */
const classifying: ReadonlySet<string> = new Set(["texts", "vectors", "embeddings"])

for (const [id, method] of methods) {
  const { meta } = method
  const { equal, distant, edges } = trialOf(method)

  describe(id, () => {
    it("says what it is", () => {
      expect(meta.columnTypes.length).toBeGreaterThan(0)
      for (const text of [meta.title, meta.shortTitle, meta.description, meta.thresholdReason, meta.source])
        expect(text.trim()).not.toBe("")
      expect(meta.description).toMatch(/\.$/)
      expect(meta.thresholdReason).toMatch(/\.$/)
      expect(meta.threshold).toBeGreaterThan(0)
      if (meta.needs === "counts" && meta.columnTypes.includes("numeric")) expect(meta.bins).toBeDefined()
      if (meta.kind === "test") expect("noiseFloor" in method).toBe(false)
    })

    it("is quiet about equal sides and not about distant ones", () => {
      expect(drifted(method, equal)).toBe(false)
      const score = scoreOf(method, equal)
      // Some tables of p-values end at 0.25, and permutations only come near 1.
      if (meta.kind === "test") expect(score).toBeGreaterThanOrEqual(0.25)
      else if (!classifying.has(meta.needs)) expect(score).toBeCloseTo(0, 12)
      expect(drifted(method, distant)).toBe(true)
    })

    it("gives finite figures at the edges, p-values within [0, 1] and distances from 0 up", () => {
      for (const [name, given] of edges) {
        const result = method.measure(given)
        if (result.score === null) {
          expect(result.reason, name).toMatch(/\S/)
          continue
        }
        const { score, statistic = 0 } = result
        const floor = method.noiseFloor?.(given) ?? 0
        expect([score, statistic, floor].every(Number.isFinite), `${name}: ${score} ${statistic} ${floor}`).toBe(true)
        expect(score, name).toBeGreaterThanOrEqual(0)
        expect(floor, name).toBeGreaterThanOrEqual(0)
        if (meta.kind === "test") expect(score, name).toBeLessThanOrEqual(1)
      }
    })

    it("leaves its evidence as it was and says the same twice", () => {
      for (const [name, given] of edges) {
        const before = structuredClone(given)
        const first = [method.measure(given), method.noiseFloor?.(given)]
        expect([method.measure(given), method.noiseFloor?.(given)], name).toEqual(first)
        expect(given, name).toEqual(before)
      }
    })

    if (!("noiseFloor" in method && meta.columnTypes.includes("numeric"))) return
    it("exceeds its noise floor in few of 400 unchanged pairs", () => {
      const pairs = 400
      let above = 0
      for (let pair = 0; pair < pairs; pair++) {
        const both = samples(normalDraws(400, 2 * pair), normalDraws(300, 2 * pair + 1))
        const given = numbersFor(method, both)
        if (scoreOf(method, given) > (method.noiseFloor?.(given) ?? Infinity)) above++
      }
      expect(above / pairs).toBeGreaterThan(0)
      // 5 % where the formula is exact; more for limit laws at a few hundred rows.
      expect(above / pairs).toBeLessThan(0.1)
    })
  })
}
