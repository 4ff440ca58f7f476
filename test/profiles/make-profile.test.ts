import { Float64, makeData, makeVector } from "apache-arrow"
import { describe, expect, it } from "vitest"
import { ArrowDataset } from "../../src/datasets/arrow-dataset.js"
import { makeProfile } from "../../src/profiles/make-profile.js"
import { profileText } from "../../src/profiles/seal.js"
import { normalDraws } from "../../src/stats/random.js"
import { memoryDataset } from "../helpers/memory-dataset.js"

const saved = async (cells: Parameters<typeof memoryDataset>[0], categorySalt: string | null = null) =>
  profileText(await makeProfile(memoryDataset(cells), { categorySalt }))

describe("a profile", () => {
  it("of 200,000 rows and 20 columns of doubles takes less than 500 kB", async () => {
    const rows = 200_000
    const names = Array.from({ length: 20 }, (_, i) => `column_${i}`)
    const dataset = new ArrowDataset("big.parquet", {
      format: "parquet",
      typed: true,
      readsByColumn: true,
      rows,
      columns: names.map((name) => ({ name, storageType: "double", kind: "number", integer: false })),
      warnings: [],
      readColumn: (index) => {
        const data = normalDraws(rows, index + 1).map((value) => (index % 2 === 0 ? value : Math.exp(value)))
        return makeVector(makeData({ type: new Float64(), length: rows, nullCount: 0, data }))
      },
      close: () => undefined,
    })
    const text = profileText(await makeProfile(dataset, { categorySalt: null }))
    console.log(`profile of 200,000 rows × 20 columns: ${text.length} bytes`)
    expect(text.length).toBeLessThan(500_000)
  })

  it("holds no text of identifiers and free text", async () => {
    const prose = (i: number) => `the customer with number ${i} wrote a letter`
    const text = await saved({
      code: Array.from({ length: 300 }, (_, i) => `secret-${i}`),
      letter: Array.from({ length: 300 }, (_, i) => prose(i % 200)),
      user_id: Array.from({ length: 300 }, (_, i) => 777_000 + i),
      plan: Array.from({ length: 300 }, (_, i) => (i % 2 === 0 ? "free" : "team")),
    })
    expect(text).toContain('"free"')
    expect(text).not.toContain("secret")
    expect(text).not.toContain("customer")
    expect(text.match(/777\d\d\d/g)?.filter((id) => id !== "777000" && id !== "777299")).not.toContain("777123")
  })

  it("with hashed categories holds none of their texts", async () => {
    const cells = { plan: Array.from({ length: 300 }, (_, i) => (i % 3 === 0 ? "free" : "team")) }
    const hashed = await saved(cells, "salt")
    expect(hashed).not.toMatch(/free|team/)
    expect(hashed).toBe(await saved(cells, "salt"))
    expect(hashed).not.toBe(await saved(cells, "pepper"))
  })

  it("lists the largest categories and counts the others exactly", async () => {
    const plan = Array.from({ length: 48_000 }, (_, i) => `p${Math.floor(i / 4)}`)
    const dataset = memoryDataset({ plan: [...plan, "p11999"] })
    const { categories } = (await makeProfile(dataset, { categorySalt: null })).columns[0]
    expect(categories?.values).toHaveLength(10_000)
    expect(categories?.values.at(-1)).toBe("p11999")
    expect(categories?.other).toEqual({ values: 2000, rows: 8000 })
    expect(categories?.counts.reduce((sum, count) => sum + count, 8000)).toBe(48_001)
  })
})
