// Loads the program and runs it. A file of its own, because an old Node reads no file with `import()` in it.

import("./main.mjs").then(({ main }) => main(), cannotLoad)

/** Whatever fails while modules load: a file that is missing or damaged, too few descriptors. One line, and 2. */
function cannotLoad(error) {
  const [what] = String(error?.message ?? error).split("\n")
  const hint =
    "install it again; in a checkout, `npm ci` and `npm run build`. Where nothing is missing, let more files be open: `ulimit -n 1024`"
  process.stderr.write(`error: the installation of driftcheck is not whole: ${what}\nhint: ${hint}\n`)
  process.exitCode = 2
}
