import { regularizedBeta } from "../special.js"
import { bisect } from "./bisect.js"

/** The value below which a beta variable, a and b > 0, lies with probability `share`, in (0, 1). Numbers: `proportion` in fixtures/golden/edge_more_metrics.json. */
export function betaQuantile(share: number, a: number, b: number): number {
  return bisect((x) => regularizedBeta(a, b, x) < share, 0, 1)
}
