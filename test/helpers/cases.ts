import { readFileSync, readdirSync } from "node:fs"
import { join } from "node:path"
import { checksAlone, type Registry } from "../../src/registry.js"
import { runCli, type CliResult } from "./run-cli.js"

/**
 * Each folder in fixtures/cases is a command line with what it must print: case.json holds the arguments, the exit code and,
 * where wanted, stderr and parts of report.json; stdout.txt holds stdout. `npm run docs` writes it anew; then read the difference.
 */
export interface Case {
  args: string[]
  exit: number
  /** Columns of the terminal; absent: a pipe. */
  columns?: number
  env?: Record<string, string>
  stderr?: string
  /** Must be contained in the JSON on stdout. */
  report?: object
}

const folder = "fixtures/cases"

export const caseNames = (): string[] => readdirSync(folder)

export const readCase = (name: string): Case =>
  JSON.parse(readFileSync(join(folder, name, "case.json"), "utf8")) as Case

/** Where the case's stdout is kept. */
export const goldenOf = (name: string): string => join(folder, name, "stdout.txt")

export function runCase({ args, columns, env }: Case): Promise<CliResult> {
  return runCli(args, { ...(columns === undefined ? {} : { columns }), ...(env === undefined ? {} : { env }) })
}

/**
 * The output without data checks that passed or had nothing to look at, and N for their number: a new check changes no golden
 * that is not about it. The rules of a contract stay.
 */
export function withoutQuietChecks(text: string, checks: Registry["checks"]): string {
  const names = Array.from(checks.keys(), (id) => [` name="${id}"`, ` name="${id}: `]).flat()
  const metas = [...checks.values(), ...checksAlone(checks).values()].map(({ meta }) => meta)
  const titles = metas.map(({ title }) => `· passed  ${title} (`)
  const has = (line: string, parts: readonly string[]) => parts.some((part) => line.includes(part))
  const isQuiet = (line: string) =>
    (has(line, names) && (line.endsWith('"/>') || line.includes("><skipped "))) || has(line, titles)
  return text
    .split("\n")
    .filter((line) => !isQuiet(line))
    .join("\n")
    .replace(/\d[\d,]*(?= other checks? passed)/g, "N")
    .replace(/(?<=^driftcheck_checks\{status="(?:pass|not_applicable)"\} )\d+$/gm, "N")
    .replace(/(?<=<testsuite name="checks" .*(?:tests|skipped)=")\d+/g, "N")
}
