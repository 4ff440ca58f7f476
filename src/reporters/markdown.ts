import type { ColumnResult, Report, Reporter } from "../model.js"
import { cutMiddle, visible } from "../report/escape.js"
import { number, times } from "../report/format.js"

const longestName = 60
const mostRows = 50

/** A summary for a pull request or a chat: the verdict, the drifted columns, the findings. */
export default {
  meta: { title: "Markdown", description: "a summary for a pull request or a chat" },

  render(report, { all }) {
    const rows = report.columns.filter((column) => all || column.status === "drift" || column.status === "error")
    const findings = report.checks.filter(({ status }) => all || (status !== "pass" && status !== "not_applicable"))
    const parts = [
      `## ${titles[report.verdict.status]}`,
      report.verdict.reasons.map(text).join("\n\n"),
      `Reference: ${side(report.reference)}  \nCurrent: ${side(report.current)}`,
      section(
        "Columns",
        ["Column", "Type", "Method", "Score", "Score / threshold", "Why"],
        rows.map(columnCells(report)),
      ),
      section(
        "Data quality",
        ["Result", "Column", "Check", "Finding"],
        findings.map(({ status, column, id, message }) => [status, name(column ?? ""), id, text(message)]),
      ),
    ]
    return `${parts.filter((part) => part !== "").join("\n\n")}\n`
  },
} satisfies Reporter

const titles: Record<Report["verdict"]["status"], string> = {
  drift: "▲ Drift detected",
  no_drift: "✓ No drift",
  checks_failed: "✖ Checks failed",
  no_verdict: "? No verdict",
}

function side({ label, rows, columns }: Report["reference"]): string {
  return rows === null ? code(label) : `${code(label)}, ${number(rows)} rows, ${number(columns ?? 0)} columns`
}

function columnCells(report: Report): (column: ColumnResult) => string[] {
  const shortTitle = new Map(report.methods.map((method) => [method.id, method.short_title]))
  return (column) => [
    name(column.name),
    column.type,
    column.method === null ? column.status : (shortTitle.get(column.method) ?? column.method),
    column.drift_score === null ? "" : number(column.drift_score),
    column.ratio === null ? "" : times(column.ratio),
    text(column.reason),
  ]
}

function section(title: string, head: string[], rows: string[][]): string {
  if (rows.length === 0) return ""
  const lines = [head, head.map(() => "---"), ...rows.slice(0, mostRows)].map((cells) => `| ${cells.join(" | ")} |`)
  const rest = rows.length > mostRows ? `\n\n${number(rows.length - mostRows)} more in the report.` : ""
  return `### ${title}\n\n${lines.join("\n")}${rest}`
}

/** Untrusted text that Markdown and HTML leave as it is. */
function text(untrusted: string): string {
  return visible(untrusted).replace(/[\\`*_{}[\]<>()#+!|~&@-]/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

function name(untrusted: string): string {
  return text(cutMiddle(untrusted, longestName))
}

/** An inline code span, with as many backticks as it takes. */
function code(untrusted: string): string {
  const shown = visible(untrusted).replaceAll("|", "&#124;")
  const longest = Math.max(0, ...(shown.match(/`+/g) ?? []).map((ticks) => ticks.length))
  const fence = "`".repeat(longest + 1)
  return longest === 0 ? `${fence}${shown}${fence}` : `${fence} ${shown} ${fence}`
}
