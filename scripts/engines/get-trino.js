// Puts Trino 476 together in node_modules/.cache/trino from its parts on Maven Central: the server's core and three connectors.
// Needs Maven, and a JDK of version 24 or later in TRINO_JAVA_HOME.
import { execFileSync } from "node:child_process"
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs"
import { homedir } from "node:os"
import { join, resolve } from "node:path"

const version = "476"
const connectors = ["hive", "memory", "tpch"]
/** Plugins of the core that no test needs; each costs time at the start. */
const unneeded = ["exchange-filesystem", "functions-python", "geospatial", "password-authenticators"].concat([
  "resource-group-managers",
  "session-property-managers",
  "spooling-filesystem",
])

const java = process.env.TRINO_JAVA_HOME
if (java === undefined) throw new Error("TRINO_JAVA_HOME must name a JDK of version 24 or later")
const folder = resolve("node_modules/.cache/trino")
const server = join(folder, `trino-server-core-${version}`)

/** The path of an artifact, fetched where it is not there. */
function artifact(name, type) {
  const path = join(homedir(), ".m2/repository/io/trino", name, version, `${name}-${version}.${type}`)
  const wanted = `-Dartifact=io.trino:${name}:${version}:${type}`
  if (!existsSync(path))
    execFileSync("mvn", ["-q", "-B", "dependency:get", wanted, "-Dtransitive=false"], { stdio: "inherit" })
  return path
}

mkdirSync(folder, { recursive: true })
if (!existsSync(server)) execFileSync("tar", ["xzf", artifact("trino-server-core", "tar.gz"), "-C", folder])
for (const name of unneeded) rmSync(join(server, "plugin", name), { recursive: true, force: true })
for (const name of connectors) {
  const place = join(server, "plugin", name)
  if (existsSync(place)) continue
  execFileSync(join(java, "bin/jar"), ["xf", artifact(`trino-${name}`, "zip")], { cwd: join(server, "plugin") })
  renameSync(join(server, "plugin", `trino-${name}-${version}`), place)
}
console.log(server)
