// Loads the bundled program, which `npm run build` makes of dist/ (scripts/build-program.js): one file instead of some 600, with what V8
// made of it beside it. That is used by the V8 that made it; every other compiles the file itself.
"use strict"
const { createHash } = require("node:crypto")
const { existsSync, readFileSync, renameSync, writeFileSync } = require("node:fs")
const { createRequire } = require("node:module")
const { join } = require("node:path")
const { pathToFileURL } = require("node:url")
const { setFlagsFromString } = require("node:v8")
const { Script } = require("node:vm")

const file = join(__dirname, "..", "dist", "program.cjs")
const cache = join(__dirname, "..", "dist", "program.cache")

/** Whether there is a bundle; without it the files in dist/ are the program. */
exports.isBundled = () => existsSync(file)

/** What the bundle exports once it has started, and `keep`, which writes down what V8 has compiled until then. */
exports.load = async function load() {
  // A loop over a column waits for its compiled form instead of running on uncompiled. Before the script is made: V8 keeps with
  // what it compiled which flags were set, and takes it back under no others.
  setFlagsFromString("--no-concurrent-osr")
  // Little is alive when the young heap is cleaned, and several threads that look for it take as much CPU again.
  setFlagsFromString("--no-parallel-scavenge")
  const bytes = readFileSync(file)
  // The build wrote ASCII.
  const script = new Script(bytes.latin1Slice(), {
    filename: file,
    cachedData: compiledFrom(bytes),
  })
  const program = await script.runInThisContext()(createRequire(file), pathToFileURL(file).href, (name) => import(name))
  const keep = () => {
    const compiled = script.createCachedData()
    writeFileSync(`${cache}.tmp`, Buffer.concat([digest(bytes, compiled), compiled]))
    renameSync(`${cache}.tmp`, cache) // A run that starts meanwhile finds all of it or nothing.
  }
  return { ...program, keep }
}

/** What V8 made of these bytes; none where it cannot be read, is damaged or of another bundle, which V8 itself does not ask. */
function compiledFrom(bytes) {
  let kept
  try {
    kept = readFileSync(cache)
  } catch {
    return undefined // The bundle is whole without it.
  }
  const compiled = kept.subarray(32)
  return digest(bytes, compiled).equals(kept.subarray(0, 32)) ? compiled : undefined
}

/** SHA-256 of both, 32 bytes. */
function digest(bytes, compiled) {
  return createHash("sha256").update(bytes).update(compiled).digest()
}
