#!/usr/bin/env node
// Plain syntax up to the check, so that an old Node can still say what is wrong.
var major = Number(process.versions.node.split(".")[0])
if (major < 20) {
  process.stderr.write("error: driftcheck needs Node 20 or newer; this is " + process.version + "\n")
  process.exitCode = 2
} else {
  import("./main.js")
}
