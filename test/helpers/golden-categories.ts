import { cramersV } from "../../src/stats/cramers-v.js"
import { fisherPValue } from "../../src/stats/fisher-p-value.js"
import { gTable } from "../../src/stats/g-table.js"
import { goodnessOfFit } from "../../src/stats/goodness-of-fit.js"
import { hellinger } from "../../src/stats/hellinger.js"
import { klDivergence } from "../../src/stats/kl-divergence.js"
import { proportionsZ } from "../../src/stats/proportions-z.js"
import { shareGaps } from "../../src/stats/share-gaps.js"
import { twoCategories } from "../../src/stats/two-categories.js"
import type { GoldenNumber, Tally } from "../stats/golden.js"

/** The `categorical` block of the golden files as far as the methods beyond chi-square, psi and jensen-shannon go. */
export interface GoldenCategories {
  chi2?: { cramers_v?: GoldenNumber; error?: string }
  g?: { stat?: GoldenNumber; p?: GoldenNumber; error?: string }
  fisher?: { p?: GoldenNumber; error?: string }
  prop_z?: { stat?: GoldenNumber; p?: GoldenNumber; error?: string }
  gof_ref_as_truth?: { stat?: GoldenNumber; p?: GoldenNumber; error?: string }
  dist?: { hellinger: GoldenNumber; tvd: GoldenNumber; linf: GoldenNumber; kl_ref_cur: GoldenNumber }
}

const isNumber = (figure: GoldenNumber | undefined): figure is number => typeof figure === "number"

/** Compares what two aligned rows of counts give, at the tolerances of fixtures/golden/README.md. */
export function compareCategories(
  tally: Tally,
  id: string,
  reference: Float64Array,
  current: Float64Array,
  golden: GoldenCategories,
): void {
  const { chi2, g, fisher, prop_z: z, gof_ref_as_truth: fit, dist } = golden
  if (isNumber(chi2?.cramers_v))
    tally.near(`${id} cramers_v`, cramersV(reference, current).plain, chi2.cramers_v, 1e-9, 1e-8)
  if (isNumber(g?.stat)) {
    const { statistic, p } = gTable(reference, current)
    tally.near(`${id} g stat`, statistic, g.stat, 1e-9, 1e-12)
    tally.near(`${id} g p`, p, g.p, 1e-8, 1e-300)
  }
  const table = twoCategories(reference, current)
  if (isNumber(fisher?.p) && table !== null) {
    const p = fisherPValue(table.reference[0], table.reference[1], table.current[0], table.current[1])
    tally.near(`${id} fisher p`, p, fisher.p, 1e-7, 1e-300)
  }
  if (isNumber(z?.stat) && table !== null) {
    const { statistic, p } = proportionsZ(table.reference, table.current)
    tally.near(`${id} prop_z stat`, statistic, z.stat, 1e-9, 1e-12)
    tally.near(`${id} prop_z p`, p, z.p, 1e-8, 1e-300)
  }
  // With one category the oracle says p 0 of a chi-square of 1e-30.
  if (fit?.stat !== undefined && reference.length > 1) compareFit(tally, id, goodnessOfFit(reference, current), fit)
  if (dist === undefined || !isNumber(dist.tvd)) return
  const { sum, largest } = shareGaps(reference, current)
  tally.near(`${id} tvd`, sum, dist.tvd, 1e-9, 1e-12)
  tally.near(`${id} linf`, largest, dist.linf, 1e-9, 1e-12)
  tally.near(`${id} hellinger`, hellinger(reference, current), dist.hellinger, 1e-7, 1e-8)
  tally.near(`${id} kl_ref_cur`, klDivergence(reference, current), dist.kl_ref_cur, 1e-9, 1e-12)
}

function compareFit(
  tally: Tally,
  id: string,
  ours: { statistic: number; p: number },
  golden: { stat?: GoldenNumber; p?: GoldenNumber },
): void {
  if (golden.stat === "Infinity") tally.same(`${id} gof stat`, ours.statistic, Infinity)
  else tally.near(`${id} gof stat`, ours.statistic, golden.stat, 1e-9, 1e-12)
  tally.near(`${id} gof p`, ours.p, golden.p, 1e-8, 1e-300)
}
