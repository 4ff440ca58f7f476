// node bench/make-data.js KIND PATH ROWS COLUMNS SIDE: writes one side (0 or 1) of a pair, seeded. A process of its own, so that the
// memory it takes is not the benchmark's.
import { parquetWriteFile } from "hyparquet-writer"
import { writeCsv, writeJsonLines } from "./make-lines.js"
import { doubles, integers, seeded, texts, times } from "./random.js"

const [kind, path, ...counts] = process.argv.slice(2)
const [rows, columns, side] = counts.map(Number)
const random = seeded(1 + side)
/** Every fifth column of the second side is moved. */
const shiftOf = (column) => (column % 5 === 0 ? side * 0.05 : 0)

const numbers = () =>
  times(columns, (c) => ({ name: `x${c}`, data: doubles(rows, random, shiftOf(c)), type: "DOUBLE", nullable: false }))

/** Half doubles, a quarter whole numbers, a quarter texts of 10 to 10,000 values; 1 % of each missing. */
function mixed() {
  const gaps = (values) => Array.from(values, (value) => (random() < 0.01 ? null : value))
  return [
    ...times(10, (c) => ({ name: `x${c}`, data: gaps(doubles(rows, random, shiftOf(c))), type: "DOUBLE" })),
    ...times(5, (c) => ({ name: `n${c}`, data: gaps(integers(rows, random)).map(orBigInt), type: "INT64" })),
    ...[10, 50, 200, 1000, 10_000].map((n) => ({ name: `t${n}`, data: gaps(texts(rows, random, n)), type: "STRING" })),
  ]
}

/** Texts of which few repeat. */
const distinctTexts = () => [
  { name: "text", data: times(rows, () => `t${Math.floor(random() * 2 ** 32).toString(16)}`), type: "STRING" },
]

/** Prose: twelve words of 2,000, the first ones more common. */
const prose = () => {
  const words = times(2000, () => Math.floor(random() * 2 ** 40).toString(36))
  const word = () => words[Math.floor(random() ** 3 * words.length)]
  return [{ name: "text", data: times(rows, () => times(12, word).join(" ")), type: "STRING" }]
}

/** Whole numbers up to 2^62, beyond what a double holds. */
const largeIntegers = () => {
  const data = BigInt64Array.from(
    { length: rows },
    () => BigInt(Math.floor(random() * 2 ** 31)) * 2n ** 31n + BigInt(Math.floor(random() * 2 ** 31)),
  )
  return [{ name: "n", data, type: "INT64", nullable: false }]
}

const tables = { numbers, "distinct-texts": distinctTexts, prose, "large-integers": largeIntegers }

const orBigInt = (value) => (value === null ? null : BigInt(value))

if (kind === "csv") writeCsv(path, rows, side)
else if (kind === "json-lines") writeJsonLines(path, rows, side)
else
  parquetWriteFile({
    filename: path,
    columnData: (tables[kind] ?? mixed)(),
    rowGroupSize: kind === "mixed-groups" ? 131_072 : rows,
  })
