// Writes the benchmark's files once, seeded, into bench/data (outside git).
//   numbers: 1M rows × 20 doubles       mixed: 10 doubles, 5 whole numbers with 1 % missing, 5 texts of 10 to 10,000 values
//   csv:     2M rows × 12: 6 doubles of 3 to 17 digits, 3 whole numbers with 1 % missing, 3 texts; json-lines: the same columns
import { closeSync, existsSync, mkdirSync, openSync, renameSync, writeSync } from "node:fs"
import { parquetWriteFile } from "hyparquet-writer"

const folder = new URL("./data/", import.meta.url).pathname

/** Paths of a pair's two files; they are made first if they are not there. */
export function benchPair(kind, rows) {
  mkdirSync(folder, { recursive: true })
  return ["reference", "current"].map((side, i) => {
    const path = `${folder}${kind}-${rows}-${side}.parquet`
    if (!existsSync(path)) {
      const random = seeded(1 + i)
      parquetWriteFile({ filename: path, columnData: columnsOf[kind](rows, random, i * 0.05), rowGroupSize: rows })
    }
    return path
  })
}

/** Path of a CSV file of 12 columns, 136 bytes a row; it is made first if it is not there. `side`: 0 reference, 1 current. */
export function benchCsv(rows, side = 0) {
  return lineFile(`csv-${rows}-${side}.csv`, rows, side, names.join(","), (row) =>
    row.map((value) => value ?? "").join(","),
  )
}

/** Path of a JSON Lines file of the same 12 columns, missing values as null; it is made first if it is not there. */
export function benchJsonLines(rows, side = 0) {
  const line = (row) => JSON.stringify(Object.fromEntries(names.map((name, i) => [name, row[i]])))
  return lineFile(`json-lines-${rows}-${side}.jsonl`, rows, side, null, line)
}

/** Written beside its place and renamed, so that a run that was stopped leaves no half file. */
function lineFile(name, rows, side, header, lineOf) {
  mkdirSync(folder, { recursive: true })
  const path = folder + name
  if (existsSync(path)) return path
  const file = openSync(`${path}.part`, "w")
  const random = seeded(11 + side)
  let lines = header === null ? [] : [header]
  for (let row = 1; row <= rows; row++) {
    lines.push(lineOf(tableRow(random, side * 0.05)))
    if (lines.length < 10_000 && row < rows) continue
    writeSync(file, `${lines.join("\n")}\n`)
    lines = []
  }
  closeSync(file)
  renameSync(`${path}.part`, path)
  return path
}

const names = ["x0", "x1", "x2", "x3", "price", "x17", "n0", "n1", "n2", "city", "product", "flag"]

function tableRow(random, shift) {
  const x = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  const whole = (below) => (random() < 0.01 ? null : Math.floor(random() * below))
  const word = (prefix, values) => prefix + Math.floor(random() ** 2 * values)
  const numbers = [
    x() + shift,
    x(),
    x(),
    x() * 1000,
    Number((x() ** 2 * 50).toFixed(2)),
    Number(random().toPrecision(17)),
  ]
  return [...numbers, whole(1e6), whole(100), whole(1e9), word("city-", 1000), word("p", 50), word("f", 10)]
}

const columnsOf = {
  numbers: (rows, random, shift) => times(20, (c) => doubles(`x${c}`, rows, random, c % 5 === 0 ? shift : 0)),
  mixed: (rows, random, shift) => [
    ...times(10, (c) => doubles(`x${c}`, rows, random, c % 5 === 0 ? shift : 0)),
    ...times(5, (c) => integers(`n${c}`, rows, random)),
    ...[10, 50, 200, 1000, 10_000].map((values) => texts(`t${values}`, rows, random, values)),
  ],
}

function doubles(name, rows, random, shift) {
  const data = new Float64Array(rows)
  for (let i = 0; i < rows; i++)
    data[i] = shift + Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  return { name, data, type: "DOUBLE", nullable: false }
}

function integers(name, rows, random) {
  const data = times(rows, () => (random() < 0.01 ? null : BigInt(Math.floor(random() * 1e6))))
  return { name, data, type: "INT64" }
}

function texts(name, rows, random, values) {
  const words = times(values, (v) => `value-${v}`)
  return { name, data: times(rows, () => words[Math.floor(random() ** 2 * values)]), type: "STRING" }
}

function times(n, make) {
  return Array.from({ length: n }, (_, i) => make(i))
}

/** Mulberry32 (Tommy Ettinger, public domain): numbers in [0, 1). */
function seeded(seed) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}
