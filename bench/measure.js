import { spawnSync } from "node:child_process"

const usage = new URL("./usage.cjs", import.meta.url).pathname
const bin = new URL("../bin/driftcheck.js", import.meta.url).pathname
const peers = new URL("./peers.py", import.meta.url).pathname
/** Nothing here takes a quarter of it, but for tables of 100,000,000 rows; what does has hung. */
const LONGEST_MS = Number(process.env.LONGEST_MINUTES ?? 15) * 60_000

/** Arguments for driftcheck as a measured process: its own command line. */
export const driftcheck = (...args) => ({ command: process.execPath, args: ["--require", usage, bin, ...args] })

/** The same, and beside each run of driftcheck one of the build that BEFORE names: the folder of another commit. */
export function withBefore(entries) {
  const { BEFORE } = process.env
  if (BEFORE === undefined) return entries
  const before = `${BEFORE}/bin/driftcheck.js`
  // Reports of its own: their sizes are measured, too.
  const argBefore = (arg) => (arg === bin ? before : arg.replace(/\/out\/(?=[^/]+$)/, "/out/before-"))
  const beside = ([name, entry]) =>
    entry.args.includes(bin) ? [[`${name}, before`, { ...entry, args: entry.args.map(argBefore) }]] : []
  return Object.fromEntries(Object.entries(entries).flatMap((entry) => [entry, ...beside(entry)]))
}

/** Node with any other arguments: a script, or `-e 0`. */
export const node = (...args) => ({ command: process.execPath, args: ["--require", usage, ...args] })

/** One of the things that peers.py does. */
export const python = (path, ...args) => ({ command: path, args: [peers, ...args] })

/**
 * What one run of a whole process costs: wall and CPU seconds (user and system, all threads), peak memory in MB (10^6 bytes).
 * A process that fails gives { failed: why }.
 */
export function measured({ command, args }) {
  const started = performance.now()
  const { output, status, signal, stderr, error } = spawnSync(command, args, {
    stdio: ["ignore", "ignore", "pipe", "pipe"],
    timeout: LONGEST_MS,
    maxBuffer: 2 ** 26,
  })
  const wall = (performance.now() - started) / 1000
  if (status !== 0) return { failed: error?.message ?? signal ?? errorLine(stderr) }
  return { wall, ...JSON.parse(String(output[3])) }
}

/** The line that names the error: Node puts it before the stack, Python behind it. */
function errorLine(stderr) {
  const lines = String(stderr).trim().split("\n")
  return lines.find((line) => /^(error|[\w.]*Error)\b/.test(line)) ?? (lines.at(-1) || "it ended without a word")
}

/** Runs a process that only prepares something; throws when it fails. */
export function prepared({ command, args }) {
  const { status, stderr, error } = spawnSync(command, args, { stdio: ["ignore", "inherit", "pipe", "pipe"] })
  if (status !== 0) throw new Error(`${command} ${args.join(" ")}: ${error?.message ?? String(stderr)}`)
}
