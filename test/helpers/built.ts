import { execFileSync } from "node:child_process"
import { existsSync, readdirSync, statSync } from "node:fs"
import { join } from "node:path"

/** Builds the program where it is older than its source: worker threads run what was compiled. */
export function built(): void {
  if (!isBuilt()) execFileSync("npm", ["run", "build", "--silent"])
}

function isBuilt(): boolean {
  const worker = "dist/workers/worker.js"
  const newest = readdirSync("src", { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .reduce((latest, file) => Math.max(latest, statSync(join("src", file)).mtimeMs), 0)
  return existsSync(worker) && statSync(worker).mtimeMs >= newest
}
