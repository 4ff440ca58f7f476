// What a worker thread runs: the bundle, where the build made one, as bin/main.mjs does.
import program from "./program.cjs"

if (program.isBundled()) await (await program.load()).work()
else await import("../dist/workers/worker.js")
