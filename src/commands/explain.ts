import { didYouMean } from "../words/suggest.js"
import { UsageError } from "../errors.js"
import { explainColumn } from "../report/explain.js"
import type { Io } from "../run/io.js"
import { readReport } from "./read-report.js"

/** Prints, from a report alone, which rule decided a column and what would have changed the answer; gives the exit code. */
export function explainCommand(path: string, name: string, io: Io): number {
  const report = readReport(path)
  const column = report.columns.find((candidate) => candidate.name === name)
  if (column === undefined) {
    const names = report.columns.map((candidate) => candidate.name)
    throw new UsageError(`${path} has no column ${JSON.stringify(name)}`, {
      hint: didYouMean(name, names, `it has ${names.slice(0, 8).join(", ")}${names.length > 8 ? ", …" : ""}`),
    })
  }
  io.stdout.write(`${explainColumn(column, report)}\n`)
  return 0
}
