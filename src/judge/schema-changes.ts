/** What changed between the two lists of columns, in the words that every report shares. */
import type { Report } from "../model.js"
import { plural } from "../words/format.js"

export interface SchemaFinding {
  kind: "renamed" | "removed" | "added" | "retyped" | "reordered"
  /** The reference's name; of an added column current's. */
  column: string
  /** What each side has: names of a renamed column, types of a retyped one; null where the kind says it all. */
  reference: string | null
  current: string | null
  note: string
}

export const schemaWords: Record<SchemaFinding["kind"], string> = {
  renamed: "renamed?",
  removed: "removed",
  added: "added",
  retyped: "retyped",
  reordered: "moved",
}

/** One finding per column: a renamed one is neither removed nor added. In the order of `schemaWords`. */
export function schemaFindings({ schema }: Pick<Report, "schema">): SchemaFinding[] {
  const { added, removed, type_changed, renamed, reordered = [] } = schema
  const [before, after] = [new Set(renamed.map((pair) => pair.reference)), new Set(renamed.map((pair) => pair.current))]
  const alone = (kind: SchemaFinding["kind"], note: string) => (column: string) => ({
    kind,
    column,
    note,
    reference: null,
    current: null,
  })
  return [
    ...renamed.map(({ reference, current, reason }) => ({
      kind: "renamed" as const,
      column: reference,
      note: reason,
      reference,
      current,
    })),
    ...removed.filter((column) => !before.has(column)).map(alone("removed", "only in reference")),
    ...added.filter((column) => !after.has(column)).map(alone("added", "only in current")),
    ...type_changed.map(({ column, reference, current, comparable }) => ({
      kind: "retyped" as const,
      column,
      note: comparable ? "compared all the same" : "not compared",
      reference,
      current,
    })),
    ...reordered.map(alone("reordered", "in another place among the shared columns")),
  ]
}

const countWords: Record<Exclude<SchemaFinding["kind"], "reordered">, string> = {
  added: "added",
  removed: "removed",
  renamed: "renamed",
  retyped: "of another type",
}

/** "1 column added, 2 columns of another type": what a run can fail for; empty where nothing changed. Order is no such thing. */
export function schemaCounts(report: Pick<Report, "schema">): string {
  const findings = schemaFindings(report)
  return Object.entries(countWords)
    .map(([kind, what]) => [findings.filter((finding) => finding.kind === kind).length, what] as const)
    .filter(([n]) => n > 0)
    .map(([n, what]) => `${plural(n, "column")} ${what}`)
    .join(", ")
}
