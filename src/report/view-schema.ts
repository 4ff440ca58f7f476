import type { Context } from "./context.js"
import { nameHtml } from "../words/escape.js"
import { count, plural } from "../words/format.js"
import { schemaCounts, schemaFindings, schemaWords, type SchemaFinding } from "../judge/schema-changes.js"

export interface SchemaView {
  summary: string
  rows: SchemaRow[]
}

export interface SchemaRow {
  tone: string
  tag: string
  /** The column's row on this page; null where it has none. */
  id: string | null
  name_html: string
  reference: string
  current: string
  note: string
}

/** The page lists up to so many changes. */
const mostRows = 200

const tones: Record<SchemaFinding["kind"], string> = {
  renamed: "warn",
  removed: "nov",
  added: "drift",
  retyped: "warn",
  reordered: "",
}

/** What changed between the two lists of columns; null where nothing did. */
export function schemaView({ report, ids }: Context): SchemaView | null {
  const findings = schemaFindings(report)
  if (findings.length === 0) return null
  const types = new Map<string, string>(report.columns.map(({ name, type }) => [name, type]))
  const side = (finding: SchemaFinding, name: "reference" | "current", absent: SchemaFinding["kind"]) =>
    finding[name] ?? (finding.kind === absent ? "–" : (types.get(finding.column) ?? "–"))
  return {
    summary: summary(report.setup.fail_on, schemaCounts(report), findings),
    rows: findings.slice(0, mostRows).map((finding) => ({
      tone: tones[finding.kind],
      tag: schemaWords[finding.kind],
      id: ids.get(finding.column) ?? null,
      name_html: nameHtml(finding.column),
      reference: side(finding, "reference", "added"),
      current: side(finding, "current", "removed"),
      note: finding.note,
    })),
  }
}

/** "1 column added, 1 column removed. This fails the run." */
function summary(failOn: readonly string[], counts: string, findings: readonly SchemaFinding[]): string {
  const moved = findings.filter(({ kind }) => kind === "reordered").length
  const parts = [
    ...(counts === "" ? [] : [`${counts}.`]),
    ...(counts === ""
      ? []
      : failOn.includes("schema")
        ? ["This fails the run."]
        : ["Fails a run with --fail-on schema."]),
    ...(moved === 0 ? [] : [`${plural(moved, "column")} in another place, which never fails a run.`]),
    ...(findings.length > mostRows ? [`The first ${count(mostRows)} are listed; report.json has all.`] : []),
  ]
  return parts.join(" ")
}
