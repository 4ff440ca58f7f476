import { fileURLToPath } from "node:url"

/** A file that comes with the program: "schema/report.json", "dist/pages.cjs", whether this runs from `src` or from `dist`. */
export const ownFile = (path: string): URL => new URL(`../${path}`, import.meta.url)

const root = fileURLToPath(ownFile(""))
/** What driftcheck reads of itself; a checkout holds data as well, which is none of it. */
const ownFiles = ["dist", "src", "node_modules", "schema", "package.json"].map((name) => root + name)

/**
 * What is wrong with the program's own files, in one line: one that is missing or cannot be read, or a module that is damaged.
 * Null for an error about anything else.
 */
export function damageOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null
  const { code, path, message } = error as NodeJS.ErrnoException
  const isOurs = typeof path === "string" && ownFiles.some((own) => path.startsWith(own))
  const unloadable = error instanceof SyntaxError && error.stack?.includes("node:internal/modules/") === true
  const [line = message] = message.split("\n")
  if (unloadable) return `a module is damaged: ${line}`
  return isOurs || code === "ERR_MODULE_NOT_FOUND" || code === "MODULE_NOT_FOUND" ? line : null
}
