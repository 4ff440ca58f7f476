import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { noCorrelations } from "../compare/correlations.js"
import { failingCauses } from "../judge/causes.js"
import { InputError } from "../errors.js"
import { ownFile } from "../installation.js"
import { readWhole } from "../files/open-file.js"
import type { Report } from "../model.js"
import { whole } from "../report/json/dense.js"
import { mismatches, type JsonSchema } from "./json-schema.js"

/**
 * The report in a file, or the newest in a folder, that `compare` or `check` wrote. Everything that shows it trusts its types, so a file that differs from
 * schema/report.json is an InputError that names the first field that does.
 */
export function readReport(given: string): Report {
  const path = reportIn(given)
  const found = parse(textOf(path), path)
  const report = completed(found)
  const wrong = mismatches(report, reportSchema()).at(0)
  if (wrong === undefined)
    return whole(namesCauses(found as Report) ? (report as Report) : withCauses(report as Report))
  const what = wrong.at === "" ? `it ${wrong.what}` : `${wrong.at} ${wrong.what}`
  throw noReport(path, what)
}

function noReport(path: string, what: string, cause?: unknown): InputError {
  return new InputError(`${path} is not a report of this version of driftcheck: ${what}`, {
    hint: "it takes the report.json that compare writes (schema_version 2)",
    cause,
  })
}

/** The newest report in a folder of reports; a file as it is. */
function reportIn(path: string): string {
  return [join(path, "latest", "report.json"), join(path, "report.json")].find((inside) => existsSync(inside)) ?? path
}

function textOf(path: string): string {
  try {
    return readWhole(path).toString()
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    throw new InputError(error.message, { hint: "compare writes it: driftcheck-report/report.json", cause: error })
  }
}

function reportSchema(): JsonSchema {
  return JSON.parse(readFileSync(ownFile("schema/report.json"), "utf8")) as JsonSchema
}

/** What joined after the first reports were written, with what stands for it in those. */
const joinedLater = { kind: "comparison", metrics: [], multivariate: [], correlations: noCorrelations, trend: null }
const joinedLaterIn: Readonly<Record<string, object>> = {
  verdict: { causes: [] },
  drift: { weighted_drift_share: null },
  trend: { metrics: [], lasting: [] },
  setup: { config_hash: null, config_found: false, roles: [] },
}

/** The value, with the fields that an older report lacks where it is one. */
function completed(value: unknown): unknown {
  if (!isObject(value)) return value
  const parts = Object.entries(value).map(([key, part]) => [key, withLater(joinedLaterIn[key], part)] as const)
  const report: Record<string, unknown> = { ...joinedLater, ...Object.fromEntries(parts) }
  // Version 2 leaves out what version 1 repeats, and is else the same.
  if (report.schema_version === 1) report.schema_version = 2
  const { verdict } = report
  if (!isObject(verdict) || !Array.isArray(verdict.causes)) return report
  return {
    ...report,
    verdict: { ...verdict, causes: verdict.causes.map((cause) => withLater({ metrics: [] }, cause)) },
  }
}

const withLater = (later: object | undefined, part: unknown): unknown => (isObject(part) ? { ...later, ...part } : part)

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value)

const namesCauses = ({ verdict }: Report) => Object.hasOwn(verdict, "causes")

/** The report with the causes of its verdict, found anew where an older version left them out. */
function withCauses(report: Report): Report {
  return { ...report, verdict: { ...report.verdict, causes: failingCauses(report, report.setup.fail_on) } }
}

function parse(text: string, path: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw noReport(path, "it is not complete JSON", error)
  }
}
