// npm run engines [-- --data FOLDER] [-- --rows N] [-- --made FOLDER] [-- --engines DuckDB,Trino] [-- --write]: the same verdict from every engine here
// as from files, and what it costs. Pairs NAME_ref, NAME_cur of FOLDER (fixtures/data), and a generated pair of N rows (1,000,000; 0: none)
// are loaded into DuckDB, PostgreSQL, Sail, Trino (TRINO_JAVA_HOME, scripts/engines/get-trino.js) and Spark (SPARK_HOME), and compared over the
// columns that an engine can answer; the others are left out on both sides. --made keeps the generated pair in a folder for the next run.
// --write puts the tables into docs/engines.md.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { cpus, loadavg, tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { parseArgs } from "node:util"
import { DuckDBInstance } from "@duckdb/node-api"
import { createViteServer } from "vitest/node"
import { writeBetweenMarks } from "../bench/markdown.js"
import { measured, node } from "../bench/measure.js"
import { madeTable } from "./engines/made-table.js"

const { values: said } = parseArgs({
  options: {
    data: { type: "string", default: "fixtures/data" },
    rows: { type: "string", default: "1000000" },
    made: { type: "string" },
    engines: { type: "string", default: "DuckDB,PostgreSQL,Sail,Trino,Spark" },
    write: { type: "boolean", default: false },
  },
})
const folder = mkdtempSync(join(tmpdir(), "driftcheck-engines-"))
const vite = await createViteServer({
  ...{ configFile: false, appType: "custom", logLevel: "error", optimizeDeps: { noDiscovery: true } },
  server: { middlewareMode: true, watch: null, hmr: false, ws: false },
})
const { starts } = await vite.ssrLoadModule("/scripts/engines/servers.ts")
const { cpuSecondsOfAll } = await vite.ssrLoadModule("/test/helpers/busy-share.ts")

const head = [
  "engine",
  "pair",
  "rows",
  "left out",
  "verdict",
  "columns that differ",
  "largest difference of a score",
].concat([...["statements", "MB read", "CPU s, engine", "CPU s, own", "wall s", "own peak MB"]])
const table = [head, head.map((_, i) => (i < 2 ? "---" : "--:"))]
const load = loadavg()[0].toFixed(1)
try {
  const pairs = []
  if (Number(said.rows) > 0) pairs.push(await madePair(Number(said.rows)))
  for (const pair of pairsOf(said.data)) pairs.push(await withFiles(await loaded(pair)))
  for (const name of said.engines.split(",")) await inEngine(name, pairs)
  if (said.write) await writeBetweenMarks("docs/engines.md", `${machine()}\n\n${table.map(line).join("\n")}`, "engines")
} finally {
  rmSync(folder, { recursive: true, force: true })
  await vite.close()
}

function line(cells) {
  return `| ${cells.map((cell) => String(cell).replaceAll("|", "\\|").replaceAll("\n", " ")).join(" | ")} |`
}

function print(cells) {
  table.push(cells)
  console.log(line(cells))
}

function machine() {
  const [{ model }] = cpus()
  return `Measured ${new Date().toISOString().slice(0, 10)} on ${model.trim()} (${cpus().length} cores, shared), load ${load} at the start; Node ${process.versions.node}.`
}

/** A generated pair of six columns: its files are what DuckDB wrote. It stands in the folder of --made where it was made before. */
async function madePair(rows) {
  const into = said.made === undefined ? folder : resolve(said.made, String(rows))
  const kept = join(into, "pair.json")
  if (existsSync(kept)) return JSON.parse(readFileSync(kept, "utf8"))
  mkdirSync(into, { recursive: true })
  const statements = [0, 1].map((side) => madeTable(rows, side))
  const sources = await sourcesOf("generated", statements, into)
  const pair = await withFiles({ name: "generated", sources, files: sources.map(({ parquet }) => parquet) })
  writeFileSync(kept, JSON.stringify(pair))
  return pair
}

/** The pairs of a folder of which both sides are tables, Parquet before CSV. */
function pairsOf(data) {
  const files = readdirSync(data)
  const fileOf = (name) => [`${name}.parquet`, `${name}.csv`].find((file) => files.includes(file))
  const names = new Set(files.flatMap((file) => /^(.+)_ref\.(parquet|csv)$/.exec(file)?.[1] ?? []))
  const pairs = Array.from(names, (name) => ({ name, files: [fileOf(`${name}_ref`), fileOf(`${name}_cur`)] }))
  return pairs
    .filter(({ files }) => !files.includes(undefined))
    .map(({ name, files }) => ({ name, files: files.map((file) => resolve(data, file)) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

async function loaded({ name, files }) {
  return { name, files, sources: await sourcesOf(name, files.map(rowsOf), folder) }
}

function rowsOf(file) {
  const from = file.endsWith(".csv") ? `read_csv('${file}', nullstr = ['NA', ''], all_varchar = true)` : `'${file}'`
  return `select * from ${from}`
}

/** The tables of two statements in one DuckDB file and as Parquet files; columns that no engine can hold are left out. */
async function sourcesOf(name, statements, into) {
  const duckdb = join(into, `${name}.db`)
  const instance = await DuckDBInstance.create(duckdb)
  const connection = await instance.connect()
  const sources = []
  for (const [i, statement] of statements.entries()) {
    const table = `${name}_${i === 0 ? "ref" : "cur"}`
    const parquet = join(into, `${table}.parquet`)
    await connection.run(`set timezone = 'UTC'; create table "${table}" as ${statement}`)
    await connection.run(`copy "${table}" to '${parquet}' (format parquet)`)
    const described = (await connection.runAndReadAll(`describe "${table}"`)).getRows()
    const columns = described.map(([name, type]) => ({ name: String(name), type: String(type) }))
    sources.push({ name: table, duckdb, parquet, columns })
  }
  connection.closeSync()
  instance.closeSync()
  return sources
}

/** A comparison in a process of its own: what it says, and what it cost. */
function compared(sides, exclude) {
  const out = join(folder, "out.json")
  const cost = measured(node("scripts/engines/compare-pair.js", ...sides, JSON.stringify(exclude), out))
  if (cost.failed !== undefined) throw new Error(cost.failed)
  return { ...JSON.parse(readFileSync(out, "utf8")), ...cost }
}

/** The pair with what its files say over the columns that an engine can answer, which DuckDB's first answer tells. */
async function withFiles(pair) {
  const probe = compared(
    pair.sources.map(({ duckdb, name }) => `duckdb:${duckdb}?table=${name}`),
    [],
  )
  const whole = compared(pair.files, [])
  const answered = new Set(probe.columns.filter(isAnswered).map(({ name }) => name))
  const exclude = [...whole.columns, ...probe.columns].map(({ name }) => name).filter((name) => !answered.has(name))
  const left = Array.from(new Set(exclude))
  const file = left.length === 0 ? whole : compared(pair.files, left)
  print(["files", pair.name, file.rows.join(" / "), left.length, file.verdict, ...["", "", "", "", ""], ...own(file)])
  return { ...pair, exclude: left, file }
}

function isAnswered({ type, status }) {
  return type !== "text" && type !== "nested" && status !== "unreadable"
}

function own({ cpu, wall, peakMB }) {
  return [cpu.toFixed(1), wall.toFixed(1), peakMB.toFixed(0)]
}

async function inEngine(name, pairs) {
  const starting = starts[name]?.() ?? null
  if (starting === null) {
    print([name, "not run: it is not here", ...Array(11).fill("")])
    return
  }
  const engine = await starting
  try {
    for (const pair of pairs) print(await lineOf(engine, pair))
  } finally {
    await engine.stop()
  }
}

async function lineOf(engine, { name, sources, exclude, file }) {
  try {
    const addresses = []
    for (const source of sources) addresses.push(await engine.load(source))
    const before = engine.pid === null ? 0 : cpuSecondsOfAll(engine.pid)
    const found = compared(addresses, exclude)
    const cpu = engine.pid === null ? "" : (cpuSecondsOfAll(engine.pid) - before).toFixed(1)
    const verdict = found.verdict === file.verdict ? "the same" : `**${found.verdict}**`
    const megabytes = found.bytes === 0 ? "" : (found.bytes / 1e6).toFixed(1)
    const { differ, largest } = difference(found, file)
    return [
      ...[engine.title, name, found.rows.join(" / "), exclude.length, verdict, differ.join(", ") || "none"],
      ...[largest, found.statements, megabytes, cpu, ...own(found)],
    ]
  } catch (error) {
    return [engine.title, name, "", "", `not compared: ${error.message.split("\n")[0]}`, ...Array(8).fill("")]
  }
}

/** Columns of another type or status, or in one of both alone; and the largest difference of a drift score (a p-value, too), with its place. */
function difference(found, file) {
  const byName = new Map(file.columns.map((column) => [column.name, column]))
  const inBoth = found.columns.map((column) => ({ column, other: byName.get(column.name) }))
  const names = new Set(found.columns.map(({ name }) => name))
  const missing = file.columns.filter(({ name }) => !names.has(name)).map(({ name }) => name)
  const differ = inBoth.filter(({ column: { type, status }, other }) => other?.type !== type || other.status !== status)
  const gaps = inBoth.flatMap(({ column: { name, scores }, other }) =>
    Object.entries(scores).map(([method, score]) => ({
      where: `${name}, ${method}`,
      gap: Math.abs((score ?? 0) - (other?.scores[method] ?? 0)),
    })),
  )
  const { gap, where } = gaps.reduce((most, each) => (each.gap > most.gap ? each : most), { gap: 0, where: "" })
  return {
    differ: [...differ.map(({ column }) => column.name), ...missing],
    largest: gap === 0 ? "0" : `${gap.toExponential(1)} (${where})`,
  }
}
