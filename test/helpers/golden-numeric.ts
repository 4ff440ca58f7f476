import { andersonDarling } from "../../src/stats/anderson-darling.js"
import { countInBins } from "../../src/stats/count-in-bins.js"
import { cramerLimitSf } from "../../src/stats/cramer-von-mises/limit-sf.js"
import { cramerPValue, normalisedCramer } from "../../src/stats/cramer-von-mises/p-value.js"
import { eppsSingleton } from "../../src/stats/epps-singleton.js"
import { equalWidthEdges } from "../../src/stats/equal-width-edges.js"
import { hellinger } from "../../src/stats/hellinger.js"
import { divergence } from "../../src/stats/kl-divergence.js"
import { mannWhitneyPValue } from "../../src/stats/mann-whitney-p-value.js"
import { meanDiscrepancy } from "../../src/stats/mean-discrepancy/discrepancy.js"
import { kernelWidth } from "../../src/stats/mean-discrepancy/median-distance.js"
import { mergeSorted } from "../../src/stats/merge-sorted.js"
import { populationDeviation } from "../../src/stats/population-deviation.js"
import { shareGaps } from "../../src/stats/share-gaps.js"
import { walkRanks } from "../../src/stats/walk-ranks.js"
import { walkTies } from "../../src/stats/walk-ties.js"
import { welch } from "../../src/stats/welch.js"
import type { GoldenNumber, Tally } from "../stats/golden.js"

/** The `numeric` block of the golden files as far as the methods beyond ks, wasserstein, psi and jensen-shannon go. */
export interface GoldenNumeric {
  cvm: { stat: GoldenNumber; p: GoldenNumber; method: string; tn?: GoldenNumber; p_precise?: GoldenNumber }
  ad: { stat?: GoldenNumber; p?: GoldenNumber; a2kn?: GoldenNumber; limit?: string | null; error?: string }
  mwu: { stat: GoldenNumber; p: GoldenNumber }
  es: { stat?: GoldenNumber; p?: GoldenNumber; rank?: number | null; cond?: number; semi_iqr?: number; error?: string }
  t: { welch: { stat: GoldenNumber; p: GoldenNumber; df: GoldenNumber } }
  energy: { stat: GoldenNumber }
  bins50: { kl_ref_cur?: GoldenNumber; hellinger?: GoldenNumber; tvd?: GoldenNumber; error?: string }
  mmd: { sigma?: GoldenNumber; mmd2_u?: GoldenNumber; mmd2_b?: GoldenNumber; error?: string }
}

const isNumber = (figure: GoldenNumber | undefined): figure is number => typeof figure === "number"

const error = (values: Float64Array) => populationDeviation(values) / Math.sqrt(values.length)

/** Compares what two ascending samples give, at the tolerances of fixtures/golden/README.md. `scale`: the largest size of a value. */
export function compareNumeric(
  tally: Tally,
  id: string,
  x: Float64Array,
  y: Float64Array,
  golden: GoldenNumeric,
  scale: number,
): void {
  const [n, m] = [x.length, y.length]
  const walk = { ...walkTies(x, y), ...walkRanks(x, y) }
  if (isNumber(golden.cvm.stat)) {
    tally.near(`${id} cvm stat`, walk.cramer, golden.cvm.stat, 1e-8, 1e-10)
    const p = cramerPValue(walk.cramer, n, m)
    if (golden.cvm.method === "exact") tally.near(`${id} cvm p`, p, golden.cvm.p, 1e-9, 0)
    else {
      const normalised = normalisedCramer(walk.cramer, n, m)
      tally.near(`${id} cvm tn`, normalised, golden.cvm.tn, 1e-8, 1e-10)
      tally.near(`${id} cvm p_precise`, cramerLimitSf(normalised), golden.cvm.p_precise, 1e-6, 1e-300)
      // With ties the oracle has the limit law at every size; orders are counted up to 20 values.
      if (Math.max(n, m) > 20) tally.near(`${id} cvm p`, p, golden.cvm.p_precise, 1e-6, 1e-300)
    }
  }
  if (isNumber(golden.ad.stat) && walk.anderson !== null) {
    const { statistic, p, limit } = andersonDarling(walk.anderson, n, m)
    tally.near(`${id} ad stat`, statistic, golden.ad.stat, 1e-8, 1e-10)
    tally.near(`${id} ad a2kn`, walk.anderson, golden.ad.a2kn, 1e-8, 1e-10)
    tally.near(`${id} ad p`, p, golden.ad.p, 1e-6, 0)
    tally.same(`${id} ad limit`, limit, golden.ad.limit)
  }
  tally.near(`${id} U`, walk.wins, golden.mwu.stat, 1e-9, 0)
  tally.near(`${id} mwu p`, mannWhitneyPValue(walk.wins, walk.ties, n, m), golden.mwu.p, 1e-8, 1e-300)
  if (isNumber(golden.energy.stat))
    tally.near(`${id} energy`, walk.energy, golden.energy.stat, 1e-9, 1e-12 * Math.sqrt(scale))
  // The oracle does not centre: where values are large beside their spread, its angles are rounding.
  if (scale < 1e8 * (golden.es.semi_iqr ?? 0)) compareEpps(tally, id, x, y, golden.es)
  // The oracle's variance overflows beyond 1e150 and vanishes below 1e-150.
  // It rounds both means to doubles before it takes their difference.
  const rounding = (2 ** -51 * scale) / Math.hypot(error(x), error(y))
  if (isNumber(golden.t.welch.stat) && scale < 1e150 && scale > 1e-150 && rounding < 0.1) {
    const { statistic, p, dof } = welch(x, y)
    tally.near(`${id} welch stat`, statistic, golden.t.welch.stat, 1e-9, 1e-12 + rounding)
    tally.near(`${id} welch df`, dof, golden.t.welch.df, 1e-9, 0)
    tally.near(`${id} welch p`, p, golden.t.welch.p, 1e-8 + Math.abs(statistic) * rounding, 1e-300)
  }
  compareBins(tally, id, x, y, golden.bins50)
}

function compareEpps(tally: Tally, id: string, x: Float64Array, y: Float64Array, golden: GoldenNumeric["es"]): void {
  const { stat, p, rank, cond = Infinity } = golden
  if (!isNumber(stat) || rank !== 4 || cond > 1e10) return
  const result = eppsSingleton(x, y)
  if (typeof result === "string") throw new Error(`${id}: ${result}`)
  const rel = 1e-6 * Math.max(1, cond / 1e6)
  tally.near(`${id} es stat`, result.statistic, stat, rel, 1e-20)
  tally.same(`${id} es rank`, result.rank, rank)
  // A relative error of the statistic is one of p times half the statistic.
  tally.near(`${id} es p`, result.p, p, rel * Math.max(1, stat / 2), 1e-300)
}

function compareBins(
  tally: Tally,
  id: string,
  x: Float64Array,
  y: Float64Array,
  golden: GoldenNumeric["bins50"],
): void {
  if (!isNumber(golden.tvd)) return
  const edges = equalWidthEdges(Math.min(x[0], y[0]), Math.max(x[x.length - 1], y[y.length - 1]), 50)
  const [r, c] = [countInBins(x, edges), countInBins(y, edges)]
  tally.near(`${id} hellinger`, hellinger(r, c), golden.hellinger, 1e-7, 1e-8)
  tally.near(`${id} tvd`, shareGaps(r, c).sum, golden.tvd, 1e-9, 1e-12)
  if (!isNumber(golden.kl_ref_cur)) return
  // The oracle adds 1e-10 to densities, which depends on the unit; driftcheck clips shares. The sum is the same.
  const density = (counts: Float64Array, rows: number) => {
    const raised = counts.map((count, i) => count / rows / (edges[i + 1] - edges[i]) + 1e-10)
    const sum = raised.reduce((a, b) => a + b)
    return raised.map((value) => value / sum)
  }
  tally.near(`${id} kl`, divergence(density(r, x.length), density(c, y.length)), golden.kl_ref_cur, 1e-9, 1e-12)
}

/** `x` and `y` are the subsample that the oracle used, ascending. */
export function compareDiscrepancy(
  tally: Tally,
  id: string,
  x: Float64Array,
  y: Float64Array,
  golden: GoldenNumeric["mmd"],
): void {
  if (!isNumber(golden.sigma)) return
  // The kernel does not depend on the unit; distances between the largest doubles would overflow.
  const unit = 2 ** (golden.sigma > 1e300 ? -10 : 0)
  const [a, b] = [x, y].map((side) => side.map((value) => value * unit))
  const width = kernelWidth(mergeSorted(a, b))
  tally.near(`${id} mmd sigma`, width / unit, golden.sigma, 1e-12, 0)
  const { unbiased, biased } = meanDiscrepancy(a, b, width)
  if (isNumber(golden.mmd2_u)) tally.near(`${id} mmd2_u`, unbiased, golden.mmd2_u, 1e-9, 1e-12)
  if (isNumber(golden.mmd2_b)) tally.near(`${id} mmd2_b`, biased, golden.mmd2_b, 1e-9, 1e-12)
}
