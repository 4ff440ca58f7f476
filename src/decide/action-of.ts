import type { Action, Situation } from "../model.js"

/** Worse by more than the first share is a case for the version before; from the second on, for retraining at once. */
const [rollbackAbove, retrainFrom] = [0.15, 0.05]
/** Shares are differences of figures: 0.9 − 0.855 is 5 % only to so many places. */
const places = 1e9

/**
 * What to do in a situation: measured or estimated degradation decides over proxies, proxies over drift. 5 % and 15 % are `retrain_now`.
 * Numbers: fixtures/golden/decisions.json.
 */
export function actionOf({ degradation, drifted, proxies }: Situation): Action {
  if (degradation === null) return withoutFigure(drifted, proxies)
  const worse = Math.round(degradation * places) / places
  if (worse > rollbackAbove) return "rollback"
  if (worse >= retrainFrom) return "retrain_now"
  if (worse > 0) return drifted && proxies === "fine" ? "monitor" : "queue_retrain"
  return drifted || proxies === "degraded" ? "monitor" : "none"
}

function withoutFigure(drifted: boolean, proxies: Situation["proxies"]): Action {
  if (proxies === "degraded") return "queue_retrain"
  if (!drifted) return "none"
  return proxies === "fine" ? "monitor" : "watch"
}
