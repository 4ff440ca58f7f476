import type { CheckResult, ColumnResult, Report, SinceItem } from "../model.js"
import { acceptedText } from "../words/accepted.js"
import { acceptLine, yamlKey } from "../words/config-lines.js"
import { nameText, visible } from "../words/escape.js"
import { count, plural } from "../words/format.js"
import { sinceSentences } from "../words/since.js"
import { inOneLine, whatChanged } from "../judge/what-changed.js"
import { verdictTitle } from "./copy.js"
import { inReadingOrder } from "./context.js"
import { courseSentences } from "./course-words.js"
import { diagnose, diagnoseRows, kindWords, movedWith, partsMoved } from "./diagnosis.js"
import { driftedIn, segmentName } from "./view-segments.js"

const longestName = 40

const isFinding = ({ status }: CheckResult) => status === "fail" || status === "warn"

/** Whether there is something to diagnose: it drifted, a check found something, or it is there on one side alone. */
const isWorthIt = (column: ColumnResult, { checks, schema }: Report): boolean =>
  column.status === "drift" ||
  schema.added.includes(column.name) ||
  schema.removed.includes(column.name) ||
  checks.some((check) => check.column === column.name && isFinding(check))

/** Lines: which part moved, what it looks like, what moved with it, since when, what to do, how to accept or exclude it. */
export function diagnosisLines(column: ColumnResult, report: Report): string[] {
  if (!isWorthIt(column, report)) return []
  const { kind, because, next } = diagnose(column, report)
  const parts = partsMoved(column)
  const together = movedWith(column, report)
  const where = segmentsOf(column, report)
  const since = sinceLine(column, report)
  return [
    `Looks like: ${kindWords[kind]}. ${visible(because)}`,
    ...(parts.length === 0 ? [] : [`Which part moved: ${parts.join("; ")}.`]),
    ...courseSentences(column, report).map(visible),
    ...(where === null ? [] : [where]),
    ...(together.length === 0
      ? []
      : [`Moved with it: ${together.map(({ name }) => nameText(name, longestName)).join(", ")}.`]),
    ...(since === null ? [] : [since]),
    `Next: ${next}`,
    ...livingWith(column, report),
  ]
}

/** "Drifts in 2 of 3 segments of origin: EWR, LGA." Null where the report has no segments. */
function segmentsOf({ name }: ColumnResult, { segments = [] }: Report): string | null {
  const told = segments.flatMap(({ column, segments: all }) => {
    const compared = all.filter(({ status }) => status === "compared")
    const drifted = compared.filter((segment) => driftedIn(segment).some((each) => each.name === name))
    if (compared.length === 0) return []
    const named = drifted.slice(0, 3).map(({ value }) => visible(segmentName(value)))
    const which = drifted.length === 0 ? "" : `: ${named.join(", ")}${drifted.length > named.length ? ", …" : ""}`
    return [
      `${count(drifted.length)} of ${plural(compared.length, "segment")} of ${nameText(column, longestName)}${which}`,
    ]
  })
  return told.length === 0 ? null : `Drifts in ${told.join("; ")}.`
}

function sinceLine({ name }: ColumnResult, { since }: Report): string | null {
  if (since === undefined || since.run === null) return null
  const about = (items: readonly SinceItem[]) => items.find(({ kind, column }) => kind === "column" && column === name)
  const lasting = about(since.lasting)
  if (about(since.new) !== undefined) return "Since when: new since the last run."
  return lasting === undefined
    ? null
    : `Since when: for ${plural(lasting.runs, "run")}, since ${lasting.since?.slice(0, 10) ?? "this one"}.`
}

function livingWith({ name, status, accepted }: ColumnResult, { created_at }: Report): string[] {
  if (status !== "drift") return []
  if (accepted !== undefined) return [`It is ${visible(acceptedText(accepted))}.`]
  return [
    `To accept it for a while: ${visible(acceptLine(name, created_at))}`,
    `To leave it out: exclude: [${visible(yamlKey(name))}]`,
  ]
}

/** The whole data set in words: the verdict, what is new, and of each column with a finding what it looks like. */
export function explainData(report: Report): string {
  const columns = inReadingOrder(report.columns).filter((column) => isWorthIt(column, report))
  const schemaOnly = columnsOfSchema(report)
  const lines = [
    `${verdictTitle(report)}. ${report.verdict.reasons[0] ?? ""}`.trimEnd(),
    ...sinceSentences(report.since).map(visible),
    ...diagnoseRows(report).map(
      ({ kind, because, next }) => `The rows: looks like ${kind}. ${visible(because)}. ${next}`,
    ),
    ...columns.map((column) => oneLine(column, report)),
    ...schemaOnly,
    ...(columns.length === 0
      ? ["No column has anything to explain."]
      : [`More of a column: driftcheck explain ${visible(columns[0].name)}`]),
  ]
  return lines.map(visible).join("\n")
}

/** Columns of the schema that the list of columns lacks. */
function columnsOfSchema({ schema: { added, removed }, columns }: Report): string[] {
  const known = new Set(columns.map(({ name }) => name))
  return [...added, ...removed]
    .filter((name) => !known.has(name))
    .map((name) => `${nameText(name, longestName)}: on one side alone.`)
}

function oneLine(column: ColumnResult, report: Report): string {
  const { kind, because } = diagnose(column, report)
  const change = whatChanged(column)
  const what = change === null ? "" : ` ${inOneLine(change)}.`
  const looks = `Looks like ${kindWords[kind]}.${kind === "open" ? "" : ` ${visible(because)}`}`
  return `${nameText(column.name, longestName)}:${what} ${looks}`
}
