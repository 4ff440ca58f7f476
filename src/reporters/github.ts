import type { ColumnResult, Report, Reporter } from "../model.js"
import { changeAndReason, verdictTitle } from "../report/copy.js"
import { acceptedText } from "../words/accepted.js"
import { cutEnd, nameText, visible } from "../words/escape.js"
import { findingGroups } from "../report/findings.js"
import { performanceFindings } from "../judge/performance-findings.js"
import { culpritsOf } from "../report/culprits.js"
import { newFirst, newIn } from "../report/new-first.js"
import { plural } from "../words/format.js"
import { metricLabels } from "../words/metric.js"
import { howFar } from "../words/ratio.js"

interface Annotation {
  level: "error" | "warning" | "notice"
  title: string
  /** Lines. */
  message: readonly string[]
}

/** GitHub shows ten of each kind for a step and drops the rest without a word. */
const mostOfAKind = 10
const longestName = 80
const longestMessage = 1000

/** Annotations of a GitHub workflow: what fails the run as errors, what else was found as warnings. */
export default {
  meta: {
    title: "GitHub annotations",
    description: "workflow commands: errors and warnings beside a GitHub run",
    file: null,
    stdout: true,
  },

  render(report) {
    const all = [
      verdictAnnotation(report),
      ...columnAnnotations(report),
      ...checkAnnotations(report),
      ...metricAnnotations(report),
      ...performanceAnnotations(report),
    ]
    const warnings = report.warnings.map((text) => annotation("warning", "about the data", text))
    const kept = (["error", "warning", "notice"] as const).flatMap((level) =>
      atMost(
        mostOfAKind,
        [...all, ...warnings].filter((each) => each.level === level),
      ),
    )
    return kept.map((each) => `${command(each)}\n`).join("")
  },
} satisfies Reporter

function annotation(level: Annotation["level"], title: string, ...message: string[]): Annotation {
  return { level, title: `driftcheck: ${title}`, message }
}

function verdictAnnotation(report: Report): Annotation {
  const { exit_code: code, reasons } = report.verdict
  return annotation(code === 0 ? "notice" : "error", verdictTitle(report), ...reasons)
}

/** Columns without an answer come first, then what is new. */
const far = (column: ColumnResult) => (column.method === null ? Infinity : howFar(column))

function columnAnnotations(report: Report): Annotation[] {
  const { blamesColumn } = culpritsOf(report.verdict)
  const isNew = newIn(report).column
  const furthest = [...report.columns].sort((a, b) => far(b) - far(a))
  const ordered = newFirst(furthest, (column) => column.status === "error" || isNew(column))
  return ordered.flatMap((column: ColumnResult) => {
    const name = nameText(column.name, longestName)
    if (column.status === "error") return [annotation("error", `column ${name} could not be tested`, column.reason)]
    if (column.status !== "drift") return []
    if (column.accepted !== undefined)
      return [
        annotation("notice", `column ${name} drifted, ${acceptedText(column.accepted)}`, ...changeAndReason(column)),
      ]
    return [
      annotation(
        blamesColumn(column) ? "error" : "warning",
        `column ${name} drifted${isNew(column) ? ", new" : ""}`,
        ...changeAndReason(column),
      ),
    ]
  })
}

/** One for each column, the most telling finding first: GitHub shows ten of a kind. */
function checkAnnotations(report: Report): Annotation[] {
  const { blamesCheck } = culpritsOf(report.verdict)
  const isNew = newIn(report).check
  const groups = newFirst(findingGroups(report), ({ findings }) => findings.some(isNew))
  return groups.map(({ column, findings }) => {
    const about = column === null ? findings[0].id : `${findings[0].id}: ${nameText(column, longestName)}`
    const fails = findings.some((finding) => finding.status === "error" || blamesCheck(finding))
    return annotation(fails ? "error" : "warning", about, ...findings.map(({ message }) => message))
  })
}

function metricAnnotations(report: Report): Annotation[] {
  const { blamesMetric } = culpritsOf(report.verdict)
  return newFirst(report.metrics, newIn(report).metric).flatMap((metric) => {
    const rows = metricLabels(metric.labels)
    const about = `metric ${nameText(rows === "" ? metric.id : `${metric.id}: ${rows}`, longestName)}`
    if (metric.status === "error" || blamesMetric(metric)) return [annotation("error", about, metric.message)]
    return metric.status === "fail" || metric.status === "warn" ? [annotation("warning", about, metric.message)] : []
  })
}

/** Concept drift, figures by chunk, and where the errors changed in the order of time. */
function performanceAnnotations({ performance, verdict }: Report): Annotation[] {
  const { causes } = culpritsOf(verdict)
  const found = performanceFindings(performance).map(({ cause, title, message }) =>
    annotation(causes.has(cause) ? "error" : "warning", title, message),
  )
  return [
    ...found,
    ...(performance?.changes ?? []).map(({ message }) => annotation("warning", "the errors changed", message)),
  ]
}

/** The first ones, and how many there are beyond them in place of the last. */
function atMost(most: number, annotations: readonly Annotation[]): readonly Annotation[] {
  if (annotations.length <= most) return annotations
  const rest = annotations.length - (most - 1)
  const { level } = annotations[0]
  return [
    ...annotations.slice(0, most - 1),
    annotation(level, plural(rest, `more ${level}`), "They are in the report."),
  ]
}

/** `::error title=…::…`: a property also escapes what ends it. */
function command({ level, title, message }: Annotation): string {
  const text = message.map((line) => cutEnd(visible(line), longestMessage)).join("\n")
  return `::${level} title=${escaped(visible(title)).replaceAll(":", "%3A").replaceAll(",", "%2C")}::${escaped(text)}`
}

const escaped = (text: string) => text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A")
