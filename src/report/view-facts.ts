import type { ColumnResult, DatasetFacts, Report, Role } from "../model.js"
import { kindOf } from "../kinds/kinds.js"
import type { Context } from "./context.js"
import { stateOf } from "./copy.js"
import { isDrifted } from "../words/accepted.js"
import { count, known, plural, share } from "../words/format.js"
import { whatChanged } from "../judge/what-changed.js"

/** One tile: a small title, one big value, one small line. */
export interface Fact {
  title: string
  value: string
  note: string
}

export function factsView({ report, columns }: Context): Fact[] {
  const { reference, current, checks } = report
  const first = referenceWord(report)
  const judged = (role: Role) => columns.filter((column) => column.role === role)
  return [
    {
      title: "Rows",
      value: known(current.rows, count),
      note:
        sampleNote(report) ??
        (kindOf(report).hasReference ? `${known(reference.rows, count)} in ${first}` : "every one was read"),
    },
    { title: "Columns", value: known(current.columns, count), note: columnsNote(report) },
    ...missingFact(reference, current),
    ...(checks.length > 0 ? [checksFact(checks.map(({ status }) => status))] : []),
    ...outcome("Prediction", judged("prediction")),
    ...outcome("Target", judged("target")),
  ]
}

/** Of a window of a stream that holds a sample. */
function sampleNote({ window }: Report): string | null {
  if (window?.sample === undefined) return null
  return `a sample of 1 in ${count(window.sample.one_in)} of ${plural(window.records, "record")}`
}

/** "reference", or what this kind of run calls it. */
const referenceWord = (report: Report) => kindOf(report).sides.reference.toLowerCase()

function columnsNote(report: Report): string {
  if (!kindOf(report).hasReference) return ""
  const { reference, current } = report
  const { added, removed } = report.schema
  if (added.length === 0 && removed.length === 0) {
    return reference.columns === current.columns
      ? `the same in ${referenceWord(report)}`
      : `${known(reference.columns, count)} in ${referenceWord(report)}`
  }
  const parts = [
    added.length > 0 ? `${count(added.length)} added` : "",
    removed.length > 0 ? `${count(removed.length)} removed` : "",
  ]
  return parts.filter(Boolean).join(", ")
}

function missingFact(reference: DatasetFacts, current: DatasetFacts): Fact[] {
  const [before, now] = [missing(reference), missing(current)]
  return now === "–"
    ? []
    : [{ title: "Missing cells", value: now, note: before === "–" ? "" : `${before} in reference` }]
}

function missing({ missing_cells, rows, columns }: DatasetFacts): string {
  if (missing_cells === null || !rows || !columns) return "–"
  return share(missing_cells / (rows * columns))
}

function checksFact(statuses: readonly string[]): Fact {
  const n = (status: string) => statuses.filter((each) => each === status).length
  const all = statuses.length - n("not_applicable")
  const parts = [
    ...(n("fail") > 0 ? [`${count(n("fail"))} failed`] : []),
    ...(n("error") > 0 ? [plural(n("error"), "error")] : []),
    ...(n("warn") > 0 ? [plural(n("warn"), "warning")] : []),
  ]
  const [value = "All passed", ...others] = parts
  return {
    title: "Quality checks",
    value,
    note: [others.join(", "), `of ${count(all)}`].join(" ").trim(),
  }
}

function outcome(title: string, columns: readonly ColumnResult[]): Fact[] {
  const first = columns.at(0)
  if (!first) return []
  if (columns.length === 1) {
    const note = first.status === "ok" || first.status === "drift" ? whatChanged(first)?.text : first.reason
    return [{ title, value: stateOf(first), note: note ?? "" }]
  }
  const drifted = columns.filter(isDrifted).length
  return [{ title, value: `${count(drifted)} drifted`, note: `of ${plural(columns.length, "column")}` }]
}
