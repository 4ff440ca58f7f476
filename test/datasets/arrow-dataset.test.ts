import { describe, expect, it } from "vitest"
import { memoryDataset } from "../helpers/memory-dataset.js"

describe("an Arrow dataset", () => {
  it("sorts numbers and leaves missing, NaN and infinite values out", async () => {
    const dataset = memoryDataset({ x: [3, null, NaN, -Infinity, 1, 2] })
    expect(Array.from(await dataset.sample("x"))).toEqual([1, 2, 3])
    expect(await dataset.summary("x")).toMatchObject({
      rows: 6,
      missing: 2,
      nan: 1,
      infinite: 1,
      distinct: 3,
      mean: 2,
      std: 1,
    })
  })

  it("keeps every digit of whole numbers beyond 2^53", async () => {
    const big = [9007199254740993n, 9007199254740992n, -9223372036854775808n, null, 9007199254740993n]
    const dataset = memoryDataset({ id: big })
    expect(Array.from(await dataset.counts("id"))).toEqual([
      ["-9223372036854775808", 1],
      ["9007199254740992", 1],
      ["9007199254740993", 2],
    ])
    expect((await dataset.summary("id")).distinct).toBe(3)
    expect((await dataset.summary("id")).top[0]).toEqual({ value: "9007199254740993", count: 2 })
  })

  it("counts empty, blank and spaced texts and lengths in code points", async () => {
    const dataset = memoryDataset({ text: ["", "  ", "a b", "😀", null, "😀"] })
    expect(await dataset.summary("text")).toMatchObject({
      ...{ missing: 1, distinct: 4, empty: 1, blank: 2, spaced: 0.2 },
      ...{ length_min: 0, length_max: 3, length_mean: 7 / 5 },
      top: [
        { value: "😀", count: 2 },
        { value: "", count: 1 },
        { value: "  ", count: 1 },
      ],
    })
  })

  it("counts duplicate rows with null equal to null, NaN to NaN and -0 to 0", async () => {
    const dataset = memoryDataset({
      number: [0, -0, NaN, NaN, null, 1],
      text: ["a", "a", null, null, null, "a"],
    })
    // Row 1 repeats row 0; row 3 repeats row 2; row 4 does as well: NaN and null both count as missing.
    expect(await dataset.rowFacts()).toEqual({ missing_cells: 6, rows_with_missing: 3, duplicate_rows: 3 })
  })

  it("tells rows apart that hold the same values in other columns", async () => {
    const dataset = memoryDataset({ a: [1, 2], b: [2, 1], c: [true, true] })
    expect((await dataset.rowFacts()).duplicate_rows).toBe(0)
  })

  it("answers for a column without any value", async () => {
    const dataset = memoryDataset({ none: [null, null], x: [1, 2] })
    expect(await dataset.summary("none")).toMatchObject({ rows: 2, missing: 2, distinct: 0, mean: null })
    expect(await dataset.sample("none")).toHaveLength(0)
  })

  it("rejects a question about a column that is not there", async () => {
    await expect(memoryDataset({ x: [1] }).summary("y")).rejects.toThrow(/no column "y"/)
  })

  it("says how a datetime column runs: gaps and rows per period", async () => {
    const { openSource } = await import("../../src/sources/open.js")
    const { ArrowDataset } = await import("../../src/datasets/arrow-dataset.js")
    const path = "fixtures/data/bikeshare_ref.parquet"
    const dataset = new ArrowDataset(path, await openSource(path, {}))
    // 365 days of 2011, every second hour of them: 4,322 rows.
    expect((await dataset.summary("dteday")).time).toMatchObject({
      ...{ span_days: 364, repeated: 4322 - 365, median_gap_ms: 0, largest_gap_ms: 86_400_000, period: "week" },
      ...{ periods: 53, empty_periods: 0 },
    })
    dataset.close()
  })
})
