import { expect, it } from "vitest"
import type { MatchedColumn } from "../../src/evidence/match-columns.js"
import type { Dataset } from "../../src/model.js"
import { defaultOptions } from "../../src/options/options.js"
import { schemaChange } from "../../src/compare/schema.js"
import { memoryDataset } from "../helpers/memory-dataset.js"

/** Columns of either side alone, as a comparison of the two finds them. */
function unmatched(reference: Dataset, current: Dataset): MatchedColumn[] {
  return [
    ...reference.columns.map((info) => ({ name: info.name, role: "feature" as const, reference: info, current: null })),
    ...current.columns.map((info) => ({ name: info.name, role: "feature" as const, reference: null, current: info })),
  ]
}

it("numbered columns that were all renamed are found, and each is compared with the five nearest names at most", async () => {
  const numbers = Array.from({ length: 40 }, (_, i) => i)
  const values = (i: number) => Array.from({ length: 30 }, (_, row) => 100 * i + row)
  const reference = memoryDataset(Object.fromEntries(numbers.map((i) => [`sensor_${i}`, values(i)])))
  const current = memoryDataset(Object.fromEntries(numbers.map((i) => [`sensor_${i}_v2`, values(i)])))
  let read = 0
  const sample = reference.sample.bind(reference)
  reference.sample = (column) => {
    read++
    return sample(column)
  }
  const { renamed } = await schemaChange(unmatched(reference, current), reference, current, defaultOptions)
  expect(renamed.map((pair) => [pair.reference, pair.current]).sort()).toEqual(
    numbers.map((i) => [`sensor_${i}`, `sensor_${i}_v2`]).sort(),
  )
  expect(read).toBe(40 * 5)
})

it("names that differ in case, separators, outer spaces or unseen characters are renames, whatever the values", async () => {
  const before = ["air_time", "Dep Delay", " origin", "carrier", "tail-num", "year"]
  const after = ["AIR.TIME", "dep_delay ", "origin", "\u200bcarrier", "tailNum", "month"]
  const reference = memoryDataset(Object.fromEntries(before.map((name, i) => [name, [i, i + 1, i + 2]])))
  const current = memoryDataset(Object.fromEntries(after.map((name, i) => [name, [1000 * i + 5, 7 * i, 3]])))
  const { renamed } = await schemaChange(unmatched(reference, current), reference, current, defaultOptions)
  expect(renamed.map((pair) => [pair.reference, pair.current])).toEqual(
    before.slice(0, 5).map((name, i) => [name, after[i]]),
  )
  expect(new Set(renamed.map(({ reason }) => reason))).toEqual(
    new Set(["the same name but for case, separators or spaces"]),
  )
})
