// node --require bench/usage.cjs scripts/engines/compare-pair.js REFERENCE CURRENT EXCLUDE OUT: compares two sides, files or tables, in this
// process, and writes what docs/engines.md shows of it: verdict, columns, how many statements were sent, and the bytes that the engine says it
// read. EXCLUDE is a JSON list of columns that are left out where they are there, in any case of letters.
import { writeFileSync } from "node:fs"
import { setFlagsFromString } from "node:v8"
import { compareDatasets } from "../../dist/compare/compare.js"
import { openDataset } from "../../dist/datasets/open-dataset.js"
import { defaultOptions } from "../../dist/options/options.js"
import { loadRegistry } from "../../dist/registry.js"

const [reference, current, excluded, out] = process.argv.slice(2)
// As the program does it: see src/cli.ts.
if (reference.includes(":")) setFlagsFromString("--heap-growing-percent=30")
const asked = { statements: 0, bytes: 0 }

for (const scheme of ["duckdb", "postgres", "sc", "trino"]) {
  const { default: engine } = await import(`../../dist/engines/${scheme}.js`)
  const connect = engine.connect.bind(engine)
  engine.connect = async (address) => {
    const client = await connect(address)
    const counted =
      (ask) =>
      (...args) => {
        asked.statements++
        return ask(...args)
      }
    return { query: counted(client.query), describe: counted(client.describe), close: () => client.close() }
  }
}

// Trino says with the last page of an answer what the statement read.
const plainFetch = globalThis.fetch
globalThis.fetch = async (...args) => {
  const answer = await plainFetch(...args)
  if (answer.headers.get("content-type")?.startsWith("application/json") !== true) return answer
  const text = await answer.text()
  const page = text === "" ? {} : JSON.parse(text)
  if (page.nextUri === undefined) asked.bytes += page.stats?.processedBytes ?? 0
  return new globalThis.Response(text, { status: answer.status })
}

const sides = [await openDataset(reference, {}), await openDataset(current, {})]
const names = new Set(sides.flatMap(({ columns }) => columns.map(({ name }) => name)))
const left = new Set(JSON.parse(excluded))
const exclude = Array.from(names).filter((name) => left.has(name.toLowerCase()))
const options = { ...defaultOptions, multivariate: false, exclude }
const { verdict, columns } = await compareDatasets(...sides, options, await loadRegistry())
for (const side of sides) side.close()
const shown = columns.map(({ name, type, status, measurements }) => ({
  ...{ name: name.toLowerCase(), type, status },
  scores: Object.fromEntries((measurements ?? []).map(({ method, drift_score }) => [method, drift_score])),
}))
writeFileSync(
  out,
  JSON.stringify({ ...asked, rows: sides.map(({ rows }) => rows), verdict: verdict.status, columns: shown }),
)
