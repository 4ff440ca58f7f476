// node bench/exponents.js [ROUNDS]: how the CPU of a comparison grows with rows, columns and different values, as powers, after a run on
// 30 rows is taken off. 1 is linear. The best of ROUNDS (2) runs of each counts.
import { outputPath, pairOf } from "./data.js"
import { measured } from "./measure.js"
import { comparison } from "./rows/parquet.js"

const rounds = Number(process.argv[2] ?? 2)

/** Three sizes, each four times the one before. */
const ladders = {
  "rows, of 4 float64": [100_000, 400_000, 1_600_000].map((rows) => [rows, "numbers", rows, 4]),
  "columns, of 2,000 rows": [100, 400, 1600].map((columns) => [columns, "numbers", 2000, columns]),
  "different texts, a row each": [62_500, 250_000, 1_000_000].map((rows) => [rows, "distinct-texts", rows, 1]),
}

const cpuOf = (...table) => {
  outputPath("")
  const runs = Array.from({ length: rounds }, () => measured(comparison("exponents", pairOf(...table))))
  return Math.min(...runs.map(({ cpu, failed }) => (failed === undefined ? cpu : NaN)))
}

const fixed = cpuOf("numbers", 30, 1)
console.log(`30 rows: ${fixed.toFixed(2)} CPU s`)
for (const [what, sizes] of Object.entries(ladders)) {
  const cpus = sizes.map(([, ...table]) => cpuOf(...table))
  const exponents = cpus
    .slice(1)
    .map((cpu, i) => Math.log((cpu - fixed) / (cpus[i] - fixed)) / Math.log(sizes[i + 1][0] / sizes[i][0]))
  const figures = sizes.map(([size], i) => `${size.toLocaleString("en-US")}: ${cpus[i].toFixed(2)}`)
  console.log(`${what}: ${figures.join(", ")} CPU s; exponents ${exponents.map((x) => x.toFixed(2)).join(", ")}`)
}
