// Tables drawn at random, in memory: laws to draw from, columns, and the dataset that driftcheck reads.
import {
  Bool,
  Dictionary,
  Float64,
  Int32,
  TimestampMillisecond,
  Utf8,
  makeData,
  makeVector,
  vectorFromArray,
} from "apache-arrow"
import { ArrowDataset } from "../../dist/datasets/arrow-dataset.js"

// ---------------------------------------------------------------- laws: a source of random numbers in, one value out

export const normal = (next) => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
export const lognormal = (sd) => (next) => Math.exp(sd * normal(next))
export const cauchy = (next) => Math.tan(Math.PI * (next() - 0.5))
/** Student's t with two degrees of freedom, by its quantile function. */
export const student2 = (next) => {
  const u = 2 * next() - 1
  return u * Math.sqrt(2 / (1 - u * u))
}
/** 0 in this share of rows, otherwise from the law. */
export const zeros = (share, law) => (next) => (next() < share ? 0 : law(next))
export const poisson = (mean) => (next) => {
  let [count, product] = [0, next()]
  for (const least = Math.exp(-mean); product > least; count++) product *= next()
  return count
}
/** Poisson counts whose mean is itself drawn, from a gamma law of shape 2 and mean 3. */
export const negativeBinomial = (next) => poisson(-1.5 * Math.log((1 - next()) * (1 - next())))(next)
export const geometric = (next) => Math.floor(-3 * Math.log(1 - next()))
/** Of k categories, the first the most common. */
export const category = (k) => (next) => `c${Math.floor(next() ** 1.5 * k)}`

// ---------------------------------------------------------------- columns: name, kind, cells (null: missing)

export const column = (name, kind, cells) => ({ name, kind, cells, integer: kind === "number" && cells.every(isWhole) })
const isWhole = (cell) => cell === null || Number.isInteger(cell)

export const times = (n, make) => Array.from({ length: n }, (_, i) => make(i))

export const drawn = (law, rows, next) => times(rows, () => law(next))

/** The columns as a table that driftcheck compares. */
export function dataset(columns) {
  return new ArrowDataset("memory", {
    format: "memory",
    typed: true,
    readsByColumn: true,
    rows: columns[0].cells.length,
    columns: columns.map(({ name, kind, integer }) => ({ name, storageType: kind, kind, integer })),
    warnings: [],
    readColumn: (index) => toVector(columns[index]),
    close: () => undefined,
  })
}

function toVector({ kind, cells }) {
  if (kind === "boolean") return vectorFromArray(cells, new Bool())
  if (kind === "datetime") return vectorFromArray(cells, new TimestampMillisecond())
  const common = { length: cells.length, ...missingOf(cells) }
  if (kind === "string") {
    const codes = new Map()
    const data = Int32Array.from(cells, (cell) => {
      if (cell === null) return 0
      if (!codes.has(cell)) codes.set(cell, codes.size)
      return codes.get(cell)
    })
    const dictionary = vectorFromArray(Array.from(codes.keys()), new Utf8())
    return makeVector(makeData({ type: new Dictionary(new Utf8(), new Int32()), ...common, data, dictionary }))
  }
  return makeVector(makeData({ type: new Float64(), ...common, data: Float64Array.from(cells, (cell) => cell ?? 0) }))
}

function missingOf(cells) {
  const nullCount = cells.reduce((missing, cell) => missing + (cell === null ? 1 : 0), 0)
  if (nullCount === 0) return { nullCount }
  const nullBitmap = new Uint8Array((cells.length + 7) >> 3)
  cells.forEach((cell, i) => {
    if (cell !== null) nullBitmap[i >> 3] |= 1 << (i & 7)
  })
  return { nullCount, nullBitmap }
}
