import { expect, it } from "vitest"
import { findKey, repeatedRows } from "../../src/stats/find-key.js"
import { randomNumbers } from "../../src/stats/random.js"

const rows = 1200
const column = (name: string, value: (row: number) => number) => ({
  name,
  values: Float64Array.from({ length: rows }, (_, i) => value(i)),
})
const [store, day] = [column("store", (i) => i % 40), column("day", (i) => Math.floor(i / 40))]

it("finds the columns that name a row although chance would have repeated some", () => {
  const next = randomNumbers(3)
  const noise = column("colour", () => Math.floor(next() * 5))
  const found = findKey([noise, day, store])
  expect(found?.columns).toEqual(["day", "store"])
  // 1,200 rows make 719,400 pairs; of 40 stores and 30 days about one pair in 1,200 would agree.
  expect(found?.expected).toBeGreaterThan(550)
  expect(found?.expected).toBeLessThan(620)
})

it("takes columns that are all different by chance for no key", () => {
  const next = randomNumbers(5)
  const wide = (name: string) => column(name, () => Math.floor(next() * 1e4))
  expect(findKey([wide("a"), wide("b"), wide("c")])).toBeNull()
})

it("finds no key where rows repeat, values are missing or there is nothing to try", () => {
  const twice = { name: "day", values: day.values.map((value) => value >> 1) }
  expect(findKey([twice, store])).toBeNull()
  expect(findKey([{ name: "day", values: day.values.map((value, i) => (i === 7 ? NaN : value)) }, store])).toBeNull()
  expect([findKey([]), findKey([store]), findKey([column("x", () => 1), store])]).toEqual([null, null, null])
})

it("counts rows that repeat without those with a missing part", () => {
  const a = { name: "a", values: [1, 1, 2, -1, 2, 1] }
  const b = { name: "b", values: [5, 5, 5, 5, NaN, 6] }
  expect(repeatedRows([a, b])).toEqual({ rows: 4, keys: 3 })
})
