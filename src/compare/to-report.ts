import { having, requireArguments } from "../arguments.js"
import type { Report } from "../model.js"
import { shownAddress } from "../words/shown-address.js"
import type { Comparison } from "./comparison.js"

/** How a run was made: what the report says beside what was found. */
export interface RunFacts
  extends
    Pick<Report, "kind" | "driftcheck_version">,
    Pick<Report["setup"], "config_path" | "config_found" | "config_hash" | "min_rows" | "node_version"> {
  /** The command line, word by word. */
  argv: readonly string[]
  /** What the data set is called, where somebody said. */
  dataset?: string | undefined
  fail_on: Iterable<string>
  /** When it began and ended. */
  started: Date
  ended: Date
}

const aComparison = having(["columns", "verdict", "drift"], "what compareDatasets gives")
const runFacts = having(["kind", "argv", "fail_on", "started", "ended"], "how the run was made")

/** The report of a run: what was found and how the run was made. Pure. */
export function toReport(comparison: Comparison, run: RunFacts): Report {
  requireArguments("toReport", { comparison: [comparison, aComparison], run: [run, runFacts] })
  const { roles, ...found } = comparison
  return {
    kind: run.kind,
    schema_version: 2,
    driftcheck_version: run.driftcheck_version,
    command: run.argv.map((argument) => quoted(shownAddress(argument))).join(" "),
    created_at: run.started.toISOString(),
    ...(run.dataset === undefined ? {} : { dataset: run.dataset }),
    ...found,
    trend: null,
    setup: {
      config_path: run.config_path,
      config_hash: run.config_hash,
      config_found: run.config_found,
      fail_on: Array.from(run.fail_on),
      roles,
      min_rows: run.min_rows,
      node_version: run.node_version,
      duration_ms: run.ended.getTime() - run.started.getTime(),
    },
  }
}

/** An argument as a shell would need it. */
function quoted(argument: string): string {
  return /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`
}
