import { noCorrelations } from "../compare/correlations.js"
import { failingCauses } from "../judge/causes.js"
import { InputError } from "../errors.js"
import { readWhole } from "../files/open-file.js"
import { isKind } from "../kinds/kinds.js"
import type { Report } from "../model.js"

/** The report in a file that `compare` wrote, or InputError that says why there is none. */
export function readReport(path: string): Report {
  const report = parse(textOf(path))
  const known = report?.schema_version === 1 && (report.kind === undefined || isKind(report.kind))
  if (known && parts.every((part) => typeof report[part] === "object"))
    return withCauses({ ...joinedLater, ...report } as Report)
  throw new InputError(`${path} is not a report of this version of driftcheck`, {
    hint: "it takes the report.json that compare writes (schema_version 1)",
  })
}

function textOf(path: string): string {
  try {
    return readWhole(path).toString()
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    throw new InputError(error.message, { hint: "compare writes it: driftcheck-report/report.json", cause: error })
  }
}

/** What every report has; a file without one of them was not written by compare. */
const parts = ["reference", "current", "verdict", "drift", "columns", "schema", "checks", "setup"] as const

/** What joined schema_version 1 after its first reports were written. */
const joinedLater: Pick<Report, "kind" | "metrics" | "multivariate" | "correlations"> = {
  kind: "comparison",
  metrics: [],
  multivariate: [],
  correlations: noCorrelations,
}

/** The report with the causes of its verdict, found anew where an older version left them out, and what joined its parts. */
function withCauses(report: Report): Report {
  const older: Partial<Report["verdict"]> = report.verdict
  const causes = older.causes ?? failingCauses(report, report.setup.fail_on)
  return {
    ...report,
    verdict: { ...report.verdict, causes: causes.map((cause) => ({ ...noMetrics, ...cause })) },
    trend: report.trend && { ...noMetrics, ...report.trend },
    setup: { ...noRoles, ...report.setup },
  }
}

const noMetrics = { metrics: [] }
const noRoles = { roles: [] }

function parse(text: string): Partial<Report> | null {
  try {
    return JSON.parse(text) as Partial<Report> | null
  } catch {
    return null
  }
}
