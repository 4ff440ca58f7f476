import { describe, expect, test } from "vitest"
import { holdWatched } from "../../src/judge/watched.js"
import type { ColumnPeriod, ColumnResult } from "../../src/model.js"
import { inReadingOrder } from "../../src/report/context.js"
import { numericColumn } from "../helpers/sample-columns.js"

const values = Array.from({ length: 50 }, (_, i) => i)
const period = (unusual: boolean): ColumnPeriod => ({
  ...{ method: "wasserstein", distance: 0.3, limit: 0.4, unusual_limit: 0.2, clipped: null, beyond: false, unusual },
  ...{ ordinary: null, periods: 60, same_weekday: false, moved: true, decides: true, locations: [] },
})
const column = (name: string, unusual: boolean, status: "ok" | "drift" = "ok"): ColumnResult => ({
  ...numericColumn(name, values, values, [1000, 1000]),
  ...{ status, ratio: status === "ok" ? 0.75 : 5, reason: "It moved.", period: period(unusual) },
})
const held = (columns: ColumnResult[], ...watched: string[]) => holdWatched(columns, { watched: new Set(watched) })

describe("a column on the watchlist", () => {
  test("that is unusual drifts, by its unusual limit, and says why", () => {
    expect(held([column("amount", true)], "amount")[0]).toMatchObject({
      status: "drift",
      // 0.3 to the limit of 0.2.
      ratio: expect.closeTo(1.5, 12) as number,
      reason: "It moved. It is on the watchlist, where unusual counts as drift.",
      watched: true,
    })
  })

  test("that is ordinary stays so; others stay as they are", () => {
    const columns = [column("amount", false), column("age", true)]
    const [amount, age] = held(columns, "amount")
    expect(amount).toEqual({ ...columns[0], watched: true })
    expect(age).toBe(columns[1])
    expect(holdWatched(columns, {})).toBe(columns)
  })

  test("is shown first", () => {
    const columns = held([column("far", false, "drift"), column("zip", false)], "zip")
    expect(inReadingOrder(columns).map(({ name }) => name)).toEqual(["zip", "far"])
  })
})
