#!/usr/bin/env node
// Plain old syntax, and no ES module (bin/package.json), so that every Node there is can run it and say what is wrong.
// Exit code 1 means "drift", and is also how Node ends after an error: so nothing here is left to Node.
process.exitCode = 2
process.on("uncaughtException", function (error) {
  if (error && error.code === "MODULE_NOT_FOUND") {
    process.stderr.write(
      "error: the installation of driftcheck is not whole: no bin/start.js\nhint: install it again\n",
    )
    process.exit(2)
  }
  var detail = (error && error.stack) || error
  process.stderr.write("driftcheck met a bug of its own; please report it with this text:\n" + detail + "\n")
  process.exit(2)
})
var major = Number(process.versions.node.split(".")[0])
if (major < 20) process.stderr.write("error: driftcheck needs Node 20 or newer; this is " + process.version + "\n")
else require("./start.js")
