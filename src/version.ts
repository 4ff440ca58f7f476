import { readFileSync } from "node:fs"
import { ownFile } from "./installation.js"

/** This package's version, from its package.json. */
export function version(): string {
  const text = readFileSync(ownFile("package.json"), "utf8")
  return (JSON.parse(text) as { version: string }).version
}
