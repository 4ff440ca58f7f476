/** Reports that nothing can be decided on: too old, without an answer, or at odds with each other. */
import { InputError } from "../errors.js"
import type { HistoryRun, Report, VerdictStatus } from "../model.js"
import { plural, time } from "../words/format.js"

/** Throws InputError for a report older than so many milliseconds. */
export function expectFresh(what: string, created_at: string, now: Date, maxAge: number): void {
  const age = now.getTime() - Date.parse(created_at)
  if (age <= maxAge) return
  throw new InputError(`${what} is stale: it was made on ${time(created_at)}, ${ageInWords(age)} ago`, {
    hint: `run compare again, or allow more: decide: { max_age: ${Math.ceil(age / dayMs)}d }`,
  })
}

const dayMs = 86_400_000
const hourMs = 3_600_000
const ageInWords = (ms: number) =>
  ms < 2 * dayMs ? plural(Math.floor(ms / hourMs), "hour") : plural(Math.floor(ms / dayMs), "day")

/** Throws InputError where there is no verdict to decide on. */
export function expectAnswer(what: string, status: VerdictStatus, reason: string | null): void {
  if (status !== "no_verdict") return
  throw new InputError(`${what} has no answer: ${reason ?? "no reason given"}`, {
    hint: "a decision needs the newest run's: mend what stood in its way and run compare again",
  })
}

/** Throws InputError where a run's report and its line in the history are not of the same run. */
export function expectSameRun(path: string, report: Report, run: HistoryRun): void {
  const told = [
    ["created_at", report.created_at, run.created_at],
    ["verdict", report.verdict.status, run.status],
    ["drifted columns", report.drift.drifted_columns, run.drifted_columns],
  ] as const
  const wrong = told.find(([, there, here]) => there !== here)
  if (wrong === undefined) return
  const [what, there, here] = wrong
  throw new InputError(`${path} contradicts the history: its ${what} is ${there}, in history.ndjson it is ${here}`, {
    hint: "run compare again; one of them was changed or put there by hand",
  })
}

/**
 * Throws InputError where an earlier run found something else in the same files under the same settings. Late labels change figures, and no
 * column.
 */
export function expectOneAnswer(run: HistoryRun, earlier: readonly HistoryRun[]): void {
  const drifted = (each: HistoryRun) => `${each.drifted_columns} of ${each.tested_columns} columns drifted`
  const other = earlier.findLast(
    (each) => isSame(each, run) && each.status !== "no_verdict" && drifted(each) !== drifted(run),
  )
  if (other === undefined) return
  throw new InputError(
    `${other.run} and ${run.run} contradict each other: of the same two files under the same settings, ${drifted(other)} in the one and ${drifted(run)} in the other`,
    { hint: "another version of driftcheck may have made one of them; run compare on new data" },
  )
}

const isSame = (a: HistoryRun, b: HistoryRun) =>
  a.reference.sha256 !== null &&
  a.current.sha256 !== null &&
  a.reference.sha256 === b.reference.sha256 &&
  a.current.sha256 === b.current.sha256 &&
  a.config_hash === b.config_hash

/** Throws InputError where the gate let another model take over since: the run speaks of the one before. */
export function expectSameModel(run: HistoryRun, gates: readonly HistoryRun[]): void {
  const gate = gates.findLast(({ status, created_at }) => status === "promote" && isLater(created_at, run.created_at))
  if (gate === undefined) return
  throw new InputError(
    `${run.run} is stale: it speaks of the model that served before the gate's run ${gate.run} promoted another`,
    { hint: "run compare on data of the model that serves now" },
  )
}

export const isLater = (a: string, b: string): boolean => Date.parse(a) > Date.parse(b)
