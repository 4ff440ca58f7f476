import { existsSync } from "node:fs"
import { UsageError } from "../errors.js"
import { explainColumn } from "../report/explain.js"
import { explainData } from "../report/explain-diagnosis.js"
import { didYouMean } from "../words/suggest.js"
import { visible } from "../words/escape.js"
import { wrapped } from "../words/wrap.js"
import type { Io } from "./io.js"
import { readReport } from "./read-report.js"
import { defaultFolder } from "./task.js"

/** Explains the column of a report, or the data set; gives 0. `named`: the column, where a flag says it. */
export function explainCommand(args: readonly (string | undefined)[], named: string | null, io: Io): number {
  const { path, column: name } = meant(args, named)
  const report = readReport(path)
  if (name === null) {
    io.stdout.write(shown(explainData(report), io))
    return 0
  }
  const column = report.columns.find((candidate) => candidate.name === name)
  if (column === undefined) {
    const names = report.columns.map((candidate) => visible(candidate.name))
    const known = `it has ${names.slice(0, 8).join(", ")}${names.length > 8 ? ", …" : ""}`
    throw new UsageError(`${path} has no column ${JSON.stringify(name)}`, { hint: didYouMean(name, names, known) })
  }
  io.stdout.write(shown(explainColumn(column, report), io))
  return 0
}

/** An argument that exists as a file or folder is the report, and any other alone is a column of the newest run. */
function meant(
  [first, second]: readonly (string | undefined)[],
  named: string | null,
): { path: string; column: string | null } {
  if (named !== null) {
    if (second !== undefined) throw new UsageError("--column and a second argument name two columns")
    return { path: first ?? defaultFolder, column: named }
  }
  if (first === undefined) return { path: defaultFolder, column: null }
  if (second !== undefined) return { path: first, column: second }
  return existsSync(first) || /[/\\]|\.json$/.test(first)
    ? { path: first, column: null }
    : { path: defaultFolder, column: first }
}

/** Its lines broken to the terminal's width. */
function shown(text: string, { stdout }: Io): string {
  const lines = text
    .split("\n")
    .flatMap((line) => wrapped(line.trimStart(), stdout.columns ?? null, /^ */.exec(line)?.[0]))
  return `${lines.join("\n")}\n`
}
