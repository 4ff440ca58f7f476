import { describe, expect, it } from "vitest"
import { parse } from "yaml"
import { roomyBounds } from "../../src/config/bounds.js"
import { proposal, updated, type SeenColumn } from "../../src/config/propose.js"
import { columnTypes, type ColumnType } from "../../src/model.js"
import { randomNumbers } from "../../src/stats/random.js"

type Settings = { type: ColumnType; min?: number; max?: number; values?: string[]; allowed?: number; unique?: boolean }

const base: SeenColumn = {
  ...{ name: "x", type: "text" as const, reason: "", min: null, max: null },
  ...{ seen: null, values: null, allowed: 0.01, unique: false },
}
const numbers = (low: number, high: number): SeenColumn => {
  const { min, max } = roomyBounds({ min: low, max: high })
  return { ...base, type: "numeric", min, max, seen: { min: low, max: high } }
}
const categories = (values: string[]): SeenColumn => ({ ...base, type: "categorical", values })
const table = (column: SeenColumn) => ({ label: "t", rows: 100, columns: [column] })
const contract = (text: string) => (parse(text) as { columns: { x: Settings } }).columns.x
const first = (column: SeenColumn) => proposal(table(column), "s.json")
const then = (before: SeenColumn, after: SeenColumn, narrow = false) =>
  contract(updated(first(before), table(after), narrow).after)

describe("a contract that is brought up to date", () => {
  it("never has a narrower range, and takes in what was seen: seeded pairs of every size and sign", () => {
    const next = randomNumbers(7)
    const draw = () => (next() - 0.5) * 10 ** Math.floor(12 * next() - 6)
    const shapes = [draw, () => Math.round(draw()), () => next(), () => Number(next() < 0.5), () => 5]
    for (let run = 0; run < 2000; run++) {
      const one = shapes[run % shapes.length]
      const other = shapes[Math.floor(run / shapes.length) % shapes.length]
      const [a, b] = [one(), one()].sort((x, y) => x - y)
      const [c, d] = [other(), other()].sort((x, y) => x - y)
      const [held, found] = [numbers(a, b), numbers(c, d)]
      const after = then(held, found)
      expect(after.min).toBeLessThanOrEqual(Math.min(held.min ?? NaN, c))
      expect(after.max).toBeGreaterThanOrEqual(Math.max(held.max ?? NaN, d))
      if (c >= (held.min ?? NaN) && d <= (held.max ?? NaN)) expect(after).toEqual(contract(first(held)))
    }
  })

  it("keeps every value that was allowed, in its place, and adds those that were seen", () => {
    expect(then(categories(["b", "a"]), categories(["c", "a"])).values).toEqual(["b", "a", "c"])
    expect(then(categories(["1", "2"]), categories(["2"])).values).toEqual(["1", "2"])
    // What cannot be listed leaves the list as it is.
    expect(then(categories(["a"]), { ...base, type: "text" }).values).toEqual(["a"])
  })

  it("keeps its type, but for one that takes in more", () => {
    const typed = (type: ColumnType): SeenColumn => ({ ...base, type })
    const became = columnTypes.flatMap((held) =>
      columnTypes.filter((seen) => then(typed(held), typed(seen)).type !== held).map((seen) => `${held} → ${seen}`),
    )
    expect(became).toEqual([
      "numeric → categorical",
      "numeric → text",
      "categorical → text",
      "boolean → categorical",
      "boolean → text",
      "datetime → categorical",
      "datetime → text",
    ])
  })

  it("leaves what its owner says of rows alone: allowed, severity, unique, required", () => {
    const held = { ...numbers(0, 9), unique: true, allowed: 0.02 }
    const after = then(held, { ...numbers(-50, 90), unique: false, allowed: 0.5 })
    expect(after).toMatchObject({ required: true, severity: "warn", unique: true, allowed: 0.02 })
    expect(after.min).toBeLessThanOrEqual(-50)
  })

  it("is narrowed where that was asked for", () => {
    expect(then(numbers(-100, 100), numbers(-1, 2), true)).toMatchObject(contract(first(numbers(-1, 2))))
    expect(then(categories(["a", "b"]), categories(["b"]), true).values).toEqual(["b"])
    expect(then(categories(["a"]), { ...base, type: "boolean" }, true).type).toBe("boolean")
  })
})
