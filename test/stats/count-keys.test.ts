import { expect, it } from "vitest"
import { countAbsent, countKeys } from "../../src/stats/count-keys.js"
import { randomNumbers } from "../../src/stats/random.js"

const hashes = (keys: readonly number[]) => Uint32Array.from(keys.flatMap((key) => [key >>> 0, (key * 7) >>> 0]))

it("counts keys and names the places of those with the most rows", () => {
  const { rows, keys, worst } = countKeys(hashes([5, 9, 5, 3, 9, 5, 1]), 2)
  expect({ rows, keys, worst }).toEqual({
    rows: 7,
    keys: 4,
    worst: [
      { place: 0, rows: 3 },
      { place: 1, rows: 2 },
    ],
  })
  expect(countKeys(hashes([1, 2, 3]), 5).worst).toEqual([])
  expect(countKeys(hashes([]), 5)).toMatchObject({ rows: 0, keys: 0, worst: [] })
})

it("counts keys of one side that the other lacks, each once", () => {
  const [a, b] = [hashes([8, 1, 2, 2, 9, 8]), hashes([9, 1, 7])]
  const absent = countAbsent(a, countKeys(a, 1).sorted, countKeys(b, 1).sorted, 5)
  expect(absent).toEqual({ keys: 2, places: [0, 2] })
  expect(countAbsent(b, countKeys(b, 1).sorted, countKeys(b, 1).sorted, 5)).toEqual({ keys: 0, places: [] })
})

it("agrees with a map over random keys", () => {
  const next = randomNumbers(1)
  const keys = Array.from({ length: 5000 }, () => Math.floor(next() * 2000))
  const others = Array.from({ length: 3000 }, () => Math.floor(next() * 2500))
  const [a, b] = [hashes(keys), hashes(others)]
  const known = new Set(others)
  expect(countKeys(a, 5).keys).toBe(new Set(keys).size)
  expect(countAbsent(a, countKeys(a, 1).sorted, countKeys(b, 1).sorted, 5).keys).toBe(
    Array.from(new Set(keys)).filter((key) => !known.has(key)).length,
  )
})
