import { closeSync, openSync, writeSync } from "node:fs"
import { seeded } from "./random.js"

const names = ["x0", "x1", "x2", "x3", "price", "x17", "n0", "n1", "n2", "city", "product", "flag"]

/** Writes 12 columns, 136 bytes a row: 6 of decimal numbers with 3 to 17 digits, 3 of whole numbers with 1 % missing, 3 of texts. */
export function writeCsv(path, rows, side) {
  writeLines(path, rows, side, names.join(","), (row) => row.map((value) => value ?? "").join(","))
}

/** The same columns, missing values as null. */
export function writeJsonLines(path, rows, side) {
  const line = (row) => JSON.stringify(Object.fromEntries(names.map((name, i) => [name, row[i]])))
  writeLines(path, rows, side, null, line)
}

function writeLines(path, rows, side, header, lineOf) {
  const file = openSync(path, "w")
  const random = seeded(11 + side)
  let lines = header === null ? [] : [header]
  for (let row = 1; row <= rows; row++) {
    lines.push(lineOf(tableRow(random, side * 0.05)))
    if (lines.length < 10_000 && row < rows) continue
    writeSync(file, `${lines.join("\n")}\n`)
    lines = []
  }
  closeSync(file)
}

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
