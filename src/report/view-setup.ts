import type { DatasetFacts, Report } from "../model.js"
import { kindOf } from "../kinds/kinds.js"
import type { Context } from "./context.js"
import { shareFigures } from "./copy.js"
import { heldTo } from "../words/period.js"
import { fetchedText, tableText } from "../words/stores.js"
import { bytes, count, duration, plural } from "../words/format.js"
import { rowsNote } from "./view-correlations.js"

export interface SetupRow {
  title: string
  text: string
  /** Set in monospace. */
  code: boolean
}

export function setupView({ report }: Context): SetupRow[] {
  const { setup, drift } = report
  const { hasReference, hasDriftShare, failsOnFindings, sides, sections, exitWords } = kindOf(report)
  const rules = [
    setup.config_path === null
      ? "no configuration file"
      : `${setup.config_path}${setup.config_found ? " (found)" : ""}`,
    ...(hasDriftShare ? [`policy ${drift.policy}`] : []),
    ...(hasDriftShare && drift.by_periods === undefined
      ? [`drift share threshold ${shareFigures(report).threshold}`]
      : []),
    ...(report.periods === undefined ? [] : [heldTo(report.periods)]),
    ...(hasReference ? [`at least ${count(setup.min_rows)} rows`] : []),
    ...(failsOnFindings ? [failText(setup.fail_on)] : []),
  ]
  return [
    { title: "Command", text: report.command, code: true },
    { title: "Configuration", text: rules.join(", "), code: false },
    ...(hasReference ? [{ title: sides.reference, text: file(report.reference), code: false }] : []),
    { title: sides.current, text: file(report.current), code: false },
    ...(setup.roles.length > 0 ? [{ title: "Roles", text: rolesText(setup.roles), code: false }] : []),
    {
      title: "Run",
      text: `driftcheck ${report.driftcheck_version}, Node ${setup.node_version.replace(/^v/, "")}, ${duration(setup.duration_ms)}${report.columns.length > 0 ? ", every row read" : ""}`,
      code: false,
    },
    ...(report.columns.length > 0 && sections.includes("correlations")
      ? [{ title: "Pairs of columns", text: pairsText(report), code: false }]
      : []),
    {
      title: "Exit code",
      text: `${report.verdict.exit_code}: ${exitWords[report.verdict.exit_code]}`,
      code: false,
    },
    { title: "Schema", text: `report.json, schema version ${report.schema_version}`, code: false },
  ]
}

const failText = (failOn: readonly string[]) =>
  failOn.length > 0 ? `fails on ${failOn.join(" and ")}` : "never fails on a finding"

/** "latency: took_ms (found by its name)". */
const rolesText = (roles: Report["setup"]["roles"]) =>
  roles.map(({ role, column, reason }) => `${role.replaceAll("_", " ")}: ${column} (${reason})`).join(", ")

/** What the parts that look at several columns at once have seen. */
function pairsText(report: Report): string {
  const { reason, pairs_total } = report.correlations
  if (reason !== null) return `correlations were not looked at: ${reason}`
  return `${plural(pairs_total, "pair")} of columns. ${rowsNote(report)}`
}

const file = ({ path, bytes: size, sha256, table, fetched }: DatasetFacts) =>
  [
    path,
    ...(table === undefined ? [] : [tableText(table)]),
    ...(size === null ? [] : [bytes(size)]),
    ...(fetched === undefined ? [] : [fetchedText(fetched)]),
    ...(sha256 === null ? [] : [`sha256 ${fetched === undefined ? "" : "of its ETag "}${sha256}`]),
  ].join(", ")
