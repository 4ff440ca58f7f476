import type { ColumnResult, MetricResult, Report, Reporter, SegmentResult } from "../model.js"
import { kindOf } from "../kinds/kinds.js"
import { contextOf, type Context } from "../report/context.js"
import { comparison, hasQuietFinding, stateWords, verdictTitle } from "../report/copy.js"
import { acceptedText } from "../words/accepted.js"
import { nameText, visible } from "../words/escape.js"
import { capital, count, number, times } from "../words/format.js"
import { coverageText, delayText, unusedRows } from "../words/labels.js"
import { budgetWords, byCost, dollars, spenderWords } from "../words/llm.js"
import { chunksSentence } from "../words/chunks.js"
import { estimatesHold, metricChange, metricLabels, withInterval } from "../words/metric.js"
import { inOrder } from "../report/view-metrics.js"
import { schemaFindings, schemaWords, type SchemaFinding } from "../judge/schema-changes.js"
import { driftedIn, segmentName } from "../report/view-segments.js"
import { inOneLine, whatChanged } from "../judge/what-changed.js"
import { findingsOf } from "../report/findings.js"
import { joinRenames } from "../report/join-renames.js"
import { courseNotes } from "../report/trend-words.js"

const longestName = 60
const mostRows = 50
const mostSpenders = 5

/** A summary for a pull request or a chat: the verdict, the drifted columns, the findings. */
export default {
  meta: {
    title: "Markdown",
    description: "a summary for a pull request or a chat",
    file: "a Markdown summary",
    stdout: true,
  },

  render(report, { all }) {
    const context = contextOf(report)
    const rows = context.columns.filter((column) => all || column.status === "drift" || column.status === "error")
    const findings = [
      ...findingsOf(report),
      ...joinRenames(report).filter(({ status }) => all && (status === "pass" || status === "not_applicable")),
    ]
    const parts = [
      `## ${hasQuietFinding(report) ? "!" : signs[report.verdict.status]} ${text(verdictTitle(report))}`,
      [...report.verdict.reasons, ...courseNotes(report)].map(text).join("\n\n"),
      sides(report),
      section(
        "Metrics",
        ["Result", "Figure", "Rows", kindOf(report).sides.reference, kindOf(report).sides.current, "Change", "What"],
        inOrder(report.metrics).map(metricCells),
      ),
      performanceSection(report),
      ...spendingSections(report),
      section(
        "Columns",
        ["Column", "Type", "What changed", "Method", "Score", "Score / threshold"],
        rows.map(columnCells(context)),
      ),
      section("Schema", ["Change", "Column", "What"], schemaFindings(report).map(schemaCells)),
      section(
        "Data quality",
        ["Result", "Column", "Check", "Finding"],
        findings.map(({ status, column, id, message }) => [
          status,
          column === null ? "" : name(column),
          word(id),
          text(message),
        ]),
      ),
      section(
        "Segments",
        ["Column", "Segment", "Reference rows", "Current rows", "Result", "Drifted columns"],
        (report.segments ?? []).flatMap((group) => group.segments.map(segmentCells(group.column))),
      ),
      report.warnings.map((warning) => `> ${text(warning)}`).join("\n>\n"),
    ]
    return `${parts.filter((part) => part !== "").join("\n\n")}\n`
  },
} satisfies Reporter

const signs: Record<Report["verdict"]["status"], string> = {
  drift: "▲",
  no_drift: "✓",
  checks_failed: "✖",
  metrics_failed: "✖",
  no_verdict: "?",
  promote: "✓",
  reject: "✖",
  undecided: "?",
}

/** A change of the lists of columns: what happened, to which column, and both sides of it. */
function schemaCells({ kind, column, reference, current, note }: SchemaFinding): string[] {
  const what = reference === null || current === null ? "" : `${text(reference)} → ${text(current)}; `
  return [schemaWords[kind], name(column), `${what}${text(note)}`]
}

/** Both sides. One that is no table is its path, if there is one. */
function sides(report: Report): string {
  const { reference, current } = report
  const { sides: words, hasReference } = kindOf(report)
  const first = hasReference ? side(reference) : reference.path === "" ? null : code(reference.path)
  return [
    ...(first === null ? [] : [`${words.reference}: ${first}`]),
    `${words.current}: ${side(current)}`,
    ...new Set(labelLines(report)),
  ].join("  \n")
}

/** "Labels: `labels.csv`, 7,206 of 8,232 predictions (87.5%), half came within …". */
function labelLines({ labels }: Report): string[] {
  return [labels?.reference, labels?.current].flatMap((facts) => {
    if (facts == null) return []
    const parts = [coverageText(facts), delayText(facts), ...unusedRows(facts)].filter((part) => part !== null)
    return [`Labels: ${code(facts.path)}, ${text(parts.join(", "))}`]
  })
}

function side({ label, rows, columns }: Report["reference"]): string {
  return rows === null ? code(label) : `${code(label)}, ${number(rows)} rows, ${number(columns ?? 0)} columns`
}

/** The comparison that decided, as the table shows it. */
function columnCells({ method }: Context): (column: ColumnResult) => string[] {
  return (column) => {
    if (column.method === null)
      return [name(column.name), word(column.type), text(column.reason), stateWords[column.status], "", ""]
    const { method: id, score, sign, threshold } = comparison(column)
    const compared = score.startsWith("p <") ? score : `${score} ${sign} ${threshold}`
    const change = whatChanged(column)
    const said = [change === null ? "" : inOneLine(change), ...(column.accepted ? [acceptedText(column.accepted)] : [])]
    const cells = [text(said.filter((each) => each !== "").join("; ")), word(method(id).short_title)]
    return [name(column.name), word(column.type), ...cells, text(compared), times(column.ratio)]
  }
}

function metricCells(metric: MetricResult): string[] {
  const { status, title, labels, unit, value, low, high, reference_value: reference, unsure } = metric
  const figures = [
    reference === null ? "–" : withInterval(reference, metric.reference_low, metric.reference_high, unit),
    value === null ? "–" : withInterval(value, low, high, unit),
    metricChange(metric),
  ]
  const result = `${status.replaceAll("_", " ")}${unsure ? ", unsure" : ""}`
  return [result, name(title), text(metricLabels(labels)), ...figures.map(text), text(metric.message)]
}

/** Concept drift, figures by chunk, and where the errors changed in the order of time. */
function performanceSection({ performance }: Report): string {
  if (performance === undefined) return ""
  const { shift, changes = [], chunks } = performance
  const concept = shift === undefined ? [] : [["concept drift", text(shift.message)]]
  const byChunk =
    chunks === undefined
      ? []
      : [
          ...chunks.figures.map((figure) => ["by chunk", text(chunksSentence(figure, chunks))]),
          ["", text(estimatesHold)],
        ]
  const errors = changes.map(({ message }) => ["errors in time", text(message)])
  return section("Performance", ["What", "Finding"], [...concept, ...errors, ...byChunk])
}

/** What requests of an LLM application cost, by those that spend. */
function spendingSections({ llm }: Report): string[] {
  return (llm?.spending ?? []).map((spending) => {
    const { one } = spenderWords[spending.by]
    const budget = budgetWords(spending)
    const rows = byCost(spending.listed).slice(0, mostSpenders)
    const cells = rows.map(({ value, usd, requests, reference_usd: before }) => [
      name(value),
      dollars(usd),
      before === null ? "" : dollars(before),
      count(requests),
    ])
    const title = `Cost by ${one}${budget === null ? "" : `: ${budget}`}`
    return section(title, [capital(one), "Cost", "Reference", "Requests"], cells)
  })
}

function segmentCells(by: string): (segment: SegmentResult) => string[] {
  return (segment) => {
    const drifted = driftedIn(segment).slice(0, 5)
    const named = drifted.map((column) => `${name(column.name)} ${times(column.ratio)}`).join(", ")
    const result =
      segment.status === "compared"
        ? `${number(segment.drifted_columns)} of ${number(segment.tested_columns)} drifted`
        : segment.status.replaceAll("_", " ")
    return [
      name(by),
      text(segmentName(segment.value)),
      number(segment.reference_rows),
      number(segment.current_rows),
      result,
      named,
    ]
  }
}

function section(title: string, head: string[], rows: string[][]): string {
  if (rows.length === 0) return ""
  const lines = [head, head.map(() => "---"), ...rows.slice(0, mostRows)].map((cells) => `| ${cells.join(" | ")} |`)
  const rest = rows.length > mostRows ? `\n\n${number(rows.length - mostRows)} more in the report.` : ""
  return `### ${title}\n\n${lines.join("\n")}${rest}`
}

/** What begins emphasis, code, a link, a cell, a mention or a list, where it would: no word holds it without harm. */
const markup = /[\\`*[\]|~@#]|(?<=\])\(|_(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])_|^[-+](?=\s|$|-)|^[=>]/gu

/** Untrusted text that Markdown and HTML leave as it is, and that reads well where nobody renders it, as in a mail. */
function text(untrusted: string): string {
  return visible(untrusted)
    .trimStart()
    .replace(markup, "\\$&")
    .replace(/^(\d+)([.)])(?=\s|$)/, "$1\\$2")
    .replace(/&(?=#?\w+;)/g, "&amp;")
    .replace(/<(?=[a-zA-Z/!?])/g, "&lt;")
}

/** An id or a title: ours are letters, figures, spaces and hyphens, and stay as they are; a report from elsewhere may hold others. */
function word(untrusted: string): string {
  return /^[\p{L}\p{N} –-]*$/u.test(untrusted) ? untrusted : text(untrusted)
}

function name(untrusted: string): string {
  return text(nameText(untrusted, longestName))
}

/** An inline code span, with as many backticks as it takes. */
function code(untrusted: string): string {
  const shown = visible(untrusted).replaceAll("|", "&#124;")
  const longest = Math.max(0, ...(shown.match(/`+/g) ?? []).map((ticks) => ticks.length))
  const fence = "`".repeat(longest + 1)
  return longest === 0 ? `${fence}${shown}${fence}` : `${fence} ${shown} ${fence}`
}
