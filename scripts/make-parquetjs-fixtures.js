// node scripts/make-parquetjs-fixtures.js: writes fixtures/parquet/parquetjs-*.parquet with parquetjs-lite (the version in package.json),
// and what they hold in expected-parquetjs.json, as the head of make-parquet-fixtures.py says. No random numbers: the same files each time.
import { createRequire } from "node:module"
import { Buffer } from "node:buffer"
import { writeFileSync } from "node:fs"

const { ParquetSchema, ParquetWriter } = createRequire(import.meta.url)("parquetjs-lite")
const folder = new URL("../fixtures/parquet/", import.meta.url).pathname
const ROWS = 60

/** By column: the writer's type, the type in Arrow's words, the value of row i (undefined: missing) and how the JSON says it. */
const columns = {
  flag: { field: { type: "BOOLEAN" }, type: "bool", of: (i) => i % 3 === 0, cell: (v) => v },
  int32: { field: { type: "INT32", optional: true }, type: "int32", of: (i) => gap(i, 4, i * 1000 - 30_000) },
  int64: { field: { type: "INT64" }, type: "int64", of: (i) => i * 2 ** 40 },
  int96: { field: { type: "INT96", optional: true }, type: "timestamp[ns]", of: () => undefined },
  float: { field: { type: "FLOAT" }, type: "float", of: (i) => i / 8 },
  double: { field: { type: "DOUBLE", optional: true }, type: "double", of: (i) => gap(i, 5, i / 7) },
  text: {
    field: { type: "UTF8", optional: true },
    type: "string",
    of: (i) => gap(i, 6, ["", "Zürich 😀", "x"][i % 3]),
  },
  bytes: { field: { type: "BYTE_ARRAY" }, type: "binary", of: (i) => Buffer.from([i, 255 - i]), cell: hex },
  fixed: {
    field: { type: "FIXED_LEN_BYTE_ARRAY", typeLength: 3 },
    type: "fixed_size_binary[3]",
    of: (i) => Buffer.from([i, 0, i]),
    cell: hex,
  },
  date: {
    field: { type: "DATE" },
    type: "date32[day]",
    of: (i) => new Date(Date.UTC(2024, 0, 1 + i)),
    cell: (v) => String(v.getTime() / 864e5),
  },
  "at ms": {
    field: { type: "TIMESTAMP_MILLIS", optional: true },
    type: "timestamp[ms]",
    of: (i) => gap(i, 7, new Date(Date.UTC(2024, 0, 1) + i * 1001)),
    cell: (v) => String(v.getTime()),
  },
  "at us": {
    field: { type: "TIMESTAMP_MICROS" },
    type: "timestamp[us]",
    of: (i) => new Date(Date.UTC(1969, 11, 31) + i * 1001),
    cell: (v) => String(v.getTime() * 1000),
  },
  clock: { field: { type: "TIME_MILLIS" }, type: "time32[ms]", of: (i) => i * 60_000 },
  ...Object.fromEntries(
    [8, 16, 32, 64].flatMap((bits) => [
      [`signed ${bits}`, { field: { type: `INT_${bits}` }, type: `int${bits}`, of: (i) => i - 30 }],
      [`unsigned ${bits}`, { field: { type: `UINT_${bits}` }, type: `uint${bits}`, of: (i) => i * 4 }],
    ]),
  ),
  json: { field: { type: "JSON" }, type: "json", of: (i) => ({ n: i }), cell: (v) => JSON.stringify(v) },
  tags: {
    field: { type: "UTF8", repeated: true },
    type: "list<tags: string>",
    of: (i) => (i % 5 === 0 ? [] : [`tag ${i}`, "b"]),
    cell: () => true,
  },
}

function gap(i, every, value) {
  return i % every === 0 ? undefined : value
}

function hex(bytes) {
  return { h: bytes.toString("hex") }
}

const expected = {}
for (const compression of ["UNCOMPRESSED", "GZIP", "SNAPPY"])
  for (const version of [1, 2]) {
    const name = `parquetjs-${compression.toLowerCase()}-page${version}`
    await write(`${folder}${name}.parquet`, compression, version === 2)
    const [first] = Object.keys(expected)
    expected[name] = first === undefined ? { rows: ROWS, columns: expectedColumns() } : { same_as: first }
  }
writeFileSync(`${folder}expected-parquetjs.json`, `${JSON.stringify(expected)}\n`)

async function write(path, compression, useDataPageV2) {
  const fields = Object.entries(columns).map(([name, { field }]) => [name, { ...field, compression }])
  const writer = await ParquetWriter.openFile(new ParquetSchema(Object.fromEntries(fields)), path, { useDataPageV2 })
  writer.setRowGroupSize(25)
  for (let i = 0; i < ROWS; i++) {
    const cells = Object.entries(columns).map(([name, { of }]) => [name, of(i)])
    await writer.appendRow(Object.fromEntries(cells.filter(([, value]) => value !== undefined)))
  }
  await writer.close()
}

function expectedColumns() {
  return Object.entries(columns).map(([name, { type, of, cell = String }]) => ({
    name,
    type,
    values: Array.from({ length: ROWS }, (_, i) => {
      const value = of(i)
      if (value === undefined) return null
      return type === "string" ? value : cell(value)
    }),
  }))
}
