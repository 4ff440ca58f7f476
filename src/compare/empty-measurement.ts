import type { Measurement } from "../model.js"

/** A measurement that gives no score. */
export const emptyMeasurement = (method: string, threshold: number): Measurement => ({
  method,
  threshold,
  drift_score: null,
  statistic: null,
  p_value: null,
  drifted: null,
  noise_floor: null,
  reason: null,
})
