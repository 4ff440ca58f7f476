/** What is new since the last run that had a verdict, what lasts, and what is back to normal: pure, over the runs of a history. */
import type { CheckResult, ColumnResult, HistoryRun, MetricResult, Since, SinceItem, Verdict } from "../model.js"
import type { CompareOptions } from "../options/options.js"
import { remember } from "../stats/remember.js"
import { howFar } from "../words/ratio.js"
import { sinceSentences } from "../words/since.js"

/** What a run found, as far as it is held against the runs before. */
export interface FoundNow {
  columns: readonly ColumnResult[]
  checks: readonly CheckResult[]
  metrics: readonly MetricResult[]
}

type Thing = Omit<SinceItem, "runs" | "since">

/** What this run found beside `earlier`: runs of the same kind, oldest first; those without a verdict are passed over. */
export const sinceOf = (found: FoundNow, earlier: readonly HistoryRun[]): Since => beside(sidesOf(found), earlier)

/** The same of a run that a history keeps; null where it has no verdict. */
export function sinceOfRun(run: HistoryRun, earlier: readonly HistoryRun[]): Since | null {
  if (run.status === "no_verdict") return null
  const quiet = run.columns.filter(({ drifted, accepted }) => !drifted && !accepted).map(({ name }) => name)
  const fine = new Set(quiet.map((name) => keyOf(columnThing(name))))
  return beside(
    { trouble: troublesOf(run), isFine: (thing) => thing.kind !== "column" || fine.has(keyOf(thing)) },
    earlier,
  )
}

interface Sides {
  /** What drifts or fails. */
  trouble: Thing[]
  /** Whether it was looked at and is in order. */
  isFine: (thing: Thing) => boolean
}

function beside({ trouble, isFine }: Sides, earlier: readonly HistoryRun[]): Since {
  const runs = earlier.filter(({ status }) => status !== "no_verdict")
  const last = runs.at(-1)
  const before = last === undefined ? new Map<string, Thing>() : thingsOf(last)
  const here = new Set(trouble.map(keyOf))
  const wasThere = (thing: Thing) => before.has(keyOf(thing))
  const gone = Array.from(before.values()).filter((thing) => !here.has(keyOf(thing)))
  return {
    run: last?.run ?? null,
    created_at: last?.created_at ?? null,
    new: trouble.filter((thing) => !wasThere(thing)).map((thing) => ({ ...thing, runs: 1, since: null })),
    lasting: trouble.filter(wasThere).map((thing) => courseOf(thing, runs, 1)),
    back: gone.filter(isFine).map((thing) => courseOf(thing, runs, 0)),
  }
}

/** The verdict with sentences on what is new, where there are a history and a verdict: parts of a report. */
export function withSince(
  verdict: Verdict,
  since: Since,
  { earlier }: Pick<CompareOptions, "earlier">,
): { verdict: Verdict; since?: Since } {
  if (verdict.status === "no_verdict" || earlier === undefined) return { verdict }
  const [first, ...rest] = verdict.reasons
  return { verdict: { ...verdict, reasons: Array.from(new Set([first, ...sinceSentences(since), ...rest])) }, since }
}

function sidesOf({ columns, checks, metrics }: FoundNow): Sides {
  const far = (column: ColumnResult) => (column.method === null ? 0 : howFar(column))
  const all = [
    ...[...columns]
      .sort((a, b) => far(b) - far(a))
      .map((each) => ({
        thing: columnThing(each.name),
        status: each.accepted === undefined ? each.status : "accepted",
      })),
    ...checks.map((each) => ({ thing: checkThing(each), status: each.status })),
    ...metrics.map((each) => ({ thing: metricThing(each), status: each.status })),
  ]
  const having = (...states: readonly string[]) =>
    all.flatMap(({ thing, status }) => (states.includes(status) ? [thing] : []))
  const fine = new Set(having("ok", "pass").map(keyOf))
  return { trouble: having("drift", "fail"), isFine: (thing) => fine.has(keyOf(thing)) }
}

const columnThing = (column: string): Thing => ({ kind: "column", id: null, column })

const checkThing = ({ id, column, rule }: Pick<CheckResult, "id" | "column" | "rule">): Thing => ({
  kind: "check",
  id,
  column,
  ...(rule === undefined ? {} : { rule }),
})

const metricThing = ({ id, labels }: Pick<MetricResult, "id" | "labels">): Thing => ({
  kind: "metric",
  id,
  column: null,
  labels,
})

const keyOf = ({ kind, id, column, rule, labels }: Thing) => JSON.stringify([kind, id, column, rule, labels])

function troublesOf(run: HistoryRun): Thing[] {
  return [
    ...run.columns.flatMap(({ name, drifted }) => (drifted ? [columnThing(name)] : [])),
    ...run.failed.map(checkThing),
    ...run.metrics.flatMap((metric) => (metric.status === "fail" ? [metricThing(metric)] : [])),
  ]
}

/** By key; a run is one of those before many others. */
const thingsOf = remember((run: HistoryRun) => new Map(troublesOf(run).map((thing) => [keyOf(thing), thing])))

/** For how many runs in a row it has been so, up to the last one; `more` is added for this run. */
function courseOf(thing: Thing, runs: readonly HistoryRun[], more: number): SinceItem {
  const key = keyOf(thing)
  const before = runs.findLastIndex((run) => !thingsOf(run).has(key))
  return { ...thing, runs: runs.length - 1 - before + more, since: runs[before + 1].created_at }
}
