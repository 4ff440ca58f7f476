import { readFileSync } from "node:fs"
import { didYouMean } from "../compare/suggest.js"
import { InputError, UsageError } from "../errors.js"
import type { Report } from "../model.js"
import { explainColumn } from "../report/explain.js"
import type { Io } from "./io.js"

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

function readReport(path: string): Report {
  let text: string
  try {
    text = readFileSync(path, "utf8")
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code === "ENOENT" ? "no such file" : String(error)
    throw new InputError(`cannot read ${path}: ${why}`, { hint: "compare writes it: driftcheck-report/report.json" })
  }
  const report = parse(text)
  if (report?.schema_version === 1 && Array.isArray(report.columns)) return report as Report
  throw new InputError(`${path} is not a report of this version of driftcheck`, {
    hint: "it takes the report.json that compare writes (schema_version 1)",
  })
}

function parse(text: string): Partial<Report> | null {
  try {
    return JSON.parse(text) as Partial<Report> | null
  } catch {
    return null
  }
}
