// Writes the benchmark's Parquet pairs once, seeded, into bench/data (outside git).
//   numbers: 1M rows × 20 doubles       mixed: 10 doubles, 5 whole numbers with 1 % missing, 5 texts of 10 to 10,000 values
import { existsSync, mkdirSync } from "node:fs"
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
