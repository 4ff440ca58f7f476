// npm run remote-reading [-- --write] [-- BIN]: what it costs that files lie elsewhere: memory, bytes, requests and time beside the same files
// on a disk, over a server that answers at once and over one that takes 50 ms for each request. --write puts the table into docs/stores.md;
// BIN is the driftcheck.js of another build. Takes about a minute of two cores and 600 MB of disk.
import { spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { writeBetweenMarks } from "../bench/markdown.js"
import { driftcheck, measured, node, prepared } from "../bench/measure.js"

const rounds = 3
const bin = process.argv.slice(2).find((each) => each.endsWith(".js"))
const folder = mkdtempSync(join(tmpdir(), "driftcheck-remote-"))
const makeData = new URL("../bench/make-data.js", import.meta.url).pathname

const shapes = [
  { name: "1M rows × 20 columns", file: "long", make: ["mixed-groups", 1_000_000, 20], flags: [] },
  {
    name: "2 of 200 columns, 100k rows",
    file: "wide",
    make: ["numbers", 100_000, 200],
    flags: ["--columns", "x7,x150"],
  },
  { name: "all 200 columns, 100k rows", file: "wide", make: null, flags: [] },
]

try {
  const rows = []
  for (const shape of shapes) {
    if (shape.make !== null) writePair(shape)
    rows.push(rowOf(shape, "a disk", measure(shape, folder)))
    for (const delay of [0, 50]) {
      const server = await served(delay)
      rows.push(rowOf(shape, delay === 0 ? "a server" : `a server, ${delay} ms`, measure(shape, server.url)))
      server.process.kill()
      await once(server.process, "exit")
    }
  }
  const head =
    "| what | where | wall, s | CPU, s | peak memory, MB | MB fetched | requests |\n|---|---|---:|---:|---:|---:|---:|"
  const text = [head, ...rows].join("\n")
  console.log(text)
  if (process.argv.includes("--write")) await writeBetweenMarks("docs/stores.md", text, "remote-reading")
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function writePair({ file, make: [kind, rows, columns] }) {
  for (const side of [0, 1])
    prepared(node(makeData, kind, join(folder, `${file}${side}.parquet`), String(rows), String(columns), String(side)))
}

/** The run of middle wall time. */
function measure({ file, flags }, place) {
  const json = join(folder, "report.json")
  const sides = [0, 1].map((side) => `${place}/${file}${side}.parquet`)
  const runs = Array.from({ length: rounds }, () => {
    const { command, args } = driftcheck("compare", ...sides, "--no-config", "--no-output", "--json", json, ...flags)
    const run = measured({ command, args: bin === undefined ? args : [...args.slice(0, 2), bin, ...args.slice(3)] })
    if (run.failed !== undefined && !/^it ended/.test(run.failed)) throw new Error(run.failed)
    const { reference, current } = JSON.parse(readFileSync(json, "utf8"))
    const total = (key) => [reference, current].reduce((sum, { fetched }) => sum + (fetched?.[key] ?? 0), 0)
    return { ...run, bytes: total("bytes"), requests: total("requests") }
  })
  return runs.sort((a, b) => a.wall - b.wall)[Math.floor(rounds / 2)]
}

function rowOf({ name }, where, { wall, cpu, peakMB, bytes, requests }) {
  const fetched = bytes === 0 ? ["–", "–"] : [(bytes / 1e6).toFixed(1), requests]
  return `| ${[name, where, wall.toFixed(2), cpu.toFixed(2), peakMB.toFixed(0), ...fetched].join(" | ")} |`
}

/** A server of the folder in a process of its own, which takes so many milliseconds for each request. */
async function served(delay) {
  const code = new URL("./range-server.js", import.meta.url).pathname
  const server = spawn(process.execPath, [code, folder, String(delay)], { stdio: ["ignore", "pipe", "inherit"] })
  const [line] = await once(server.stdout, "data")
  return { process: server, url: String(line).trim() }
}
