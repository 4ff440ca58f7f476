import { describe, expect, it } from "vitest"
import { HashedCategories } from "../../src/datasets/hashed-categories.js"
import { ColumnEvidence } from "../../src/evidence/evidence.js"
import { sampleTexts } from "../../src/stats/sample-texts.js"
import { memoryDataset } from "../helpers/memory-dataset.js"

const values = ["b", "ä🧪", null, "b", "", "ä🧪", "b", "c"]

describe("the texts of a column", () => {
  it("are those that counts has, in the same order, with their rows", async () => {
    const dataset = memoryDataset({ text: values })
    const { values: texts, counts } = (await dataset.countedTexts("text"))!
    const read = Array.from(counts, (rows, place) => [texts.at(place), rows])
    expect(read).toEqual(Array.from(await dataset.counts("text")))
    expect(read).toHaveLength(4)
  })

  it("are none in a column of another kind", async () => {
    expect(await memoryDataset({ x: [1, 2] }).countedTexts("x")).toBeNull()
  })

  it("are decoded when they are asked for: evidence keeps no string, and a sample only those drawn", async () => {
    const many = memoryDataset({ text: Array.from({ length: 3000 }, (_, i) => `text ${i}`) })
    const { reference } = await new ColumnEvidence(many, many, "text", "text").texts()
    expect(Array.isArray(reference.values)).toBe(false)
    const drawn = sampleTexts(reference, { rows: 20, perText: 50, altogether: 10_000 }, 1)
    expect(drawn.values).toHaveLength(20)
    for (const text of drawn.values) expect(text).toMatch(/^text \d+$/)
  })

  it("are hashes beside a profile that hashes", async () => {
    const hashed = new HashedCategories(memoryDataset({ text: values }), "salt")
    const { reference } = await new ColumnEvidence(hashed, hashed, "text", "text").texts()
    expect(Array.from(reference.counts, (_, place) => reference.values.at(place))).toEqual(
      Array.from((await hashed.counts("text")).keys()),
    )
    expect(reference.values.at(0)).not.toBe("b")
  })
})
