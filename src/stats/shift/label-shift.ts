/** Labels (0 or 1) beside what was predicted of them. */
export interface Decided {
  truth: Uint8Array
  predicted: Uint8Array
}

/** Predictions that find positives no better than this above chance say nothing of the mix. */
const leastPower = 0.1

/**
 * The share of positives in the reference, in current, and what current's predictions mean if only that share has changed: the rates of
 * true and false alarms are the reference's. Null where a side has no rows, or the reference no positives, no negatives or predictions that tell them apart.
 * Source: Lipton, Wang and Smola (2018), Detecting and correcting for label shift with black box predictors, ICML.
 */
export function labelShift(reference: Decided, current: Decided) {
  const [before, after] = [ratesOf(reference), ratesOf(current)]
  const power = before.found - before.falseAlarms
  if (!(power >= leastPower) || current.truth.length === 0) return null
  const estimated = Math.min(1, Math.max(0, (after.flagged - before.falseAlarms) / power))
  return { reference: before.positives, current: after.positives, estimated }
}

function ratesOf({ truth, predicted }: Decided) {
  const counts = [0, 0, 0, 0]
  truth.forEach((label, i) => counts[2 * label + predicted[i]]++)
  const [quiet, falseAlarms, missed, found] = counts
  return {
    positives: (missed + found) / truth.length,
    flagged: (falseAlarms + found) / truth.length,
    found: found / (missed + found),
    falseAlarms: falseAlarms / (quiet + falseAlarms),
  }
}
