import { spawnSync } from "node:child_process"

const peers = new URL("./peers.py", import.meta.url).pathname

/** The Python of the environment variable PYTHON, or python3, and the packages it has; without one, `python` is null and it has none. */
export function findTools() {
  const python = process.env.PYTHON ?? "python3"
  const { status, stdout } = spawnSync(python, [peers, "versions"], { encoding: "utf8" })
  const versions = status === 0 ? JSON.parse(stdout) : {}
  return { python: status === 0 ? python : null, versions, has: (name) => versions[name] !== undefined }
}
