// npm run trend-calibration [years]: how often a nightly run of 20 columns in which nothing changes says that one rises. Prints the
// table of docs/history.md. Seeded; scores are real: Wasserstein distances of 500 fresh rows a night from one reference of 2,000.
import { gradualDrift } from "../dist/history/gradual-drift.js"
import wasserstein from "../dist/methods/wasserstein.js"
import { randomNumbers } from "../dist/stats/random.js"

const years = Number(process.argv[2] ?? 20)
const nights = 365 * years
const columns = 20
const window = 30

const next = randomNumbers(20261123)
const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
const sample = (rows) => Float64Array.from({ length: rows }, normal).sort()
const references = Array.from({ length: columns }, () => sample(2000))

function night() {
  const measured = references.map((reference, i) => {
    const { score } = wasserstein.measure({ reference, current: sample(500) })
    const ratio = score / 0.1
    return { name: `x${i}`, ratio, score, drifted: false, method: "wasserstein", threshold: 0.1, kind: "distance" }
  })
  return { config_hash: "same", reference: { rows: 2000, sha256: "same" }, columns: measured }
}

/** The rules to be compared: whether a column counts as rising. */
const rules = [
  ["below 0.05, each column alone", ({ p_value: p }) => p < 0.05],
  ["adjusted, below 0.05", ({ p_value_adjusted: p }) => p < 0.05],
  ["adjusted, below 0.01 (in use)", ({ direction }) => direction !== "steady"],
]
const counts = rules.map(() => ({ nights: 0, episodes: 0, before: false }))

const runs = []
for (let i = 0; i < nights; i++) {
  runs.push(night())
  if (runs.length > window) runs.shift()
  const gradual = gradualDrift(runs)
  rules.forEach(([, rises], j) => {
    const found = gradual.some((each) => each.slope > 0 && rises(each))
    counts[j].nights += found ? 1 : 0
    counts[j].episodes += found && !counts[j].before ? 1 : 0
    counts[j].before = found
  })
}

console.log(`${columns} columns, ${nights.toLocaleString("en-US")} nights, nothing changed\n`)
console.log("| A column rises when its p-value is | Nights that say so | Episodes a year |\n| --- | --- | --- |")
rules.forEach(([name], j) => {
  const { nights: loud, episodes } = counts[j]
  console.log(`| ${name} | ${((100 * loud) / nights).toFixed(2)}% | ${(episodes / years).toFixed(1)} |`)
})
