// node bench/read-papaparse.js FILE: reads a CSV file of the benchmark with papaparse and makes of it what driftcheck makes: numbers as
// doubles, NaN where one is missing, and texts as codes. The types are known beforehand: the first nine columns are numbers.
import { createReadStream } from "node:fs"
import Papa from "papaparse"

const columns = []

Papa.parse(createReadStream(process.argv[2], { encoding: "utf8" }), {
  newline: "\n",
  delimiter: ",",
  step: ({ data }) => {
    if (columns.length === 0) data.forEach((_, i) => columns.push(i < 9 ? numbers() : codes()))
    else for (let i = 0; i < columns.length; i++) columns[i](data[i])
  },
  error: (error) => {
    throw error
  },
})

function numbers() {
  let values = new Float64Array(1024)
  let size = 0
  return (text) => {
    if (size === values.length) values = grown(values)
    values[size++] = text === "" ? NaN : Number(text)
  }
}

function codes() {
  const known = new Map()
  let values = new Int32Array(1024)
  let size = 0
  return (text) => {
    if (size === values.length) values = grown(values)
    let code = known.get(text)
    if (code === undefined) known.set(text, (code = known.size))
    values[size++] = code
  }
}

function grown(values) {
  const larger = new values.constructor(values.length * 2)
  larger.set(values)
  return larger
}
