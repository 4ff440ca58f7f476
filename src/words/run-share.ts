import type { HistoryRun } from "../model.js"
import { beside } from "./format.js"

/** The drift share of a run beside its threshold, "0.34 ≥ 0.30", or alone where no share decides; null where it has none. */
export function runShare({
  drift_share: share,
  drift_share_threshold: threshold,
}: Pick<HistoryRun, "drift_share" | "drift_share_threshold">): string | null {
  if (share === null) return null
  if (threshold === null) return share.toFixed(2)
  const decimals = Math.max(2, (String(threshold).split(".")[1] ?? "").length)
  return `${beside(share, threshold, 2)} ${share >= threshold ? "≥" : "<"} ${threshold.toFixed(decimals)}`
}
