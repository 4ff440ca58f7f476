import type { DatasetFacts, Report } from "../../model.js"
import { kindOf } from "../../kinds/kinds.js"
import { cutMiddle } from "../../words/escape.js"
import { known, plural } from "../../words/format.js"
import type { Style } from "./style.js"
import { coverageText, delayText, unusedRows } from "../../words/labels.js"
import { fetchedText, tableText } from "../../words/stores.js"
import { titled } from "./lines.js"

export function sides(report: Report, style: Style): string[] {
  return kindOf(report).hasReference ? bothSides(report, style) : oneSide(report, style)
}

function oneSide(report: Report, { path: pathLength }: Style): string[] {
  const { sides: words } = kindOf(report)
  const { rows, columns: n } = report.current
  const size = rows === null ? "" : `  ${plural(rows, "row")}, ${plural(n ?? 0, "column")}`
  const contract = report.reference.path
  return titled([
    ...(contract === "" ? [] : [[words.reference, cutMiddle(contract, pathLength)] as const]),
    [words.current, `${cutMiddle(shownPath(report.current), pathLength)}${size}`],
    ...storeLine(report.current),
    ...labelLines(report, pathLength),
  ])
}

/** Which version of a table was read, and what was fetched of it; none for a file of this machine. */
function storeLine({ table, fetched }: DatasetFacts): [title: string, text: string][] {
  const texts = [
    ...(table === undefined ? [] : [tableText(table)]),
    ...(fetched === undefined ? [] : [fetchedText(fetched)]),
  ]
  return texts.length === 0 ? [] : [["", texts.join(", ")]]
}

/** The label files: how many predictions have a label, how late labels came, and what became of the other rows. */
function labelLines({ labels }: Report, pathLength: number): [title: string, text: string][] {
  if (labels === undefined) return []
  const lines = [labels.reference, labels.current].flatMap((facts): [string, string][] => {
    if (facts === null) return []
    const more = [delayText(facts) ?? "", unusedRows(facts).join(", ")].filter((line) => line !== "")
    return [
      ["Labels", `${cutMiddle(facts.path, pathLength)}  ${coverageText(facts)}`],
      ...more.map((line): [string, string] => ["", line]),
    ]
  })
  // Both sides of a gate usually have the same labels.
  return lines.filter((line, i) => lines.findIndex((other) => other.join() === line.join()) === i)
}

/** The file as it was named; what came in on standard input by its label. */
function shownPath({ path, label }: Pick<DatasetFacts, "path" | "label">): string {
  return path === "-" ? label : path
}

function bothSides(report: Report, { path: pathLength }: Style): string[] {
  const { reference, current, setup } = report
  const { sides: words } = kindOf(report)
  const facts = [reference, current].map(({ rows, columns: n, ...side }) => ({
    path: cutMiddle(shownPath(side), pathLength),
    rows: known(rows, (value) => plural(value, "row")),
    columns: known(n, (value) => plural(value, "column")),
  }))
  const path = Math.max(...facts.map((side) => side.path.length))
  const long = Math.max(...facts.map((side) => side.rows.length))
  const [first = "", second = ""] = facts.map(
    (side) => `${side.path.padEnd(path)}  ${side.rows.padStart(long)}, ${side.columns}`,
  )
  const found = setup.config_found ? setup.config_path : null
  return titled([
    [words.reference, first],
    ...storeLine(reference),
    [words.current, second],
    ...storeLine(current),
    ...labelLines(report, pathLength),
    ...(found === null ? [] : [["Settings", cutMiddle(found, pathLength)] as const]),
  ])
}
