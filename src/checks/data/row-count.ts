import type { CheckInput, DataCheck } from "../../model.js"
import { quantile } from "../../stats/quantile.js"
import { count, plural } from "../../words/format.js"

/** Runs before this one from which on they say how many rows are usual, and how many of them are looked at. */
const fewestRuns = 5
const mostRuns = 30
/** Of ten runs one may be out of the ordinary and says nothing of the others. */
const ordinary = 0.9

/** How many times more or fewer rows current holds than is usual: than the runs before, or, without limits, than the reference. */
export default {
  meta: {
    title: "The row count is as usual",
    failTitle: "The number of rows changed",
    description:
      "The larger number of rows over the smaller one: current's, and the median of up to 30 runs before it that the folder of `--output` keeps, five at least. With fewer, the reference's number is given and no default limit holds: it is often months of training data beside a day.",
    evidence: "figures",
    unit: "factor",
    limitsAbove: "zero",
    warnLimit: 3,
    failLimit: 100,
    limitsReason:
      "Deliveries seldom triple or shrink to a third without a reason; a hundredth of the rows is a broken one. What nine of ten earlier runs were off by is added, so that weekends and short months stay quiet. Without earlier runs set limits where the reference is as long as current: `row-count: { warn: 3 }`.",
  },

  check({ reference, current, earlierRows }) {
    const rows = current.records ?? current.rows
    const common = { column: null, reference_value: 1 }
    const runs = earlierRows.slice(-mostRuns)
    if (runs.length < fewestRuns) {
      const message = `${plural(rows, "row")}, ${count(reference.rows)} in reference`
      return [{ ...common, value: timesApart(rows, reference.rows), unlimited: true, message }]
    }
    const usual = quantile(Float64Array.from(runs).sort(), 0.5)
    const off = Float64Array.from(runs, (before) => timesApart(before, usual)).sort()
    const message = `${plural(rows, "row")}, ${describe(runs, usual)}`
    return [{ ...common, value: timesApart(rows, usual), slack: quantile(off, ordinary) - 1, message }]
  },

  inPeriod: ({ rows }, all) => Math.max(1, all / Math.max(1, rows)),
} satisfies DataCheck

/** The larger number over the smaller, at least 1. */
function timesApart(a: number, b: number): number {
  return Math.max(1, Math.max(a, b) / Math.max(1, Math.min(a, b)))
}

function describe(runs: CheckInput["earlierRows"], usual: number): string {
  const [least, most] = [Math.min(...runs), Math.max(...runs)]
  const range = least === most ? "" : ` (${count(least)} to ${count(most)})`
  return `${count(Math.round(usual))}${range} in the ${count(runs.length)} runs before`
}
