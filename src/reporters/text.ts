import type { ColumnResult, DatasetFacts, Report, Reporter } from "../model.js"
import { kindOf } from "../kinds/kinds.js"
import { inReadingOrder } from "../report/context.js"
import { verdictTitle } from "../report/copy.js"
import { findingsOf } from "../report/findings.js"
import { risingNotes } from "../report/trend-words.js"
import { inOneLine, whatChanged } from "../judge/what-changed.js"
import { acceptedText, isAccepted } from "../words/accepted.js"
import { nameText, readable, visible } from "../words/escape.js"
import { count, plural, times } from "../words/format.js"

const longestName = 60
const most = 20

/** Plain text for a mail: the verdict with what is new first, then the drifted columns and the findings, without tables or markup. */
export default {
  meta: {
    title: "Plain text",
    description: "a summary for a mail: no tables, no markup",
    file: "a plain text summary",
    stdout: true,
  },

  render(untrusted) {
    const report = readable(untrusted, visible)
    const columns = inReadingOrder(report.columns).filter(({ status }) => status === "drift" || status === "error")
    const findings = findingsOf(report).filter(({ status }) => status !== "warn")
    const warnings = findingsOf(report).length - findings.length
    const blocks = [
      [verdictTitle(report), ...report.verdict.reasons, ...risingNotes(report)],
      sides(report),
      listed("Columns", columns.map(columnLine)),
      listed(
        "Failed checks",
        findings.map(({ message }) => message),
      ),
      warnings === 0 ? [] : [`${plural(warnings, "more warning")} in the report.`],
    ]
    return `${blocks
      .filter((lines) => lines.length > 0)
      .map((lines) => lines.join("\n"))
      .join("\n\n")}\n`
  },
} satisfies Reporter

function sides(report: Report): string[] {
  const { sides: words, hasReference } = kindOf(report)
  const side = ({ label, rows }: DatasetFacts) => `${label}${rows === null ? "" : `, ${plural(rows, "row")}`}`
  return [
    ...(hasReference ? [`${words.reference}: ${side(report.reference)}`] : []),
    `${words.current}: ${side(report.current)}`,
  ]
}

/** "- air_time: Median 134 → 198 (+47.7%), 2.4×". */
function columnLine(column: ColumnResult): string {
  const name = nameText(column.name, longestName)
  if (column.method === null) return `${name}: ${column.reason}`
  const change = whatChanged(column)
  const far = `${change === null ? "" : `${inOneLine(change)}, `}${times(column.ratio)}`
  return `${name}: ${far}${isAccepted(column) && column.accepted ? ` (${acceptedText(column.accepted)})` : ""}`
}

function listed(title: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return []
  const rest = lines.length - most
  return [
    `${title}:`,
    ...lines.slice(0, most).map((line) => `- ${line}`),
    ...(rest > 0 ? [`- ${count(rest)} more in the report`] : []),
  ]
}
