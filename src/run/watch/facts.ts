/** What a report says of its window beside the comparison. */
import { createHash } from "node:crypto"
import type { Comparison } from "../../compare/comparison.js"
import type { Dataset, Report, WindowFacts } from "../../model.js"
import type { CompareOptions } from "../../options/options.js"
import { predictionRule } from "../../options/policies.js"
import { verdictTitle } from "../../report/copy.js"
import type { NamedSource } from "../../streams/open-stream.js"
import type { Sampled } from "../../streams/held-records.js"
import { sketchError } from "../../streams/running-sums.js"
import type { ClosedWindow } from "../../streams/windows.js"
import { count, number, plural } from "../../words/format.js"
import { visible } from "../../words/escape.js"

/** What the rules of a classic monitor are held to, beside the verdict. */
export const monitorMethod = "psi-open"
/** What is asked of all records for the versions of the model. */
export const versionsNeed = { model_version: "label_counts" } as const
/** Versions of the model that a report names. */
const mostVersions = 20

const sampleWords = ({ sample }: WindowFacts) =>
  sample === undefined ? "" : `, a sample of 1 in ${count(sample.one_in)} compared`

/** What is known of a window before it is compared. */
export function factsOf(
  { table, records, sampled, ranges, leftOut, period, times, outOfOrder }: ClosedWindow,
  source: NamedSource,
): WindowFacts {
  const range = (instants: [number, number] | null): [string, string] | null =>
    instants === null ? null : [new Date(instants[0]).toISOString(), new Date(instants[1]).toISOString()]
  // What cannot be read twice has no offsets of its own: its records tell it from what came in another run.
  const name = source.resumes ? source.name : contentOf(table.lines.texts())
  const id = createHash("sha256")
    .update(JSON.stringify([name, period, ranges]))
    .digest("hex")
    .slice(0, 16)
  return {
    id,
    source: source.name,
    ranges,
    period: range(period),
    time_range: range(times),
    records,
    ...(sampled !== null && { sample: sampleFacts(table.rows, records, sampled) }),
    ...leftOut,
    out_of_order: outOfOrder,
    model_versions: [],
    monitor: [],
  }
}

function sampleFacts(rows: number, records: number, { oneIn }: Sampled): NonNullable<WindowFacts["sample"]> {
  const note = `The rows are a sample of 1 in ${count(oneIn)} of the window's ${count(records)} records, by the hash of their ids. Records are counted, and system metrics made, of all; a record with the id of one that is not in the sample counts again.`
  return { rows, one_in: oneIn, relative_error: sketchError, note }
}

function contentOf(lines: Iterable<string>): string {
  const hash = createHash("sha256")
  for (const line of lines) hash.update(line)
  return hash.digest("hex")
}

/** Which columns the rules of a classic monitor name, the reference's order. */
export function monitorOf({ columns }: Comparison, { roles }: CompareOptions): WindowFacts["monitor"] {
  return columns.flatMap(({ name, measurements }) => {
    const psi = measurements.find(({ method }) => method === monitorMethod)
    const limit = roles.get(name) === "prediction" ? predictionRule.threshold : (psi?.threshold ?? Infinity)
    const score = psi?.drift_score ?? 0
    return (psi?.between?.low ?? score) > limit ? [{ column: name, psi: score, limit }] : []
  })
}

/** The versions of the model in a window, the most frequent first. */
export async function versionsOf(current: Dataset, { roles }: CompareOptions): Promise<WindowFacts["model_versions"]> {
  const [column] = Array.from(roles).find(([, role]) => role === "model_version") ?? []
  if (column === undefined) return []
  const found = Array.from(countsOfAll(current, column) ?? (await current.counts(column)))
  const counts = found.map(([version, records]) => ({ version, records }))
  return counts.sort((a, b) => b.records - a.records).slice(0, mostVersions)
}

/** Of a window that holds a sample: the rows of all its records by label; null where its rows are all, or these were not counted. */
function countsOfAll({ sampledFrom }: Dataset, column: string): [string, number][] | null {
  const counts = sampledFrom?.sums(versionsNeed, { model_version: column })?.columns.model_version
  return counts !== undefined && "labels" in counts ? counts.labels.map((label, i) => [label, counts.counts[i]]) : null
}

/** "2026-03-02T00:01:40.000Z  2,000 records  No drift: 0 of 4 tested columns · PSI: age 0.592". */
export function lineOf(report: Report, facts: WindowFacts): string {
  const { drift, verdict, window } = report
  const answer =
    verdict.status === "no_verdict"
      ? (verdict.reasons[0] ?? "")
      : `${drift.drifted_columns} of ${plural(drift.tested_columns, "tested column")}`
  const psi = (window?.monitor ?? []).map(({ column, psi: score }) => `${column} ${number(score)}`)
  const beside = psi.length === 0 ? "" : ` · PSI: ${psi.join(", ")}`
  return visible(
    `${report.created_at}  ${plural(facts.records, "record")}${sampleWords(facts)}  ${verdictTitle(report)}: ${answer}${beside}`,
  )
}
