import program from "./program.cjs"

const argv = process.argv.slice(2)

/** The bundle, which V8 keeps compiled, where the build made one: help too starts faster from it than from 170 small files. */
const { run, undoAll, endGently } = program.isBundled()
  ? await program.load()
  : { ...(await import("../dist/cli.js")), ...(await import("../dist/signals.js")) }

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
