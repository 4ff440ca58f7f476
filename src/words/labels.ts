import type { LabelFacts } from "../model.js"
import { count, plural, share } from "./format.js"

/** "7,206 of 8,232 predictions (87.5%)". */
export function coverageText({ labelled, predictions, coverage }: LabelFacts): string {
  const of = `${count(labelled)} of ${plural(predictions, "prediction")}`
  return coverage === null ? of : `${of} (${share(coverage)})`
}

/** "half came within 8.5 days, 95% within 24 days"; null where times are not known. */
export function delayText({ delay_hours: delay }: LabelFacts): string | null {
  return delay === null ? null : `half came within ${hours(delay.p50)}, 95% within ${hours(delay.p95)}`
}

/** What became of the rows that are not used: "60 replaced by a later one", "3 without a prediction". */
export function unusedRows(facts: LabelFacts): string[] {
  const parts: [number, string][] = [
    [facts.superseded, "replaced by a later one"],
    [facts.orphans, "without a prediction"],
    [facts.late, "later than the time asked for"],
    [facts.outside, "of predictions outside the window"],
    [facts.empty, "without a value"],
  ]
  return parts.flatMap(([rows, what]) => (rows > 0 ? [`${count(rows)} ${what}`] : []))
}

/** "90 min", "16.5 h", "8.5 days": hours in the unit that people use for so many; a negative one keeps its sign. */
export function hours(value: number): string {
  const size = Math.abs(value)
  if (size < 2) return `${count(value * 60)} min`
  return size < 48 ? `${trimmed(value)} h` : `${trimmed(value / 24)} days`
}

const trimmed = (value: number) => (Math.abs(value) < 20 ? value.toFixed(1).replace("-", "−") : count(value))
