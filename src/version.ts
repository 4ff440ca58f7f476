import { readFileSync } from "node:fs"
import { ownFile } from "./installation.js"

let known: string | null = null

/** This package's version, from its package.json. */
export function version(): string {
  return (known ??= readVersion())
}

function readVersion(): string {
  const text = readFileSync(ownFile("package.json"), "utf8")
  return (JSON.parse(text) as { version: string }).version
}
