import { describe, expect, it } from "vitest"
import { Lines } from "../../src/streams/lines.js"
import { idOf, RecordReader, timeOf, type LogRecord } from "../../src/streams/log-record.js"
import { parseRecord, type Mapping } from "../../src/streams/record.js"
import { RecordTable } from "../../src/streams/record-table.js"
import { Shape } from "../../src/streams/shape.js"
import { randomNumbers } from "../../src/stats/random.js"

/** What the scalars are, by path, in a parsed record: in the order of its keys. */
function scalarsOf(value: unknown, path: string[] = []): [string[], unknown][] {
  if (typeof value !== "object" || value === null) return [[path, value]]
  return Object.entries(value).flatMap(([key, inner]) => scalarsOf(inner, [...path, key]))
}

/** Amid other bytes, as in a file. */
const read = (shape: Shape, line: string) => {
  const bytes = Buffer.from(`}"0\n${line}\n{"0`)
  return shape.read(bytes, 4, bytes.length - 4) ? shape.leaves.map((path, i) => [path, shape.scalars.value(i)]) : null
}
const shapeOf = (line: string) => {
  const shape = Shape.of(line)
  if (shape === null) throw new Error(`no shape: ${line}`)
  return shape
}

describe("Shape", () => {
  it("finds the scalars of other lines of the same keys", () => {
    const shape = shapeOf('{"id": "a", "f": {"x": 1, "y.z": null}, "ok": true}')
    expect(read(shape, '{"id": "ü {b}", "f": {"x": -0.5e-3, "y.z": 12}, "ok": null}')).toEqual([
      [["id"], "ü {b}"],
      [["f", "x"], -0.0005],
      [["f", "y.z"], 12],
      [["ok"], null],
    ])
  })

  it.each([
    '{"id": "a\\n", "n": 1}',
    '{"id": "a", "n": [1]}',
    '{"id": "a", "n": 01}',
    '{"id": "a", "n": 1.}',
    '{"id": "a", "n": +1}',
    '{"id": "a", "n": 9007199254740993}',
    '{"id": "a", "n": 1e999}',
    '{"id": "a", "n": NaN}',
    '{"id":"a", "n": 1}',
    '{"n": 1, "id": "a"}',
    '{"id": "a", "n": 1} ',
    '{"id": "a", "n": 1',
    '{"id": "a\tb", "n": 1}',
  ])("leaves %s to JSON.parse", (line) => {
    expect(read(shapeOf('{"id": "x", "n": 2}'), line)).toBeNull()
  })

  it.each(['{"a":[1]}', '{"a":1,"a":2}', '{"b":1,"0":2}', '{"a":{},"b":1}', "{}", '{"a":NaN}', '{"a":{"b":1,"b":2}}'])(
    "is none of %s",
    (line) => {
      expect(Shape.of(line)).toBeNull()
    },
  )

  it("tells −0 from 0, and reads numbers of many digits as JSON.parse does, to the last bit", () => {
    const shape = shapeOf('{"n":1}')
    const next = randomNumbers(24)
    const digits = (n: number) => Array.from({ length: n }, () => Math.floor(next() * 10)).join("")
    const random = Array.from({ length: 5000 }, (_, i) => {
      const whole = i % 3 === 0 ? "0" : `${1 + Math.floor(next() * 9)}${digits(Math.floor(next() * 14))}`
      const decimals = i % 4 === 0 ? "" : `.${digits(1 + Math.floor(next() * 25))}`
      return `${i % 2 === 0 ? "-" : ""}${whole}${decimals}${i % 5 === 0 ? `e${Math.floor(next() * 700) - 350}` : ""}`
    })
    const edges = ["-0", "-0.0", "0e5", "5e-324", "2e-324", "9007199254740991", "0.1000000000000000055511151231257827"]
    const beyond = ["1e400", "9007199254740993", "1.7976931348623157e308"]
    for (const text of [...edges, ...beyond, ...random]) {
      const expected = JSON.parse(text) as number
      const found = read(shape, `{"n":${text}}`)
      if (Math.abs(expected) <= Number.MAX_SAFE_INTEGER) expect(Object.is(found?.[0][1], expected), text).toBe(true)
      else expect(found).toBeNull()
    }
  })

  it("agrees with JSON.parse on 20,000 lines that random edits made of others (fixed seed)", () => {
    const next = randomNumbers(23)
    const pick = <T>(from: readonly T[]) => from[Math.floor(next() * from.length)]
    const strings = [
      "",
      "q1",
      "ü",
      "日本",
      "😀",
      "a,b",
      "{}",
      'say \\"x\\"',
      "tab\\t",
      "\\u0041",
      "\\ud800",
      "null",
      "\u2028",
    ]
    const number = () => pick(["0", "-0", "1.0", "2.5e3", "1E-7", "0.1", "123456789012", String(next() * 100), "1e400"])
    const scalar = () => pick([number(), number(), `"${pick(strings)}"`, "true", "false", "null"])
    const record = (depth: number) =>
      `{"request_id":"q${Math.floor(next() * 1e6)}", "t":${number()},"features":{"ü":${scalar()},"y": ${number()}},"z":${'{"a":'.repeat(depth)}${scalar()}${"}".repeat(depth)}}`
    const characters = Array.from('{}[]":,\\0123456789.eE+-ntfu N\t\u0001ü')
    const edited = (line: string) => {
      const at = Math.floor(next() * line.length)
      return next() < 0.1 ? line.slice(0, at) : line.slice(0, at) + pick(characters) + line.slice(at + pick([0, 1]))
    }
    let [matched, edits] = [0, 0]
    for (let shapes = 0; shapes < 200; shapes++) {
      const depth = shapes % 10 === 0 ? 40 : shapes % 3
      const shape = shapeOf(record(depth))
      for (let i = 0; i < 100; i++) {
        const isEdited = next() < 0.5
        // Half a character is no UTF-8.
        const line = Buffer.from(isEdited ? edited(record(depth)) : record(depth)).toString()
        const found = read(shape, line)
        if (found === null) continue
        matched++
        if (isEdited) edits++
        expect(found).toEqual(scalarsOf(JSON.parse(line)))
      }
    }
    expect([matched > 5000, edits > 500]).toEqual([true, true])
  })
})

const mapping = (further: Partial<Mapping> = {}): Mapping => ({
  ...{ features: "features", prefix: "", id: "request_id", timestamp: "timestamp" },
  columns: new Map(),
  ignored: new Set(["user"]),
  ...further,
})

/** A window's table as columns of plain values, with and without shapes. */
function tablesOf(lines: readonly string[], of: Mapping): { columns: unknown; features: string[]; shaped: number }[] {
  const all = Lines.from(lines)
  const parsed = (_: Lines, i: number): LogRecord => ({
    ...{ shape: null, line: lines[i] },
    record: parseRecord(lines[i]) ?? {},
  })
  return [{ read: parsed }, new RecordReader(of)].map((reader) => {
    const table = new RecordTable(of, false)
    let shaped = 0
    for (let i = 0; i < all.length; i++) {
      const record = reader.read(all, i)
      if (record === null) throw new Error(lines[i])
      if (record.shape !== null) shaped++
      table.add(record, all, i, idOf(record, of), timeOf(record, of))
    }
    const source = table.finish("stream")
    const columns = source.columns.map((column, i) => [
      column,
      Array.from({ length: source.rows }, (_, row): unknown => source.readColumn(i).get(row)),
    ])
    source.close()
    return { columns, features: Array.from(table.features), shaped }
  })
}

describe("a table of records read by their shapes", () => {
  const line = (i: number) =>
    JSON.stringify({
      ...{ request_id: `r${i}`, user: "u", timestamp: i },
      features: { x: i % 3 === 0 ? null : i / 2, status: i % 2 === 0 ? "on" : "off" },
      ...{ status: i % 7 === 0 ? 500 : 200, ok: i % 2 === 0, timing: i * 10 },
      ...(i % 7 === 0 ? { error: "CUDA out of memory" } : {}),
    })
  const lines = Array.from({ length: 100 }, (_, i) => line(i))
  const twins: [string, string[], Mapping, boolean][] = [
    ["of two shapes", lines, mapping(), true],
    ["with a prefix", lines, mapping({ prefix: "features." }), true],
    ["with columns from deeper", lines, mapping({ columns: new Map([["latency", ["timing"]], ["none", ["a", "b"]]]) }), true], // prettier-ignore
    ["with structures", lines.map((each) => each.replace('"timing":', '"more":{"a":1},"timing":')), mapping(), false],
    ["with a whole features field as column", lines, mapping({ columns: new Map([["all", ["features"]]]) }), false],
    ["of errors that are objects", lines.map((each) => each.replace('"CUDA out of memory"', '{"a":1}')), mapping(), true], // prettier-ignore
    [
      "of numbers, texts and nothing in one field",
      Array.from(
        { length: 50 },
        (_, i) => `{"a":${[1, '"b"', "null", true, '"2026-03-02"'][i % 5]},"b":${i < 9 ? '"2026-03-02"' : '"ü"'}}`,
      ),
      mapping(),
      true,
    ],
    ["of whole numbers and then others", Array.from({ length: 50 }, (_, i) => `{"features":{"x":${i < 20 ? i : i + 0.5}}}`), mapping(), true], // prettier-ignore
    ["of long whole numbers", Array.from({ length: 50 }, (_, i) => `{"n":90071992547409${i + 10}}`), mapping(), true],
  ]

  it.each(twins)("%s holds what JSON.parse gives", (_, of, by, isShaped) => {
    const [plain, shaped] = tablesOf(of, by)
    expect([shaped.columns, shaped.features]).toEqual([plain.columns, plain.features])
    expect(shaped.shaped > 0).toBe(isShaped)
  })
})
