import type { Context } from "../context.js"
import { count } from "../../words/format.js"
import type { Style } from "./style.js"
import { schemaFindings, schemaWords } from "../../judge/schema-changes.js"

const mostSchemaNames = 4

/** What changed in the lists of columns, a line for each kind of change: "removed  year, dep_time". */
export function schema({ report }: Context, { paint, name }: Style): string[] {
  const findings = schemaFindings(report)
  const kinds = Array.from(new Set(findings.map(({ kind }) => kind)))
  return kinds.map((kind, i) => {
    const changes = findings.filter((finding) => finding.kind === kind)
    const shown = changes.slice(0, mostSchemaNames).map((finding) => {
      const { column, reference, current } = finding
      if (reference === null || current === null) return name(column)
      return kind === "renamed" ? `${name(column)} → ${name(current)}` : `${name(column)} (${reference} → ${current})`
    })
    const rest = changes.length > shown.length ? [`${count(changes.length - shown.length)} more`] : []
    const head = i === 0 ? paint.bold("Schema") : "      "
    return `  ${head}     ${schemaWords[kind].padEnd(8)}  ${[...shown, ...rest].join(", ")}`
  })
}
