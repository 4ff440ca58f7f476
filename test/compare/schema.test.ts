import { expect, it } from "vitest"
import { matchColumns } from "../../src/evidence/match-columns.js"
import { defaultOptions } from "../../src/options/options.js"
import { schemaChange } from "../../src/compare/schema.js"
import { memoryDataset } from "../helpers/memory-dataset.js"

const numbers = (value: (row: number) => number) => Array.from({ length: 200 }, (_, row) => value(row))
const kept = numbers((row) => row)

async function renamed(reference: Record<string, number[]>, current: Record<string, number[]>) {
  const sides = [memoryDataset({ kept, ...reference }), memoryDataset({ kept, ...current })] as const
  return (await schemaChange(matchColumns(...sides, defaultOptions), ...sides, defaultOptions)).renamed
}

it("a name in another spelling is a rename, whatever the values", async () => {
  const [few, other] = [numbers(() => 1), numbers((row) => 1000 * row)]
  for (const [before, after] of [
    ["userId", "user_id"],
    ["Age", "age"],
    ["price", " price "],
    ["order date", "order-date"],
    ["name", "na\u200bme"],
  ])
    expect(await renamed({ [before]: few }, { [after]: other })).toEqual([
      { reference: before, current: after, reason: "the same name but for case, separators or spaces" },
    ])
})

it("a renamed column is known by its values, whatever its new name", async () => {
  const found = await renamed({ temp: numbers((row) => row % 37) }, { t2m: numbers((row) => (row + 1) % 37) })
  expect(found).toMatchObject([{ reference: "temp", current: "t2m" }])
  expect(found[0].reason).toMatch(/^unlike names, but values that agree \(distance 0\.\d+, below 0\.05\)$/)
})

it("unlike names need many different values, and like names come first", async () => {
  const few = numbers((row) => row % 3)
  expect(await renamed({ flag: few }, { colour: few })).toEqual([])
  const many = numbers((row) => row % 37)
  const found = await renamed({ delay: many }, { other: many, dep_delay: many })
  expect(found.map(({ current }) => current)).toEqual(["dep_delay"])
})
