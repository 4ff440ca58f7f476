import type { Figure, LabelDelay, MetricEvidence } from "../model.js"

const hourMs = 3_600_000

/** How long labels took, in milliseconds; without a value where times are not known. */
export function labelDelay({ delay_hours: delay, labelled }: MetricEvidence["joined"], at: keyof LabelDelay): Figure {
  if (delay === null)
    return {
      value: null,
      low: null,
      high: null,
      rows: labelled,
      reason: "The times of predictions or labels are not known.",
    }
  return { value: delay[at] * hourMs, low: null, high: null, rows: labelled }
}
