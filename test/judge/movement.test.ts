import { beforeAll, describe, expect, it } from "vitest"
import { compareDatasets } from "../../src/compare/compare.js"
import { movementsOf } from "../../src/judge/movement.js"
import { inOneLine, whatChanged } from "../../src/judge/what-changed.js"
import type { ColumnResult } from "../../src/model.js"
import { defaultOptions, type CompareOptions } from "../../src/options/options.js"
import { loadRegistry, type Registry } from "../../src/registry.js"
import { normalDraws, randomNumbers } from "../../src/stats/random.js"
import { memoryDataset } from "../helpers/memory-dataset.js"

let registry: Registry
beforeAll(async () => {
  registry = await loadRegistry()
})

const rows = 2000
const normals = (seed: number) => Array.from(normalDraws(rows, seed))
const uniform = (seed: number) => {
  const next = randomNumbers(seed)
  return Array.from({ length: rows }, next)
}
const counts = (seed: number, shares: readonly number[]) =>
  uniform(seed).map((u) => {
    let value = 0
    for (let below = shares[0]; u >= below && value < shares.length - 1; below += shares[++value]);
    return value
  })

async function column(
  reference: readonly number[],
  current: readonly number[],
  options: Partial<CompareOptions> = {},
): Promise<ColumnResult> {
  const [a, b] = [memoryDataset({ x: reference }), memoryDataset({ x: current })]
  const { columns } = await compareDatasets(a, b, { ...defaultOptions, ...options }, registry)
  expect(columns[0].status).toBe("drift")
  return columns[0]
}

const words = (found: ColumnResult) => {
  const change = whatChanged(found)
  return change === null ? "" : inOneLine(change)
}
const parts = (found: ColumnResult) => movementsOf(found).map(({ part }) => part)

describe("what carries the movement of numbers", () => {
  const [a, b] = [normals(1), normals(2)]

  it("is their location where all are larger", async () => {
    const found = await column(
      a,
      b.map((z) => z + 0.6),
    )
    expect(parts(found)).toEqual(["location"])
    expect(words(found)).toMatch(/^Median .*0\.0\d+ → 0\.\d+/)
  })

  it("is their location where all are larger by a factor, however skewed", async () => {
    const found = await column(
      a.map((z) => Math.exp(z)),
      b.map((z) => 1.6 * Math.exp(z)),
    )
    expect(parts(found)).toEqual(["location"])
    expect(words(found)).toMatch(/^Median 1\.\d+ → 1\.\d+ \(\+\d\d\.\d%\)$/)
  })

  it("is their spread where the middle stays: both 5–95 % ranges and how much narrower the second is", async () => {
    const found = await column(
      a.map((z) => 1017 + 8 * z),
      b.map((z) => 1017 + 5 * z),
    )
    expect(parts(found)).toEqual(["spread"])
    expect(words(found)).toMatch(/^5–95% 100\d–10[23]\d → 100\d–102\d \(width −3\d\.\d%\)$/)
  })

  it("is the share of zeros where the others stay as they are", async () => {
    const zeros = (values: number[], seed: number, share: number) =>
      uniform(seed).map((u, i) => (u < share ? 0 : Math.exp(values[i])))
    const found = await column(zeros(a, 3, 0.5), zeros(b, 4, 0.75))
    expect(parts(found)).toEqual(["share"])
    expect(words(found)).toMatch(/^Zeros (49|50|51)\.\d% → 7[456]\.\d%$/)
  })

  it("is the share of the commonest value, whatever it is", async () => {
    const found = await column(counts(5, [0.1, 0.2, 0.4, 0.2, 0.1]), counts(6, [0.15, 0.3, 0.1, 0.3, 0.15]))
    expect(parts(found)).toEqual(["share"])
    expect(words(found)).toMatch(/^Share of 2: (39|40|41)\.\d% → (9|10|11)\.\d%$/)
  })

  it("is a stand-in for missing values where it came", async () => {
    const found = await column(
      a,
      b.map((z, i) => (i % 9 === 0 ? -999 : z)),
    )
    expect(words(found)).toMatch(/^Share of −999: 0\.0% → 11\.\d%$/)
  })

  it("is a value that came into a tail, though too few rows hold it to move the body", async () => {
    const found = await column(
      a,
      b.map((z, i) => (i % 45 === 0 ? -999 : z)),
    )
    expect(found.effect?.method).toBe("tails-distance")
    expect(words(found)).toMatch(/^Share of −999: 0\.0% → 2\.\d%$/)
  })

  it("is a tail where the body stays: its point that moved most", async () => {
    const found = await column(
      a,
      b.map((z) => (z > 1.7 ? z + 4 : z)),
    )
    expect(parts(found)).toEqual(["tail"])
    expect(words(found)).toMatch(/^97\.5% point 1\.\d\d → [56]\.\d+/)
  })

  it("is the largest value where a distance of all values saw nothing else", async () => {
    const found = await column(
      a,
      b.map((z, i) => (i === 7 ? 4000 : z)),
      { methods: ["wasserstein"] },
    )
    expect(words(found)).toMatch(/^Largest value \d\.\d+ → 4000/)
  })

  it("is the share below a value where neither location nor spread nor a value tells it", async () => {
    const twoHumps = (values: number[], seed: number, share: number) =>
      uniform(seed).map((u, i) => values[i] + (u < share ? 0 : 20))
    const found = await column(twoHumps(a, 7, 0.75), twoHumps(b, 8, 0.4))
    expect(parts(found)).toEqual(["gap"])
    expect(words(found)).toMatch(/^Up to 1\d\.\d: 7[456]\.\d% → (38|39|40|41)\.\d% \(median \S+ → \S+\)$/)
  })

  it("is two parts where it takes both, the more telling first", async () => {
    const shiftedMost = await column(
      a,
      b.map((z) => 1.4 + 1.8 * z),
    )
    expect(parts(shiftedMost)).toEqual(["location", "spread"])
    expect(words(shiftedMost)).toMatch(/^Median .* → 1\.\d+ \(.*5–95% −1\.\d+ to 1\.\d+ → −1\.\d+ to 4\.\d+\)$/)
    const widenedMost = await column(
      a,
      b.map((z) => 0.6 + 2.6 * z),
    )
    expect(parts(widenedMost)).toEqual(["spread", "location"])
    const zeros = (values: number[], seed: number, share: number, by: number) =>
      uniform(seed).map((u, i) => (u < share ? 0 : by + values[i]))
    const both = await column(zeros(a, 3, 0.3, 5), zeros(b, 4, 0.5, 9))
    expect(parts(both)).toEqual(["share", "others"])
    expect(words(both)).toMatch(
      /^Zeros (29|30|31)\.\d% → (48|49|50|51)\.\d% \(mean of the others [45]\.\d+ → [89]\.\d+\)$/,
    )
  })

  it("goes with what went missing", async () => {
    const [reference, current] = [
      memoryDataset({ x: a }),
      memoryDataset({ x: b.map((z, i) => (i % 4 ? z + 1 : null)) }),
    ]
    const { columns } = await compareDatasets(reference, current, defaultOptions, registry)
    expect(words(columns[0])).toMatch(/^Median .*; missing 0\.0% → 25\.0%\)$/)
  })

  it("is told by the larger of two values, as of a boolean", async () => {
    const found = await column(counts(9, [0.9, 0.1]), counts(10, [0.8, 0.2]))
    expect(words(found)).toMatch(/^Share of 1: (9|10|11)\.\d% → (19|20|21)\.\d%$/)
  })

  it("is told by the values where a side held a single one", async () => {
    const months = counts(11, [0.25, 0.25, 0.25, 0.25])
    const always = a.map(() => 2)
    expect(words(await column(always, months))).toBe("Always 2 → 0 to 3")
    expect(words(await column(months, always))).toBe("0 to 3 → always 2")
    expect(
      words(
        await column(
          always,
          a.map(() => 3),
        ),
      ),
    ).toBe("Always 2 → always 3")
  })

  it("is found from means, deviations and zeros alone where values are private", async () => {
    const hidden = { perColumn: new Map([["x", { private: true }]]) }
    const moved = await column(
      a,
      b.map((z) => z + 0.6),
      hidden,
    )
    expect(words(moved)).toMatch(/^Mean /)
    const wider = await column(
      a.map((z) => 50 + z),
      b.map((z) => 50 + 2 * z),
      hidden,
    )
    expect(words(wider)).toMatch(/^Standard deviation (0\.9|1\.0)\d+ → (1\.9|2)\S* \(\+\d+\.\d%\)$/)
    const always = await column(
      a.map(() => 2),
      counts(11, [0.25, 0.25, 0.25, 0.25]),
      hidden,
    )
    expect(words(always)).toBe("A single value → 4 different values")
  })

  it("is never put down to outliers that are not there, however small the unit", async () => {
    const [reference, current] = [a.map((z) => z * 1e-6), b.map((z) => (z + 0.5) * 1e-6)]
    const found = await column(reference, current)
    expect(parts(found)).toEqual(["location"])
    expect(found.reason).not.toMatch(/outlier/i)
    const sides = [memoryDataset({ x: reference }), memoryDataset({ x: current })] as const
    const { warnings } = await compareDatasets(...sides, defaultOptions, registry)
    expect(warnings.join()).not.toMatch(/outlier|widen/i)
  })
})
