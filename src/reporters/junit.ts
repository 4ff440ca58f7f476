import type { CheckResult, ColumnResult, MetricResult, MultivariateResult, Report, Reporter } from "../model.js"
import { visible } from "../words/escape.js"
import { metricLabels } from "../words/metric.js"
import { performanceFindings } from "../judge/performance-findings.js"
import { culpritsOf } from "../report/culprits.js"
import { changeAndReason } from "../report/copy.js"
import { newFirst, newIn } from "../report/new-first.js"
import { kindOf } from "../kinds/kinds.js"

interface TestCase {
  suite: string
  name: string
  /** null: passed. */
  outcome: { kind: "failure" | "error" | "skipped"; message: string } | null
}

/**
 * JUnit XML: a test case per verdict, column and check, what is new first, as CI servers show them. Valid by both schemas in use, that of Ant
 * (windyroad/JUnit-Schema), which demands much, and that of Jenkins (xunit-plugin, junit-10.xsd), which allows little more.
 */
export default {
  meta: {
    title: "JUnit XML",
    description: "a test case per column and check, for CI servers",
    file: "JUnit XML",
    stdout: true,
  },

  render(report) {
    const fails = culpritsOf(report.verdict)
    const isNew = newIn(report)
    const cases = [
      verdictCase(report),
      ...newFirst(telling(report), isNew.column).map((column) => columnCase(column, fails.blamesColumn(column))),
      ...newFirst(report.checks, isNew.check).map((check) => checkCase(check, fails.blamesCheck(check))),
      ...newFirst(report.metrics, isNew.metric).map((metric) => metricCase(metric, fails.blamesMetric(metric))),
      ...performanceCases(report, fails.causes),
      ...report.multivariate.map((result) => togetherCase(result, fails.causes.has("multivariate"))),
    ]
    const suites = Array.from(new Set(cases.map(({ suite }) => suite)))
    const seconds = (report.setup.duration_ms / 1000).toFixed(3)
    return [
      `<?xml version="1.0" encoding="UTF-8"?>`,
      `<testsuites>`,
      ...suites.map((suite, id) =>
        renderSuite(
          suite,
          id,
          cases.filter((testCase) => testCase.suite === suite),
          // Only the first suite has the time: servers add up the suites.
          { began: report.created_at, seconds: id === 0 ? seconds : "0" },
        ),
      ),
      `</testsuites>\n`,
    ].join("\n")
  },
} satisfies Reporter

/** Columns whose state says something in a run of this kind. */
function telling(report: Report): ColumnResult[] {
  const { columnStates } = kindOf(report)
  return report.columns.filter(({ status }) => columnStates.includes(status))
}

function verdictCase({ verdict }: Report): TestCase {
  const message = verdict.reasons.join(" ")
  const kind = verdict.exit_code === 2 ? "error" : "failure"
  return { suite: "verdict", name: "verdict", outcome: verdict.exit_code === 0 ? null : { kind, message } }
}

/** A drifted column is a failure only where it fails the run: a green gate has no red test cases. */
function columnCase(column: ColumnResult, fails: boolean): TestCase {
  const { name, status, reason } = column
  const kinds = { drift: fails ? "failure" : null, error: "error", not_tested: "skipped", ok: null } as const
  return {
    suite: "columns",
    name,
    outcome: outcomeOf(kinds[status], status === "drift" ? changeAndReason(column).join(" ") : reason),
  }
}

function checkCase({ id, column, status, message, rule }: CheckResult, fails: boolean): TestCase {
  const found = fails ? "failure" : null
  const kinds = { fail: found, warn: found, error: "error", not_applicable: "skipped", pass: null } as const
  return {
    suite: "checks",
    name: rule !== undefined ? `${id}: ${rule}` : column === null ? id : `${id}: ${column}`,
    outcome: outcomeOf(kinds[status], message),
  }
}

function metricCase(metric: MetricResult, fails: boolean): TestCase {
  const { id, labels, status, message } = metric
  const found = fails ? "failure" : null
  const kinds = {
    fail: found,
    warn: found,
    error: "error",
    not_applicable: "skipped",
    pass: null,
    no_limit: null,
  } as const
  const rows = metricLabels(labels)
  return { suite: "metrics", name: rows === "" ? id : `${id}: ${rows}`, outcome: outcomeOf(kinds[status], message) }
}

/** Concept drift, and figures by chunk. What was left open is skipped. */
function performanceCases({ performance }: Report, causes: ReadonlySet<string>): TestCase[] {
  const { shift, chunks } = performance ?? {}
  const looked = [
    ...(shift === undefined ? [] : ["concept" as const]),
    ...(chunks === undefined ? [] : ["chunks" as const]),
  ]
  return looked.map((cause): TestCase => {
    const found = performanceFindings(performance).find((each) => each.cause === cause)
    const isOpen = cause === "concept" && shift?.verdict === "no_verdict"
    const kind = isOpen ? "skipped" : found !== undefined && causes.has(cause) ? "failure" : null
    return { suite: "performance", name: cause, outcome: outcomeOf(kind, found?.message ?? shift?.message ?? "") }
  })
}

function togetherCase({ method, status, score, threshold, reason }: MultivariateResult, fails: boolean): TestCase {
  const kinds = { drift: fails ? "failure" : null, error: "error", ok: null } as const
  const message = reason ?? `Score ${score ?? "unknown"}, threshold ${threshold}.`
  return { suite: "all columns together", name: method, outcome: outcomeOf(kinds[status], message) }
}

function outcomeOf(kind: "failure" | "error" | "skipped" | null, message: string): TestCase["outcome"] {
  return kind === null ? null : { kind, message }
}

function renderSuite(
  suite: string,
  id: number,
  cases: readonly TestCase[],
  { began, seconds }: { began: string; seconds: string },
): string {
  const facts = `id="${id}" package="driftcheck" hostname="localhost" timestamp="${began.replace(/\.\d+Z$/, "")}" time="${seconds}"`
  return [
    `  <testsuite name="${suite}" ${totals(cases)} ${facts}>`,
    `    <properties/>`,
    ...cases.map(renderCase),
    `    <system-out/>`,
    `    <system-err/>`,
    `  </testsuite>`,
  ].join("\n")
}

function renderCase({ suite, name, outcome }: TestCase): string {
  const attributes = `classname="driftcheck.${suite.replaceAll(" ", "-")}" time="0" name="${xml(name)}"`
  if (outcome === null) return `    <testcase ${attributes}/>`
  const type = outcome.kind === "skipped" ? "" : ` type="${suite.replaceAll(" ", "-")}"`
  return `    <testcase ${attributes}><${outcome.kind} message="${xml(outcome.message)}"${type}/></testcase>`
}

function totals(cases: readonly TestCase[]): string {
  const count = (kind: string) => cases.filter(({ outcome }) => outcome?.kind === kind).length
  return `tests="${cases.length}" failures="${count("failure")}" errors="${count("error")}" skipped="${count("skipped")}"`
}

/** Text for an attribute: markup escaped, and no character that XML 1.0 forbids. */
function xml(untrusted: string): string {
  const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" }
  return visible(untrusted)
    .replace(/[\ufffe\uffff]/g, "\ufffd")
    .replace(/[&<>"']/g, (sign) => entities[sign])
}
