import { describe, expect, it } from "vitest"
import { matchColumns } from "../../src/evidence/match-columns.js"
import { measureColumn } from "../../src/compare/measure.js"
import { defaultOptions } from "../../src/options/options.js"
import { policies } from "../../src/options/policies.js"
import { chooseRows, sampledTable } from "../../src/evidence/row-sample.js"
import type { SampledTable } from "../../src/model.js"
import { randomNumbers } from "../../src/stats/random.js"
import { sampleWithoutReplacement } from "../../src/stats/sample-rows.js"
import { memoryDataset } from "../helpers/memory-dataset.js"
import { openDataset } from "../../src/datasets/open-dataset.js"

type Table = Parameters<typeof memoryDataset>[0]

async function sample(reference: Table, current: Table): Promise<SampledTable | null> {
  const sides = { reference: memoryDataset(reference), current: memoryDataset(current) }
  const matched = matchColumns(sides.reference, sides.current, defaultOptions)
  const { rows } = chooseRows(sides.reference, sides.current, matched)
  const work = {
    ...sides,
    methods: new Map(),
    policy: policies.calibrated,
    options: defaultOptions,
    rows,
    cut: null,
    course: null,
  }
  const columns = []
  for (const column of matched) columns.push(await measureColumn(column, work))
  return rows === null ? null : sampledTable(columns, rows)
}

describe("rows drawn without replacement", () => {
  it("are all rows up to the most, then that many, ascending and each once", () => {
    expect(sampleWithoutReplacement(4, 5, randomNumbers(1))).toEqual(Int32Array.of(0, 1, 2, 3))
    const drawn = sampleWithoutReplacement(1000, 100, randomNumbers(1))
    expect(drawn).toHaveLength(100)
    expect(Array.from(drawn)).toEqual(Array.from(new Set(drawn)).sort((a, b) => a - b))
    expect(drawn[99]).toBeLessThan(1000)
    expect(sampleWithoutReplacement(1000, 100, randomNumbers(1))).toEqual(drawn)
  })

  it("take every row equally often", () => {
    const next = randomNumbers(3)
    const taken = new Float64Array(10)
    for (let draw = 0; draw < 20_000; draw++) for (const row of sampleWithoutReplacement(10, 3, next)) taken[row]++
    // 6,000 each; binomial standard deviation 65.
    for (const times of taken) expect(Math.abs(times - 6000)).toBeLessThan(4 * 65)
  })
})

describe("the row sample", () => {
  it("gives numbers with NaN for what is missing or infinite", async () => {
    const table = await sample({ x: [1.5, null, Infinity, -2] }, { x: [NaN, 4.25] })
    expect(table?.columns.get("x")).toEqual({
      kind: "numbers",
      reference: Float64Array.of(1.5, NaN, NaN, -2),
      current: Float64Array.of(NaN, 4.25),
    })
  })

  it("gives texts and flags as codes over the labels of both sides", async () => {
    const reference = { word: ["b", null, "a", "b"], flag: [true, false, null, true] }
    const table = await sample(reference, { word: ["c", "a"], flag: [null, false] })
    expect(table?.columns.get("word")).toEqual({
      kind: "codes",
      labels: ["b", "a", "c"],
      reference: Int32Array.of(0, -1, 1, 0),
      current: Int32Array.of(2, 1),
    })
    expect(table?.columns.get("flag")).toMatchObject({
      labels: ["false", "true"],
      reference: Int32Array.of(1, 0, -1, 1),
      current: Int32Array.of(-1, 0),
    })
  })

  it("holds a column that is missing altogether, and none that changed its kind", async () => {
    const table = await sample({ x: [1.5, 2], y: [1, 2] }, { x: [null, null], y: ["a", "b"] })
    expect(table?.columns.get("x")).toMatchObject({ current: Float64Array.of(NaN, NaN) })
    expect(table?.columns.has("y")).toBe(false)
  })

  it("takes the same rows of every column", async () => {
    const numbers = Array.from({ length: 60_000 }, (_, i) => i + 0.5)
    const words = numbers.map((value) => `w${value % 7}`)
    const table = await sample({ x: numbers, word: words }, { x: numbers, word: words })
    const [x, word] = [table?.columns.get("x"), table?.columns.get("word")]
    if (table === null || x?.kind !== "numbers" || word?.kind !== "codes") throw new Error("not sampled")
    expect(table.rows.reference).toHaveLength(50_000)
    expect(table.rows.current).toEqual(table.rows.reference)
    expect(Array.from(table.rows.reference, (row) => row + 0.5)).toEqual(Array.from(x.reference))
    expect(Array.from(word.reference, (code) => word.labels[code])).toEqual(
      Array.from(x.reference, (value) => `w${value % 7}`),
    )
  })

  it("leaves identifiers and free text out", async () => {
    const ids = Array.from({ length: 40 }, (_, i) => i)
    const table = await sample({ user_id: ids, x: ids.map((i) => i / 3) }, { user_id: ids, x: ids.map((i) => i / 3) })
    expect(Array.from(table?.columns.keys() ?? [])).toEqual(["x"])
  })

  it("reads dates as milliseconds, as the summary does", async () => {
    const dataset = await openDataset("fixtures/data/bikeshare_ref.parquet", {})
    const time = dataset.columns.find(({ kind }) => kind === "datetime")
    if (time === undefined) throw new Error("no time column")
    const values = await dataset.values(time.name, Int32Array.of(0, 1, 2))
    const all = await dataset.sample(time.name)
    if (values?.kind !== "numbers") throw new Error("no numbers")
    for (const value of values.values) expect(all.includes(value)).toBe(true)
    dataset.close()
  })

  it("is not taken above 100 shared columns", () => {
    const wide = Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`c${i}`, [1, 2]]))
    const [was, is] = [memoryDataset(wide), memoryDataset(wide)]
    const { rows, reason } = chooseRows(was, is, matchColumns(was, is, defaultOptions))
    expect(rows).toBeNull()
    expect(reason).toMatch(/^101 columns are more than the 100/)
  })
})
