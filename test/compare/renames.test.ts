import { expect, it } from "vitest"
import type { MatchedColumn } from "../../src/evidence/match-columns.js"
import { defaultOptions } from "../../src/options/options.js"
import { schemaChange } from "../../src/compare/schema.js"
import { memoryDataset } from "../helpers/memory-dataset.js"

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
  const columns: MatchedColumn[] = [
    ...reference.columns.map((info) => ({ name: info.name, role: "feature" as const, reference: info, current: null })),
    ...current.columns.map((info) => ({ name: info.name, role: "feature" as const, reference: null, current: info })),
  ]
  const { renamed } = await schemaChange(columns, reference, current, defaultOptions)
  expect(renamed.map((pair) => [pair.reference, pair.current]).sort()).toEqual(
    numbers.map((i) => [`sensor_${i}`, `sensor_${i}_v2`]).sort(),
  )
  expect(read).toBe(40 * 5)
})
