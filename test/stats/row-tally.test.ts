import { describe, expect, it } from "vitest"
import { RowTally } from "../../src/stats/row-tally.js"
import { random } from "../helpers/random.js"

describe("RowTally", () => {
  it("gives the rows of each number in order, whether small or large", () => {
    const next = random(3)
    const tally = new RowTally()
    const rows = new Map<number, number>()
    for (let i = 0; i < 5000; i++) {
      const number = Math.floor(2 ** (next() * 40))
      const count = 1 + Math.floor(next() * 3)
      tally.add(number, count)
      rows.set(number, (rows.get(number) ?? 0) + count)
    }
    const expected = Array.from(rows).sort(([a], [b]) => a - b)
    expect(tally.rowsBy()).toEqual({
      figures: Float64Array.from(expected, ([number]) => number),
      rows: Float64Array.from(expected, ([, count]) => count),
    })
  })

  it("adds up numbers that come to the same figure", () => {
    const tally = new RowTally()
    for (const number of [5, 1, 4, 200_000, 2]) tally.add(number, number)
    expect(tally.rowsBy((number) => number % 2)).toEqual({
      figures: Float64Array.of(0, 1),
      rows: Float64Array.of(200_006, 6),
    })
    expect(new RowTally().rowsBy()).toEqual({ figures: new Float64Array(0), rows: new Float64Array(0) })
  })
})
