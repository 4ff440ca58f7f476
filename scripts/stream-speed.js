// npm run stream-speed [-- --write] [-- BEFORE]: records a CPU second that `watch` judges, by windows, from a file of JSON Lines: the calm
// half of the prediction log, over and over under new ids and times. BEFORE is the folder of another build, measured in turn with this
// one. --write puts the table into docs/stream.md. RECORDS bounds the longest log. Takes about three minutes of a core without BEFORE.
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from "node:fs"
import { cpus, loadavg, tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { gunzipSync } from "node:zlib"
import { writeBetweenMarks } from "../bench/markdown.js"
import { driftcheck, measured } from "../bench/measure.js"

const rounds = 3
const most = Number(process.env.RECORDS ?? 1_500_000)
const shapes = [
  { windows: 1, rows: 10_000 },
  { windows: 10, rows: 10_000 },
  { windows: 60, rows: 10_000 },
  { windows: 150, rows: 10_000 },
  { windows: 6, rows: 100_000 },
  { windows: 1, rows: 1_000_000 },
  // With RECORDS=5000000.
  { windows: 500, rows: 10_000 },
  { windows: 1, rows: 5_000_000 },
].filter(({ windows, rows }) => windows * rows <= most)
const root = new URL("..", import.meta.url).pathname
const before = process.argv.slice(2).find((each) => !each.startsWith("--"))
const builds = [
  ...(before === undefined ? [] : [{ name: "before", folder: resolve(before) }]),
  { name: "now", folder: root },
]
const folder = mkdtempSync(join(tmpdir(), "driftcheck-speed-"))

try {
  const lines = []
  for (const shape of shapes) {
    const log = join(folder, "log.jsonl")
    writeLog(log, shape.windows * shape.rows)
    const runs = builds.map(() => [])
    for (let round = 0; round < rounds; round++) builds.forEach((build, i) => runs[i].push(runOf(build, log, shape)))
    builds.forEach(({ name }, i) => {
      const best = runs[i].sort((a, b) => a.cpu - b.cpu)[0]
      lines.push(rowOf(name, shape, best))
      console.error(lines.at(-1))
    })
  }
  const head =
    "| records read | windows | build | user CPU | system CPU | records a CPU second | most MB |\n|---|---|---|---:|---:|---:|---:|"
  const load = loadavg()[0].toFixed(0)
  const where = `Best of ${rounds}, builds in turn; ${cpus().length} cores, load ${load}, Node ${process.versions.node}, ${new Date().toISOString().slice(0, 10)}.`
  const text = [head, ...lines, "", where].join("\n")
  console.log(text)
  if (process.argv.includes("--write")) await writeBetweenMarks("docs/stream.md", text, "stream-speed")
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function writeLog(path, records) {
  const calm = gunzipSync(readFileSync(join(root, "fixtures/data/prediction_log.jsonl.gz")))
    .toString()
    .split("\n")
    .slice(0, 6000)
    .flatMap((line) => parsed(line) ?? [])
  const start = calm[0].timestamp
  const file = openSync(path, "w")
  const lines = []
  for (let i = 0; i < records; i++) {
    const timestamp = Math.round((start + i / 50) * 1000) / 1000
    lines.push(JSON.stringify({ ...calm[i % calm.length], request_id: `q${i}`, timestamp }))
    if (lines.length === 10_000 || i === records - 1) writeSync(file, `${lines.splice(0).join("\n")}\n`)
  }
  closeSync(file)
}

function parsed(line) {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}

/** What one run of the whole process takes: start, reference, reports, history and index included. */
function runOf(build, log, { rows, windows }) {
  const out = join(folder, "out")
  rmSync(out, { recursive: true, force: true })
  const reference = join(root, "fixtures/data/prediction_log_ref.parquet")
  const words = ["watch", reference, "--from", log, "-o", out, "--rows", String(rows), "--once", "--no-config", "-q"]
  const { command, args } = driftcheck(...words, "--keep", "100000")
  const bin = join(build.folder, "bin/driftcheck.js")
  const run = measured({ command, args: [...args.slice(0, 2), bin, ...args.slice(3)] })
  if (run.failed !== undefined) throw new Error(`${build.name}: ${run.failed}`)
  const judged = readFileSync(join(out, "history.ndjson"), "utf8").trim().split("\n").length
  if (judged !== windows) throw new Error(`${build.name}: ${judged} windows in place of ${windows}`)
  return run
}

function rowOf(name, { windows, rows }, { user, cpu, peakMB }) {
  const number = (value) => value.toLocaleString("en")
  const rate = Math.round((windows * rows) / cpu / 1000) * 1000
  const seconds = [user, cpu - user].map((value) => `${value.toFixed(2)} s`)
  const cells = [
    number(windows * rows),
    `${windows} × ${number(rows)}`,
    name,
    ...seconds,
    number(rate),
    peakMB.toFixed(0),
  ]
  return `| ${cells.join(" | ")} |`
}
