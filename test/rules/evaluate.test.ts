import { describe, expect, it } from "vitest"
import { checkTypes } from "../../src/rules/check-types.js"
import type { Expression } from "../../src/rules/expression.js"
import { parseRule } from "../../src/rules/parse.js"
import { runRule } from "../../src/rules/run-rule.js"
import { memoryDataset } from "../helpers/memory-dataset.js"
import { oneOf, random as seeded } from "../helpers/random.js"
import { patience } from "../helpers/patience.js"

const scopeOf = (dataset: ReturnType<typeof memoryDataset>) =>
  new Map(dataset.columns.map(({ name, kind }) => [name, kind]))

async function run(text: string, columns: Parameters<typeof memoryDataset>[0]) {
  const dataset = memoryDataset(columns)
  return runRule(checkTypes(parseRule(text), scopeOf(dataset)), dataset)
}

const shop = {
  total: [1, -2, null, 0, NaN, Infinity, -5],
  country: ["DE", "FR", null, "XX", "de", "DE", "FR"],
  start: [1, 2, 3, null, 5, 6, 7],
  end: [1, 1, 4, 5, 6, null, 8],
  paid: [true, false, null, true, true, false, true],
}

describe("a rule over rows", () => {
  it.each([
    ["total >= 0", 2, 2],
    ["total < 1000", 1, 2],
    ["end >= start", 1, 2],
    ['country in ["DE", "FR"]', 2, 1],
    ['country not in ["DE"]', 2, 1],
    ['country != "DE"', 2, 1],
    ["country matches /^[A-Z]{2}$/", 1, 1],
    ["country matches /^[a-z]{2}$/i", 0, 1],
    ["country not matches /^d/", 1, 1],
    ["total is not null", 2, 0],
    ["total is null", 5, 0],
    ["paid", 2, 1],
    ["not paid", 4, 1],
    ["paid is missing or total > -10", 0, 1],
    ["total > 0 or paid", 1, 1],
    ["total > 0 and paid", 4, 2],
    ["length(country) == 2", 0, 1],
    ['lower(country) == "de" or total <= 0', 0, 1],
    ['starts_with(country, "D")', 4, 1],
    ["10 / start < 5", 2, 1],
    ["10 / (start - 1) < 100", 0, 2],
    ["abs(total) <= 2", 2, 2],
    ["total <= max(start)", 1, 2],
    ['country >= "E" and paid in [true]', 3, 1],
  ])("%s: %i rows break it, %i are unknown", async (text, broken, unknown) => {
    expect(await run(text, shop)).toMatchObject({ broken, unknown, of: 7 })
  })

  it("gives at most five examples, the first ones, with row numbers from 1 and the values of its columns", async () => {
    const { broken, examples } = await run("n < 3 and name is not null", {
      n: [1, 5, 6, null, 7, 8, 9, 10, 11],
      name: ["a", "b", null, "d", "e", "f", "g", "h", "i"],
      other: [1, 2, 3, 4, 5, 6, 7, 8, 9],
    })
    expect(broken).toBe(7)
    expect(examples.map(({ row, values }) => [row, ...values])).toEqual([
      [2, ["n", 5], ["name", "b"]],
      [3, ["n", 6], ["name", null]],
      [5, ["n", 7], ["name", "e"]],
      [6, ["n", 8], ["name", "f"]],
      [7, ["n", 9], ["name", "g"]],
    ])
  })

  it("goes on across stretches of 65,536 rows", async () => {
    const n = Array.from({ length: 140_001 }, (_, i) => i)
    const { broken, examples } = await run("n < 65536", { n })
    expect([broken, examples[0].row]).toEqual([140_001 - 65_536, 65_537])
  })
})

describe("a rule over the table", () => {
  it.each([
    ["missing(total) < 0.05", 1, 0],
    ["missing(total) <= 2 / 7", 0, 0],
    ["distinct(country) == 4", 0, 0],
    ["unique(country)", 1, 0],
    ["unique(start, end)", 0, 0],
    ["duplicates(country) == 3", 1, 0],
    ["duplicates(country) == 2", 0, 0],
    ["rows() == 7", 0, 0],
    ["min(start) == 1 and max(end) == 8 and median(start) == 4", 0, 0],
    ["sum(start) == 24 and mean(start) == 4 and std(start) > 2", 0, 0],
  ])("%s: broken %i", async (text, broken, unknown) => {
    expect(await run(text, shop)).toMatchObject({ broken, unknown, of: 1, examples: [] })
  })

  it("a figure that the table has not got leaves it unknown, not broken", async () => {
    expect(await run("mean(x) > 1", { x: [null, null], y: [1, 2] })).toMatchObject({ broken: 0, unknown: 1 })
  })

  it("says what its functions gave", async () => {
    const { figures } = await run("missing(total) < 0.05", shop)
    expect(Array.from(figures, ([call, { figure }]) => [call, figure])).toEqual([["missing(total)", 2 / 7]])
  })
})

type Cell = number | string | boolean | null
type Row = Record<string, Cell>

/** Row by row and straight from the parsed tree: a second way to the same answer. null: unknown or missing. */
function oracle(e: Expression, row: Row): Cell {
  switch (e.kind) {
    case "number":
    case "text":
    case "boolean":
      return e.value
    case "column":
      return row[e.name]
    case "minus": {
      const value = oracle(e.argument, row)
      return value === null ? null : -Number(value)
    }
    case "not": {
      const value = oracle(e.argument, row)
      return value === null ? null : value !== true
    }
    case "binary":
      return binary(e, row)
    default:
      throw new Error(e.kind)
  }
}

function binary(e: Expression & { kind: "binary" }, row: Row): Cell {
  const a = oracle(e.left, row)
  if (e.operator === "is") return a === null
  if (e.operator === "is not") return a !== null
  if (e.operator === "in" || e.operator === "not in") {
    const items = e.right.kind === "list" ? e.right.items.map((item) => oracle(item, row)) : []
    return a === null ? null : items.includes(a) === (e.operator === "in")
  }
  const b = oracle(e.right, row)
  if (e.operator === "and") return a === false || b === false ? false : a === null || b === null ? null : true
  if (e.operator === "or") return a === true || b === true ? true : a === null || b === null ? null : false
  if (a === null || b === null) return null
  switch (e.operator) {
    case "+":
      return Number(a) + Number(b)
    case "-":
      return Number(a) - Number(b)
    case "*":
      return Number(a) * Number(b)
    case "<":
      return a < b
    case "<=":
      return a <= b
    case ">":
      return a > b
    case ">=":
      return a >= b
    case "==":
      return a === b
    case "!=":
      return a !== b
    default:
      throw new Error(e.operator)
  }
}

describe("the vectors agree with a row-by-row reading", () => {
  const random = seeded(11)
  const numbers = (deep: number): string =>
    deep === 0 || random() < 0.4
      ? oneOf(random, ["a", "b", "1", "-2", "0.5"])
      : `(${numbers(deep - 1)} ${oneOf(random, ["+", "-", "*"])} ${numbers(deep - 1)})`
  const compare = () => oneOf(random, ["<", "<=", ">", ">=", "==", "!="])
  const truth = (deep: number): string => {
    const which = deep === 0 ? random() * 0.6 : random()
    if (which < 0.2) return `${numbers(2)} ${compare()} ${numbers(1)}`
    if (which < 0.35) return `${oneOf(random, ["s", "t"])} ${compare()} ${oneOf(random, ["s", "t", '"x"', '"y"'])}`
    if (which < 0.45) return oneOf(random, ["p", "s is null", "a is not missing", "p is missing", "(a > b) is missing"])
    if (which < 0.6) return oneOf(random, ['s in ["x", "z"]', "a not in [1, 2]", "p in [true]"])
    if (which < 0.7) return `not ${truth(deep - 1)}`
    return `(${truth(deep - 1)} ${oneOf(random, ["and", "or"])} ${truth(deep - 1)})`
  }
  const cell = <T>(items: readonly T[]): T | null => (random() < 0.2 ? null : oneOf(random, items))

  it("in 400 seeded rules over 60 rows each", async () => {
    for (let i = 0; i < 400; i++) {
      const rows = Array.from({ length: 60 }, () => ({
        a: cell([-1, 0, 1, 2]),
        b: cell([-2, 0.5, 1, 3]),
        s: cell(["x", "y", "z"]),
        t: cell(["x", "y"]),
        p: cell([true, false]),
      }))
      const text = `${truth(3)} and (a == a or true)`
      const parsed = parseRule(text)
      const answers = rows.map((row) => oracle(parsed, row))
      const expected = {
        broken: answers.filter((answer) => answer === false).length,
        unknown: answers.filter((answer) => answer === null).length,
      }
      const columns = Object.fromEntries(
        (["a", "b", "s", "t", "p"] as const).map((name) => [name, rows.map((row) => row[name])]),
      )
      const dataset = memoryDataset(columns)
      const { broken, unknown } = await runRule(checkTypes(parsed, scopeOf(dataset)), dataset)
      expect({ text, broken, unknown }).toEqual({ text, ...expected })
    }
  })
})

describe("a pattern", () => {
  it("cannot hang a run: (a+)+$ over 100,000 letters takes milliseconds", async () => {
    const started = process.cpuUsage()
    const { broken } = await run("s matches /^(a+)+$/", { s: [`${"a".repeat(100_000)}!`] })
    expect(broken).toBe(1)
    expect(process.cpuUsage(started).user / 1000).toBeLessThan(patience(2))
  })
})
