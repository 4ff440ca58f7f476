// Writes dist/program.cjs, the whole program in one file, dist/program.cache, what V8 makes of it, and dist/program-licences.txt, the
// licences of the packages in it. bin/program.cjs runs it; the files in dist/ stay what the library is.
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { rolldown } from "rolldown"

const root = fileURLToPath(new URL("../", import.meta.url))
const dist = join(root, "dist")
const entry = join(dist, "program-entry.js")

const { peerDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"))

const entryCode = `export { run } from "./cli.js"
export { undoAll, endGently } from "./signals.js"
export const work = () => import("./workers/worker.js")
`

const folders = ["alerts/sinks", "commands", "methods", "checks/data", "multivariate", "reporters", "sources/formats"]
const foldersIn = (folder) =>
  readdirSync(join(dist, folder), { withFileTypes: true })
    .flatMap((found) => (found.isDirectory() ? [found.name] : []))
    .sort()

/** dist/units.js as a list of what lies in the folders now. */
function unitList() {
  const families = foldersIn("metrics")
  const lists = [...folders, ...families.map((family) => `metrics/${family}`)].map((folder) => {
    const names = readdirSync(join(dist, folder))
      .filter((name) => name.endsWith(".js"))
      .sort()
    const units = names.map((name) => `[${JSON.stringify(name.slice(0, -3))}, () => import("./${folder}/${name}")]`)
    return `${JSON.stringify(folder)}: [${units.join(", ")}]`
  })
  return `const units = { ${lists.join(",\n")} }
export async function unitsIn(folder) {
  if (!Object.hasOwn(units, folder)) throw new Error(folder + " is no folder of units in scripts/build-program.js")
  return new Map(units[folder])
}
export const foldersIn = async (folder) => (${JSON.stringify({ metrics: families })})[folder]
`
}

/**
 * cephes with the module that holds our functions alone: all five take 15 ms to decode and compile. What src/stats/special.ts calls is of
 * this one, which the comparisons below find out. Throws where the package is not what it was.
 */
function slimCephes(code) {
  const table = /^var wasmMap = \{[^}]*\bcprob: cprob\b[^}]*\};$/m
  const decoding = 'Buffer.from(buffer, "base64")'
  if (!table.test(code) || !code.includes(decoding))
    throw new Error("scripts/build-program.js does not know this cephes")
  return code.replace(table, "var wasmMap = { cprob };").replace(decoding, `globalThis.${decoding}`)
}

/** report/page.ts with the pages in the bundle, so that V8 keeps them compiled too; they start when the first page is written. */
function withPages(code) {
  const loading = 'createRequire(import.meta.url)(fileURLToPath(ownFile("dist/pages.cjs")))'
  if (!code.includes(loading)) throw new Error("scripts/build-program.js does not know how pages are loaded")
  return code.replace(loading, 'require("../pages.cjs")')
}

/** zstddec without `fetch`, which costs 25 ms where nothing else needs it: the module lies in the code, and is decoded as zstddec does without it. */
function localZstd(code) {
  const fetches = 'typeof fetch !== "undefined"'
  if (!code.includes(fetches)) throw new Error("scripts/build-program.js does not know this zstddec")
  return code.replace(fetches, "false")
}

/** What becomes of the code of files that the bundle holds otherwise than they are, by the end of their paths. */
const changes = {
  "/node_modules/cephes/index.mjs": slimCephes,
  "/node_modules/zstddec/dist/zstddec.mjs": localZstd,
  "/dist/report/page.js": withPages,
}

const plugin = {
  name: "program",
  resolveId: (asked) => (asked === entry ? entry : null),
  load: (id) => (id === entry ? entryCode : id === join(dist, "units.js") ? unitList() : null),
  transform(code, id) {
    const file = Object.keys(changes).find((end) => id.replaceAll("\\", "/").endsWith(end))
    return file === undefined ? null : changes[file](code)
  },
}

/**
 * A module in one file as the text of a function of `require`, the module's address and an `import`, which gives its exports when it has started: what a
 * script may hold, which alone V8 keeps compiled, and what may wait for something at its top, as modules do.
 */
function asFunction(code) {
  const names = (list) => list.replaceAll(" as ", ": ")
  const body = code
    .replaceAll("import.meta.url", "moduleUrl") // What the bundler's own runtime says.
    .replace(/\bimport\(/g, "importModule(") // A script that V8 kept compiled cannot import by itself.
    .replace(/^import "([^"]+)";$/gm, 'require("$1");')
    .replace(/^import \* as ([\w$]+) from "([^"]+)";$/gm, 'const $1 = require("$2");')
    .replace(/^import ([\w$]+) from "([^"]+)";$/gm, 'const $1 = require("$2");')
    .replace(/^import (\{[^}]*\}) from "([^"]+)";$/gm, (_, list, from) => `const ${names(list)} = require("${from}");`)
    .replace(
      /^import ([\w$]+), (\{[^}]*\}) from "([^"]+)";$/gm,
      (_, all, list, from) => `const ${all} = require("${from}"), ${names(list)} = ${all};`,
    )
    .replace(/^export (\{[^}]*\});$/m, (_, list) => `return ${list.replace(/([\w$]+) as ([\w$]+)/g, "$2: $1")};`)
  const left = /^(import|export) .*$/m.exec(body)
  if (left !== null) throw new Error(`scripts/build-program.js does not know what to make of: ${left[0]}`)
  return `(async function (require, moduleUrl, importModule) {${body}\n})`
}

/** The same code in ASCII, so that it is read without decoding and V8 keeps a byte of it per character. Throws where an escape would mean something else. */
function asAscii(code) {
  const unsafe = /\\[^\0-\x7f]|\bString\.raw\b/.exec(code)
  if (unsafe !== null)
    throw new Error(`scripts/build-program.js cannot write in ASCII: ${code.substr(unsafe.index, 60)}`)
  return code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
}

/** The licences of the packages whose files these are, by name. */
function licencesOf(files) {
  const packages = new Set(files.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file) ?? []))
  return Array.from(packages)
    .sort()
    .map((folder) => {
      const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"))
      const text = readdirSync(folder).find((found) => /^licen[cs]e/i.test(found))
      return `${name} ${version} (${license})\n\n${text === undefined ? "" : readFileSync(join(folder, text), "utf8")}`
    })
    .join(`\n${"-".repeat(80)}\n`)
}

const bundle = await rolldown({
  input: entry,
  platform: "node",
  external: Object.keys(peerDependencies), // Loaded on use, from where the user installed them.
  plugins: [plugin],
  transform: { define: { "import.meta.url": "moduleUrl" } },
})
const { output } = await bundle.generate({ format: "es", codeSplitting: false, comments: false })
await bundle.close()
writeFileSync(join(dist, "program.cjs.tmp"), asAscii(asFunction(output[0].code)))
renameSync(join(dist, "program.cjs.tmp"), join(dist, "program.cjs")) // Runs that start meanwhile find the one or the other, whole.
// dist/pages.cjs brings the runtime of Handlebars.
const parts = [...output[0].moduleIds, join(root, "node_modules/handlebars")]
writeFileSync(join(dist, "program-licences.txt"), licencesOf(parts))

// What V8 compiled for these runs goes into the cache; other functions are compiled when they are first called.
const { load } = createRequire(import.meta.url)("../bin/program.cjs")
const program = await load()
const data = (name) => join(root, "fixtures", "data", name)
const page = join(tmpdir(), `driftcheck-build-${process.pid}.html`)
const both = (name, ending) => ["ref", "cur"].map((side) => data(`${name}_${side}.${ending}`))
const usual = [
  ["compare", ...both("penguins", "csv"), "--html", page, "--json", `${page}.json`],
  ["compare", ...both("bikeshare", "parquet"), "--html", page],
  ["compare", ...both("flights", "parquet"), "--html", page],
]
for (const argv of usual.filter(([, file]) => existsSync(file)))
  await program.run([...argv, "--no-output", "--no-config"], quiet())
for (const made of [page, `${page}.json`]) rmSync(made, { force: true })
program.keep()

function quiet() {
  const nowhere = { write: () => undefined, isTTY: false, columns: undefined }
  return { argv: [], stdout: nowhere, stderr: nowhere, env: {}, now: () => new Date() }
}
