import type { CheckResult, ColumnResult, Report, Reporter } from "../model.js"
import { visible } from "../report/escape.js"

interface TestCase {
  suite: string
  name: string
  /** null: passed. */
  outcome: { kind: "failure" | "error" | "skipped"; message: string } | null
}

/** JUnit XML: a test case per verdict, column and check, as CI servers show them. */
export default {
  meta: { title: "JUnit XML", description: "a test case per column and check, for CI servers" },

  render(report) {
    const cases = [verdictCase(report), ...report.columns.map(columnCase), ...report.checks.map(checkCase)]
    const suites = Array.from(new Set(cases.map(({ suite }) => suite)))
    const seconds = (report.setup.duration_ms / 1000).toFixed(3)
    return [
      `<?xml version="1.0" encoding="UTF-8"?>`,
      `<testsuites name="driftcheck" ${totals(cases)} time="${seconds}">`,
      ...suites.map((suite) =>
        renderSuite(
          suite,
          cases.filter((testCase) => testCase.suite === suite),
          report.created_at,
        ),
      ),
      `</testsuites>\n`,
    ].join("\n")
  },
} satisfies Reporter

function verdictCase({ verdict }: Report): TestCase {
  const message = verdict.reasons.join(" ")
  const kind = verdict.exit_code === 2 ? "error" : "failure"
  return { suite: "verdict", name: "verdict", outcome: verdict.exit_code === 0 ? null : { kind, message } }
}

/** A drifted column is a failure of its own, whatever the verdict on the whole. */
function columnCase(column: ColumnResult): TestCase {
  const kind = { drift: "failure", error: "error", not_tested: "skipped", ok: null } as const
  const outcome = kind[column.status]
  return {
    suite: "columns",
    name: column.name,
    outcome: outcome === null ? null : { kind: outcome, message: column.reason },
  }
}

function checkCase({ id, column, status, message }: CheckResult): TestCase {
  const kind = { fail: "failure", error: "error", not_applicable: "skipped", warn: null, pass: null } as const
  const outcome = kind[status]
  const name = column === null ? id : `${id}: ${column}`
  return { suite: "checks", name, outcome: outcome === null ? null : { kind: outcome, message } }
}

function renderSuite(suite: string, cases: readonly TestCase[], time: string): string {
  const open = `  <testsuite name="${suite}" ${totals(cases)} timestamp="${time.replace(/\.\d+Z$/, "")}">`
  return [open, ...cases.map(renderCase), `  </testsuite>`].join("\n")
}

function renderCase({ suite, name, outcome }: TestCase): string {
  const attributes = `classname="driftcheck.${suite}" name="${xml(name)}"`
  if (outcome === null) return `    <testcase ${attributes}/>`
  return `    <testcase ${attributes}><${outcome.kind} message="${xml(outcome.message)}"/></testcase>`
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
