import { chi2Sf, regularizedBeta } from "../special.js"
import { evenBinomial } from "./even-binomial.js"

export interface McNemar {
  /** Two-sided p-values that both sides are as often right: exact, and the mid-p, which is less cautious. 1 without a row that differs. */
  exactP: number
  midP: number
  /** McNemar's chi-square with one degree of freedom and its p-value; null without a row that differs. */
  chi2: number | null
  chi2P: number | null
  /** Chi-square with Edwards' correction for continuity. */
  corrected: number | null
}

/**
 * McNemar's test from the rows that only the first and only the second side has right.
 * Sources: McNemar (1947), Psychometrika 12:153-157; Fagerland, Lydersen and Laake (2013), BMC Med. Res. Methodol. 13:91 (mid-p).
 * Numbers: `mcnemar` in fixtures/golden/edge_more_metrics.json.
 */
export function mcnemar(onlyFirst: number, onlySecond: number): McNemar {
  const n = onlyFirst + onlySecond
  if (n === 0) return { exactP: 1, midP: 1, chi2: null, chi2P: null, corrected: null }
  const fewer = Math.min(onlyFirst, onlySecond)
  const gap = Math.abs(onlyFirst - onlySecond)
  const exactP = fewer * 2 === n ? 1 : Math.min(1, 2 * regularizedBeta(n - fewer, fewer + 1, 0.5))
  const chi2 = (gap * gap) / n
  return {
    exactP,
    midP: Math.max(0, exactP - evenBinomial(fewer, n)),
    chi2,
    chi2P: chi2Sf(chi2, 1),
    corrected: (gap - 1) ** 2 / n,
  }
}
