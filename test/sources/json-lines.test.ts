import { gzipSync } from "node:zlib"
import { expect, test } from "vitest"
import { openFile } from "../../src/files/open-file.js"
import { InputError } from "../../src/errors.js"
import { openJsonLines, openJsonLinesInChunks } from "../../src/sources/json-lines.js"
import type { TableSource } from "../../src/sources/source.js"
import { cellsOf } from "./parquet/cells.js"
import { temporaryFiles } from "./parquet/temporary-files.js"

const write = temporaryFiles()

/** All of a file's columns by name; it is read in pieces of seven bytes, so that pieces end everywhere. */
async function read(content: string | Uint8Array) {
  const source = await openJsonLinesInChunks(openFile(write("data.jsonl", content)), 7)
  return { source, columns: Object.fromEntries(source.columns.map((info, i) => [info.name, describe(source, i)])) }
}

function describe(source: TableSource, index: number) {
  const { storageType, kind } = source.columns[index]
  return { type: storageType, cells: cellsOf(source.readColumn(index), kind === "nested") }
}

const lines = (...rows: unknown[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join("")

async function refusal(content: string | Uint8Array): Promise<{ message: string; hint: string | undefined }> {
  const path = write("refused.jsonl", content)
  const error: unknown = await openJsonLinesInChunks(openFile(path), 7).then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!(error instanceof InputError)) throw new Error("no InputError", { cause: error })
  return { message: error.message.replaceAll(path, "FILE"), hint: error.hint?.replaceAll(path, "FILE") }
}

test("every type of JSON has its column", async () => {
  const { source, columns } = await read(
    lines(
      {
        i: 1,
        d: 0.5,
        s: "Zürich 😀",
        b: true,
        n: null,
        l: [1],
        o: { x: 1 },
        day: "2024-01-02",
        at: "2024-01-02T03:04Z",
      },
      { i: null, d: 2, s: "", b: false, n: null, l: null, o: {}, day: "", at: "2024-01-02T03:04:05.678+02:00" },
    ),
  )
  expect(columns).toEqual({
    i: { type: "int64", cells: ["1", null] },
    d: { type: "double", cells: ["0.5", "2"] },
    s: { type: "string", cells: ["Zürich 😀", ""] },
    b: { type: "bool", cells: [true, false] },
    n: { type: "null", cells: [null, null] },
    l: { type: "list", cells: [true, null] },
    o: { type: "struct", cells: [true, true] },
    day: { type: "date32[day]", cells: ["19724", null] },
    at: { type: "timestamp[ms, tz=UTC]", cells: ["1704164640000", "1704157445678"] },
  })
  expect(source).toMatchObject({ format: "json-lines", rows: 2, warnings: [] })
})

test("columns come in first-seen order, and a key that a line lacks is missing", async () => {
  const { source, columns } = await read(lines({ b: 1 }, { a: "x" }, { c: true, b: 3 }, {}))
  expect(source.columns.map(({ name }) => name)).toEqual(["b", "a", "c"])
  expect(columns.b.cells).toEqual(["1", null, "3", null])
  expect(columns.a.cells).toEqual([null, "x", null, null])
  expect(columns.c.cells).toEqual([null, null, true, null])
})

test("blank lines, CRLF, a byte order mark and a missing last line end change nothing", async () => {
  const { source, columns } = await read('\uFEFF{"a":1}\r\n\r\n  \n{"a":2}')
  expect(source.rows).toBe(2)
  expect(columns.a.cells).toEqual(["1", "2"])
})

test("gzip is told by the content", async () => {
  const { columns } = await read(gzipSync(lines({ a: 1 }, { a: 2 })))
  expect(columns.a.cells).toEqual(["1", "2"])
})

test("__proto__ and constructor are columns like any other", async () => {
  const { columns } = await read('{"__proto__":{"polluted":1},"constructor":2}\n{"__proto__":null,"constructor":3}\n')
  expect(Object.keys(columns)).toContain("constructor")
  const source = await openJsonLines(openFile(write("proto.jsonl", '{"__proto__": 5, "toString": 6}')), {})
  expect(source.columns.map(({ name }) => name)).toEqual(["__proto__", "toString"])
  expect(({} as { polluted?: number }).polluted).toBeUndefined()
})

test("whole numbers beyond 2^53 keep all their digits", async () => {
  const { source, columns } = await read(
    '{"id":1,"s":"not 9007199254740993,"}\n{"id" : -9007199254740993 ,"s":"\\"\\\\","o":{"id":[1234567890123456789]}}\n',
  )
  expect(columns.id).toEqual({ type: "int64", cells: ["1", "-9007199254740993"] })
  expect(columns.s.cells).toEqual(["not 9007199254740993,", '"\\'])
  expect(source.warnings).toEqual([])
})

test("whole numbers beyond 2^53 keep all their digits in structures as well", async () => {
  const path = write(
    "data.jsonl",
    '{"geo":{"cell":9007199254740993,"in":{"id":1}},"id":5}\n{"geo":{"cell":1,"in":{"id": -1234567890123456789}},"id":6}\n',
  )
  const source = await openJsonLinesInChunks(openFile(path), 7, { mostFields: 9 })
  const columns = Object.fromEntries(source.columns.map((info, i) => [info.name, describe(source, i)]))
  expect(columns["geo.cell"].cells).toEqual(["9007199254740993", "1"])
  expect(columns["geo.in.id"].cells).toEqual(["1", "-1234567890123456789"])
  expect(columns.id.cells).toEqual(["5", "6"])
  expect(source.warnings).toEqual([])
})

test("whole numbers that are rounded after all are warned of", async () => {
  const mixed = await read('{"a":9007199254740993}\n{"a":0.5}\n')
  expect(mixed.columns.a.type).toBe("double")
  expect(mixed.source.warnings).toEqual([
    'column "a": whole numbers beyond 2^53 were rounded, for it also holds other numbers',
  ])
  const huge = await read('{"a":123456789012345678901234567890}\n')
  expect(huge.columns.a.cells).toEqual(["1.2345678901234568e+29"])
  expect(huge.source.warnings).toEqual(['column "a": whole numbers beyond 64 bits were rounded'])
})

test("the last of two equal keys counts, as JSON.parse has it", async () => {
  const { columns } = await read('{"a":9007199254740993,"a":5}\n{"a":1,"a":9007199254740995}\n')
  expect(columns.a.cells).toEqual(["5", "9007199254740995"])
})

test("values of different types in one column are read as text, with a warning", async () => {
  const { source, columns } = await read(
    lines({ a: 1, b: true, c: "x" }, { a: "one", b: 2, c: "2024-01-02" }, { a: 0.5 }),
  )
  expect(columns.a).toEqual({ type: "string", cells: ["1", "one", "0.5"] })
  expect(columns.b).toEqual({ type: "string", cells: ["true", "2", null] })
  expect(columns.c).toEqual({ type: "string", cells: ["x", "2024-01-02", null] })
  expect(source.warnings).toEqual(
    ["a", "b"].map((name) => `column "${name}": it holds values of different types; all were read as text`),
  )
})

test("plain values among nested ones are not compared, with a warning", async () => {
  const { source, columns } = await read(lines({ a: 1 }, { a: [1] }, { a: null }, { a: {} }))
  expect(columns.a).toEqual({ type: "json", cells: [true, true, null, true] })
  expect(source.warnings).toHaveLength(1)
})

test("a text that looks like a number is a text, and so is a word like NaN", async () => {
  const { columns } = await read(lines({ a: "007", b: "NaN" }, { a: "5", b: "NA" }))
  expect(columns.a).toEqual({ type: "string", cells: ["007", "5"] })
  expect(columns.b).toEqual({ type: "string", cells: ["NaN", "NA"] })
})

test("later values decide as much as first ones", async () => {
  const days = Array.from({ length: 3000 }, (_, i) => ({ at: "2024-01-02", n: i }))
  const { columns } = await read(lines(...days, { at: "2024-01-02T00:00:00.000001", n: "end" }))
  expect(columns.at.type).toBe("timestamp[us]")
  expect(columns.n.type).toBe("string")
  expect(columns.n.cells.at(-2)).toBe("2999")
})

const table = [
  { a: 1, b: "x" },
  { a: 2, b: '{[,"é' },
  { a: 9007199254740993n, b: null },
]
const textOf = (value: unknown, indent?: number) =>
  JSON.stringify(value, (_, each: unknown) => (typeof each === "bigint" ? "BIG" : each), indent).replaceAll(
    '"BIG"',
    "9007199254740993",
  )
const columnOf = (name: "a" | "b") => Object.fromEntries(table.map((row, i) => [i, row[name]]))
const documents: [name: string, content: string, digits?: false][] = [
  ["lines", table.map((row) => textOf(row)).join("\n")],
  ["an array in one line", textOf(table)],
  ["an array over several lines", textOf(table, 2)],
  ["an array with a byte order mark", `\uFEFF${textOf(table, 1)}\n`],
  ["objects over several lines", table.map((row) => textOf(row, 2)).join("\n")],
  ["an array under a name", textOf({ count: 3, next: null, data: table }, 1)],
  ["an array under its only name", textOf({ people: table })],
  ["orient=columns", textOf({ a: columnOf("a"), b: columnOf("b") }), false],
  ["orient=index", textOf(Object.fromEntries(table.map((row, i) => [i, row]))), false],
  ["orient=split", textOf({ columns: ["a", "b"], index: [0, 1, 2], data: table.map(({ a, b }) => [a, b]) }), false],
  ["orient=table", textOf({ schema: { fields: [{ name: "a" }], pandas_version: "1.4" }, data: table })],
  ["lists by column", textOf({ a: table.map(({ a }) => a), b: table.map(({ b }) => b) }), false],
]
for (const [name, content, keepsDigits] of documents)
  test(`one table is read from ${name}`, async () => {
    const { source, columns } = await read(content)
    expect(source.rows).toBe(3)
    expect(Object.keys(columns)).toEqual(["a", "b"])
    expect(columns.a.cells).toEqual(["1", "2", keepsDigits === false ? "9007199254740992" : "9007199254740993"])
    expect(columns.b.cells).toEqual(["x", '{[,"é', null])
  })

test("the fields of a structure are columns, up to so many in the whole file", async () => {
  const rows = [
    { geo: { lat: 1, at: { cc: "DE" } }, ids: { a1: 1 } },
    { geo: { lat: 2.5 }, ids: { b2: 1 } },
    { geo: null, ids: { c3: 1 } },
  ]
  const source = await openJsonLinesInChunks(openFile(write("data.jsonl", lines(...rows))), 7, { mostFields: 2 })
  const columns = Object.fromEntries(source.columns.map((info, i) => [info.name, describe(source, i)]))
  expect(columns).toEqual({
    "geo.lat": { type: "double", cells: ["1", "2.5", null] },
    "geo.at.cc": { type: "string", cells: ["DE", null, null] },
    ids: { type: "struct", cells: [true, true, true] },
  })
})

test("an object that is a row stays one", async () => {
  for (const row of [{ a: 1 }, { a: 1, tags: [1, 2] }, { a: 1, orders: [{ n: 1 }] }, { a: { x: 1 }, b: { x: 2 } }])
    expect((await read(JSON.stringify(row))).source.rows, JSON.stringify(row)).toBe(1)
})

const refusals: [name: string, content: string | Uint8Array, message: string, hint: RegExp][] = [
  ["a broken line", '{"a":1}\n\n{"a":\n', "FILE line 3: not JSON: Unexpected end of JSON input", /one object per line/],
  ["an array of numbers", '[{"a":1},\n5]', "FILE line 2: not a JSON object", /array of objects/],
  ["an array of arrays", '[["a","b"],[1,2]]', "FILE line 1: not a JSON object", /array of objects/],
  [
    "an array that is never closed",
    '[{"a":1},\n{"a":2}',
    "FILE line 2: what begins here is never closed",
    /downloaded/,
  ],
  [
    "an object that is never closed",
    '[{"a":1},\n{"a":\n',
    "FILE line 2: what begins here is never closed",
    /downloaded/,
  ],
  ["a word behind an array", '[{"a":1}]\nx', "FILE line 2: not a JSON object", /array of objects/],
  ["an empty array", "[\n]", "FILE: it holds no object", /export/],
  ["a plain value", '{"a":1}\n5\n', "FILE line 2: not a JSON object but a number", /one object per line/],
  ["null", "null", "FILE line 1: not a JSON object but null", /one object per line/],
  ["NaN", '{"a": NaN}\n', "FILE line 1: not JSON: Unexpected token 'N'", /write null/],
  [
    "a fault inside an array",
    '[{"a":1},\n{"a":x}]',
    "FILE line 2: not JSON: Unexpected token 'x'",
    /one object per line/,
  ],
  ["only blank lines", "\n \n", "FILE: it holds no object", /export/],
  [
    "Latin-1 in an array",
    Buffer.from('[{"a":"é"}]', "latin1"),
    "FILE line 1: the object that begins here is not UTF-8",
    /--encoding/,
  ],
  ["Latin-1", Buffer.from('{"a":1}\n{"a":"é"}\n', "latin1"), "FILE line 2: it is not UTF-8", /--encoding/],
  [
    "a gzip cut short",
    gzipSync('{"a":1}\n'.repeat(99)).subarray(0, 30),
    "FILE: the gzip data ends too early",
    /copied/,
  ],
]
for (const [name, content, message, hint] of refusals)
  test(`${name} is refused with its line`, async () => {
    const found = await refusal(content)
    expect(found.message).toBe(message)
    expect(found.hint).toMatch(hint)
  })

test("a closed file gives nothing", async () => {
  const { source } = await read('{"a":1}')
  source.close()
  expect(() => source.readColumn(0)).toThrow(InputError)
})
