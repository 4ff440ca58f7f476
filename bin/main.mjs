import { existsSync } from "node:fs"
import program from "./program.cjs"

const argv = process.argv.slice(2)

/** Help needs a few small files; every other command starts faster from the bundle, where the build made one. */
const isHelp = argv.length === 0 || argv.some((word) => /^(-h|--help|-v|-V|--version|help|version)$/.test(word))
const isBuilt = existsSync(new URL("../dist/cli.js", import.meta.url)) // The wheel for Python holds the bundle alone.
const { run, undoAll, endGently } =
  (isHelp && isBuilt) || !program.isBundled()
    ? { ...(await import("../dist/cli.js")), ...(await import("../dist/signals.js")) }
    : await program.load()

/** Set where an answer could not be written: then there is none, whatever it said. */
let unwritten = false

/** A reader that goes away (`| head`) is no error of ours: the rest is thrown away and the verdict's exit code stays. */
function output(stream) {
  let closed = false
  stream.on("error", (error) => {
    closed = true
    if (error.code === "EPIPE") return
    if (stream !== process.stderr && !unwritten)
      process.stderr.write(`error: cannot write to standard output: ${error.message}\n`)
    unwritten = true
    process.exitCode = 2
  })
  return {
    write: (text) => void (closed || stream.write(text)),
    isTTY: stream.isTTY === true,
    columns: stream.columns,
  }
}

/** Runs the command line of this process; what it throws is a bug, which bin/driftcheck.js reports. */
export async function main() {
  endOnSignals()
  const code = await run(argv, {
    argv,
    stdout: output(process.stdout),
    stderr: output(process.stderr),
    env: process.env,
    now: () => new Date(),
    began: new Date(performance.timeOrigin),
  })
  process.exitCode = unwritten ? 2 : code
}

/**
 * A signal ends the run as it would without us, so that a shell sees 130 or 143; only temporary files go first, and engines
 * are told to stop. A run that follows a stream ends by itself at the first one.
 */
function endOnSignals() {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    const end = () => {
      if (endGently()) return
      process.off(signal, end)
      void undoAll().then(() => process.kill(process.pid, signal))
    }
    process.on(signal, end)
  }
}
