import { expect, test } from "vitest"
import { rowTexts, type Fields } from "../../../src/sources/csv/fields.js"
import { RowParser } from "../../../src/sources/csv/rows.js"

const dialect = { delimiter: ",", newline: "\n" } as const

const rowsOf = (fields: Fields) => Array.from({ length: fields.rows }, (_, row) => rowTexts(fields, row))

/** The rows that a parser gives for a piece of text. */
const push = (parser: RowParser, text: string) => rowsOf(parser.push(Buffer.from(text)))

test("a row is given when its line end has come, not before", () => {
  const parser = new RowParser("cur.csv", dialect)
  expect(push(parser, "a,b\n1,")).toEqual([["a", "b"]])
  expect(push(parser, "2\n3")).toEqual([["1", "2"]])
  expect(push(parser, ",4")).toEqual([])
  expect(rowsOf(parser.end())).toEqual([["3", "4"]])
})

test("a quote that closes at the end of a piece may be the first of two", () => {
  const parser = new RowParser("cur.csv", dialect)
  expect(push(parser, 'a,b\n1,"x"')).toEqual([["a", "b"]])
  expect([...push(parser, '"y"\n'), ...rowsOf(parser.end())]).toEqual([["1", 'x"y']])
})

test("a row longer than memory should hold is refused where it begins", () => {
  const parser = new RowParser("cur.csv", dialect, { longestRow: 100 })
  push(parser, 'a,b\n1,"x')
  const pushMany = () => {
    for (let i = 0; i < 200; i++) push(parser, "\nmore,text")
  }
  expect(pushMany).toThrow("cur.csv line 2: a row of more than 100 bytes")
})

test("many short rows in one piece may be longer together", () => {
  const parser = new RowParser("cur.csv", dialect, { longestRow: 100 })
  expect(push(parser, "a,b\n".repeat(1000))).toHaveLength(1000)
})

test("a row that comes in a thousand pieces is not read a thousand times", () => {
  const parser = new RowParser("cur.csv", dialect)
  const field = "x".repeat(1000)
  let tries = 0
  const row = parser["row"].bind(parser)
  parser["row"] = (from) => {
    tries++
    return row(from)
  }
  for (let i = 0; i < 1000; i++) push(parser, field)
  expect(push(parser, "\n")).toEqual([])
  expect(rowsOf(parser.end())).toEqual([[field.repeat(1000)]])
  expect(tries).toBeLessThan(20)
})
