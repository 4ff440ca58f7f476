import { readFileSync } from "node:fs"
import type { Io } from "../run/io.js"

/** Prints the JSON Schema of a file that driftcheck writes or reads; gives the exit code. */
export function schemaCommand(name: "report" | "config", io: Io): number {
  // Beside `src` and `dist`: both lie two levels above this file.
  io.stdout.write(readFileSync(new URL(`../../schema/${name}.json`, import.meta.url), "utf8"))
  return 0
}
