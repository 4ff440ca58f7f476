// npm run calibration: how often the default verdict cries wolf on data that did not change, and how often it finds a change.
// Seeded; runs driftcheck's own measuring and judging, and the rule before it on the same data; keeps the figures of each scene in
// fixtures/calibration.json as it goes, and writes docs/calibration.md from them. Takes 20 minutes of one processor.
// --continue [text]: keep what was counted, and go on where it ended, with the scenes whose name holds the text; --write: the page alone.
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { page } from "./calibration/page.js"
import { ksLawScene } from "./calibration/ks-law.js"
import { pairScenes } from "./calibration/pairs.js"
import { powerScenes } from "./calibration/power.js"
import { unchangedScenes } from "./calibration/unchanged.js"

const path = "fixtures/calibration.json"
const [flag, only = ""] = process.argv.slice(2)
const kept = flag !== undefined && existsSync(path)
const known = kept ? JSON.parse(readFileSync(path, "utf8")) : {}
const asked =
  flag === "--write"
    ? []
    : [...powerScenes, ...unchangedScenes, ...pairScenes, ksLawScene].filter(({ id }) => id.includes(only))
/** Runs counted before the figures are kept. */
const atOnce = 10

for (const { id, runs, count } of asked) {
  const started = process.cpuUsage().user
  for (let from = known[id]?.runs ?? 0; from < runs; from += atOnce) {
    const more = await count(from, Math.min(runs, from + atOnce))
    known[id] = known[id] === undefined ? more : sum(known[id], more)
    keep()
  }
  console.log(`${id}: ${runs} runs, ${((process.cpuUsage().user - started) / 1e6).toFixed(0)} s`)
}
writeFileSync("docs/calibration.md", page(known, { powerScenes, unchangedScenes }))

function keep() {
  const lines = Object.entries(known).map(([id, figures]) => `  ${JSON.stringify(id)}: ${JSON.stringify(figures)}`)
  writeFileSync(path, `{\n${lines.join(",\n")}\n}\n`)
}

/** Counts of the same names added up. */
function sum(a, b) {
  if (typeof a === "number") return a + b
  const names = Array.from(new Set([...Object.keys(a), ...Object.keys(b)]))
  return Object.fromEntries(names.map((name) => [name, sum(a[name] ?? zero(b[name]), b[name] ?? zero(a[name]))]))
}

function zero(like) {
  return typeof like === "number" ? 0 : {}
}
