import type { ColumnResult, RenderOptions, Report, Reporter } from "../model.js"
import { inReadingOrder } from "../report/context.js"
import { report } from "../report/json/report-fields.js"
import { write, writeCompact } from "../report/json/write.js"
import { openedColumns } from "../report/opened-columns.js"

/** The report without the cumulative curves and courses of columns whose details the page does not show. */
function withoutUnseenCurves(report: Report, all: boolean): Report {
  const opened = openedColumns(inReadingOrder(report.columns), report.checks, all)
  return { ...report, columns: report.columns.map((column) => (opened.has(column) ? column : withoutCurves(column))) }
}

function withoutCurves(column: ColumnResult): ColumnResult {
  const { distribution } = column
  const followed = column.course === undefined ? {} : { course: [] }
  return distribution?.kind === "histogram"
    ? { ...column, ...followed, distribution: { ...distribution, reference_quantiles: [], current_quantiles: [] } }
    : { ...column, ...followed }
}

export default {
  meta: {
    title: "JSON",
    description: "The whole report as data; field names are a contract (schema_version 1).",
    file: "the JSON report",
    stdout: true,
  },
  render(result, { compact = false, allDetails = false }: Pick<RenderOptions, "compact" | "allDetails"> = {}) {
    if (!compact) return `${write(result, report, "", "report")}\n`
    return `${writeCompact(withoutUnseenCurves(result, allDetails), report, 2, "report")}\n`
  },
} satisfies Reporter
