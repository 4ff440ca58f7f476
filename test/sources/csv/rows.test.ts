import { expect, test } from "vitest"
import { RowParser } from "../../../src/sources/csv/rows.js"

const dialect = { delimiter: ",", newline: "\n" } as const

test("a row is given when its line end has come, not before", () => {
  const parser = new RowParser("cur.csv", dialect)
  expect(parser.push("a,b\n1,")).toEqual([["a", "b"]])
  expect(parser.push("2\n3")).toEqual([["1", "2"]])
  expect(parser.push(",4")).toEqual([])
  expect(parser.end()).toEqual([["3", "4"]])
})

test("a quote that closes at the end of a piece may be the first of two", () => {
  const parser = new RowParser("cur.csv", dialect)
  expect(parser.push('a,b\n1,"x"')).toEqual([["a", "b"]])
  expect([...parser.push('"y"\n'), ...parser.end()]).toEqual([["1", 'x"y']])
})

test("a row longer than memory should hold is refused where it begins", () => {
  const parser = new RowParser("cur.csv", dialect, 100)
  parser.push('a,b\n1,"x')
  const pushMany = () => {
    for (let i = 0; i < 200; i++) parser.push("\nmore,text")
  }
  expect(pushMany).toThrow("cur.csv line 2: a row of more than 100 characters")
})

test("many short rows in one piece may be longer together", () => {
  const parser = new RowParser("cur.csv", dialect, 100)
  expect(parser.push("a,b\n".repeat(1000))).toHaveLength(1000)
})
