import type { CheckResult, ColumnResult, ColumnSummary, Histogram, Report } from "../../model.js"
import { emptyMeasurement, emptySummary } from "../../model.js"
import { coarseBars } from "../coarse-bars.js"
import { inReadingOrder } from "../context.js"
import { openedColumns } from "../opened-columns.js"

/**
 * The report as a file holds it: as it is up to 60 columns or where `all` details are wanted; else columns that the page does not open
 * are brief. Their bars are at most 16 and state the first and the last edge where all are equally wide; their curves and courses are
 * left out, and so are nulls in measurements and summaries, and the most common values where none occurs twice; of the checks that they
 * pass the names alone are kept, in the column.
 */
export function dense(report: Report, all: boolean): object {
  const opened = openedColumns(inReadingOrder(report.columns), report.checks, all)
  if (opened.size === report.columns.length) return report
  const brief = new Set(report.columns.flatMap((column) => (opened.has(column) ? [] : [column.name])))
  const isBrief = ({ status, column, rule }: CheckResult) =>
    status === "pass" && rule === undefined && column !== null && brief.has(column)
  const passed = new Map(Array.from(brief, (name): [string | null, string[]] => [name, []]))
  for (const { id, column } of report.checks.filter(isBrief)) passed.get(column)?.push(id)
  return {
    ...report,
    columns: report.columns.map((column) =>
      opened.has(column) ? column : briefColumn(column, passed.get(column.name)),
    ),
    checks: report.checks.filter((check) => !isBrief(check)),
  }
}

function briefColumn(column: ColumnResult, passed: string[] = []): object {
  const { distribution, measurements, reference, current } = column
  return {
    ...column,
    ...(column.course === undefined ? {} : { course: [] }),
    measurements: measurements.map(withoutNulls),
    reference: reference && briefSummary(reference),
    current: current && briefSummary(current),
    distribution: distribution?.kind === "histogram" ? briefBars(distribution) : distribution,
    passed,
  }
}

/** A value that occurs once is the most common of its column as any other would be. */
function briefSummary(summary: ColumnSummary): object {
  return withoutNulls({ ...summary, top: summary.top.some(({ count }) => count > 1) ? summary.top : [] })
}

const withoutNulls = (fields: object): object =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null))

function briefBars(histogram: Histogram): Histogram {
  const bars = { ...coarseBars(histogram), reference_quantiles: [], current_quantiles: [], gap: null }
  const [first, last] = [bars.edges[0], bars.edges[bars.edges.length - 1]]
  const even = evenEdges(first, last, bars.reference.length)
  const close = (last - first) * 1e-9
  return bars.edges.every((edge, i) => Math.abs(edge - even[i]) <= close) ? { ...bars, edges: [first, last] } : bars
}

const evenEdges = (first: number, last: number, bins: number): number[] =>
  Array.from({ length: bins + 1 }, (_, i) => first * (1 - i / bins) + last * (i / bins))

/** What a file left out, there again: nulls, edges, and a result without figures for each check of which the name alone was kept. */
export function whole(report: Report): Report {
  if (report.columns.every(({ passed }) => passed === undefined)) return report
  const results = report.columns.flatMap(({ name, passed = [] }) => passed.map((id) => passedCheck(id, name)))
  return {
    ...report,
    columns: report.columns.map(wholeColumn),
    checks: inOrder([...report.checks, ...results], report),
  }
}

function wholeColumn({ passed, ...column }: ColumnResult): ColumnResult {
  if (passed === undefined) return column
  const { distribution, measurements, reference, current } = column
  return {
    ...column,
    measurements: measurements.map((each) => ({ ...emptyMeasurement(each.method, each.threshold), ...each })),
    reference: reference && { ...emptySummary, ...reference },
    current: current && { ...emptySummary, ...current },
    distribution: distribution?.kind === "histogram" ? withAllEdges(distribution) : distribution,
  }
}

function withAllEdges(histogram: Histogram): Histogram {
  const [bins, { length }] = [histogram.reference.length, histogram.edges]
  if (length === bins + 1) return histogram
  return { ...histogram, edges: evenEdges(histogram.edges[0], histogram.edges[length - 1], bins) }
}

const passedCheck = (id: string, column: string): CheckResult => ({
  id,
  column,
  status: "pass",
  value: null,
  reference_value: null,
  warn_limit: null,
  fail_limit: null,
  message: "Passed; the file keeps no figures of it.",
})

/** Checks as a report has them: by kind, and of each kind in the order of the columns. */
function inOrder(checks: readonly CheckResult[], { check_titles, columns }: Report): CheckResult[] {
  const kinds = new Map(check_titles.map(({ id }, i) => [id, i]))
  const places = new Map(columns.map(({ name }, i) => [name, i]))
  const kind = ({ id }: CheckResult) => kinds.get(id) ?? kinds.size
  const place = ({ column }: CheckResult) => (column === null ? -1 : (places.get(column) ?? places.size))
  return [...checks].sort((a, b) => kind(a) - kind(b) || place(a) - place(b))
}
