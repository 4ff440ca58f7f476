import { normalQuantile } from "../special.js"
import { symmetric, usualConfidence, within, type Estimate } from "./estimate.js"

/** `wald`: as far on both sides, cut at 0 and 1. `logit`: on the scale of log odds, which keeps it inside and covers better near 1. */
export type AucRule = "wald" | "logit"

/**
 * The interval of an area under the ROC curve, in [0, 1], from its variance. Log odds need an area inside (0, 1) that varies;
 * elsewhere the Wald interval takes their place. Source: Pepe (2003), The Statistical Evaluation of Medical Tests, 5.2.
 * Numbers: `auc` in fixtures/golden/edge_more_metrics.json.
 */
export function aucInterval(auc: number, variance: number, rule: AucRule, confidence = usualConfidence): Estimate {
  const half = normalQuantile((1 + confidence) / 2) * Math.sqrt(variance)
  if (rule === "wald" || auc <= 0 || auc >= 1 || variance === 0) return within(symmetric(auc, half), 0, 1)
  const [logOdds, width] = [Math.log(auc / (1 - auc)), half / (auc * (1 - auc))]
  return { value: auc, low: 1 / (1 + Math.exp(width - logOdds)), high: 1 / (1 + Math.exp(-logOdds - width)) }
}
