// npm run engines [-- --data FOLDER] [-- --rows N] [-- --made FOLDER] [-- --engines DuckDB,Trino] [-- --write]: the same verdict from every engine here
// as from files, and what it costs. Pairs NAME_ref, NAME_cur of FOLDER (fixtures/data), and a generated pair of N rows (1,000,000; 0: none)
// are loaded into DuckDB, PostgreSQL, Sail, Trino (TRINO_JAVA_HOME, scripts/engines/get-trino.js) and Spark (SPARK_HOME), and compared over the
// columns that an engine can answer; the others are left out on both sides. --made keeps the generated pair in a folder for the next run.
// --write puts
// what was measured into fixtures/engines/measured.json, of which `npm run docs` makes the tables of docs/engines/.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { parseArgs } from "node:util"
import { DuckDBInstance } from "@duckdb/node-api"
import { createViteServer } from "vitest/node"
import { measured, node } from "../bench/measure.js"
import { madeTable } from "./engines/made-table.js"
import { inOrder, measuredFile, readMeasured } from "./engines/measured.js"

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

/** What was measured, a record for each engine and pair; see fixtures/engines/measured.json. */
const records = []
try {
  const pairs = []
  if (Number(said.rows) > 0) pairs.push(await madePair(Number(said.rows)))
  for (const pair of pairsOf(said.data)) pairs.push(await withFiles(await loaded(pair)))
  for (const name of said.engines.split(",")) await inEngine(name, pairs)
  if (said.write) keep(records)
} finally {
  rmSync(folder, { recursive: true, force: true })
  await vite.close()
}

function noteDown(record) {
  const measured = new Date().toISOString().slice(0, 10)
  records.push({ engine: record.engine, pair: record.pair, rows: record.rows, measured, ...record })
  console.log(JSON.stringify(records.at(-1)))
}

/** In place of what the file holds of the same engine, pair and number of rows. */
function keep(found) {
  const keyOf = ({ engine, pair, rows }) => JSON.stringify([engine, pair, pair === "generated" ? rows : null])
  const fresh = new Set(found.map(keyOf))
  const all = [...readMeasured().filter((record) => !fresh.has(keyOf(record))), ...found]
  const lines = all.sort(inOrder).map((record) => `  ${JSON.stringify(record)}`)
  writeFileSync(measuredFile, `[\n${lines.join(",\n")}\n]\n`)
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
  const none = { differ: [], largest: null, statements: null, megabytes: null, engine_cpu: null }
  noteDown({ engine: "files", pair: pair.name, ...none, ...figuresOf(file, left.length) })
  return { ...pair, exclude: left, file }
}

function isAnswered({ type, status }) {
  return type !== "text" && type !== "nested" && status !== "unreadable"
}

function figuresOf({ rows, verdict, cpu, wall, peakMB }, left) {
  const rounded = (value) => Number(value.toFixed(1))
  return { rows, left_out: left, verdict, cpu: rounded(cpu), wall: rounded(wall), peak_mb: Math.round(peakMB) }
}

async function inEngine(name, pairs) {
  const starting = starts[name]?.() ?? null
  if (starting === null) {
    console.log(`${name} is not here: it was not run`)
    return
  }
  const engine = await starting
  try {
    for (const pair of pairs) noteDown(await measuredIn(engine, pair))
  } finally {
    await engine.stop()
  }
}

async function measuredIn(engine, { name, sources, exclude, file }) {
  const about = { engine: engine.title, pair: name }
  try {
    const addresses = []
    for (const source of sources) addresses.push(await engine.load(source))
    const before = engine.pid === null ? 0 : cpuSecondsOfAll(engine.pid)
    const found = compared(addresses, exclude)
    const engine_cpu = engine.pid === null ? null : Number((cpuSecondsOfAll(engine.pid) - before).toFixed(1))
    const megabytes = found.bytes === 0 ? null : Number((found.bytes / 1e6).toFixed(1))
    const asked = { statements: found.statements, megabytes, engine_cpu }
    return { ...about, ...difference(found, file), ...asked, ...figuresOf(found, exclude.length) }
  } catch (error) {
    return { ...about, rows: null, reason: error.message.split("\n")[0] }
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
    largest: gap === 0 ? null : { gap: Number(gap.toPrecision(2)), where },
  }
}
