import { binCategories, ownBins } from "../stats/boosting/bin-categories.js"
import { binNumbers } from "../stats/boosting/bin-numbers.js"
import { joinColumns } from "../stats/boosting/binned-table.js"
import { crossValidate } from "../stats/boosting/cross-validate.js"
import { rankShares } from "../stats/rank-shares.js"
import { normalSf } from "../stats/special.js"
import type { Auc } from "../stats/auc.js"
import type { EncodedColumn, MultivariateMethod, MultivariateScore } from "../model.js"

const foldsMax = 5
const rounds = 50
const patience = 10
/** Training rows from which on a tenth can say when to stop; of fewer, it stops too early. */
const validateFrom = 10_000

/**
 * Score: mean over five folds of the AUC of boosted trees that tell current rows from reference rows. Statistic: how many
 * standard errors it lies above 0.5; p-value: its upper normal tail. Equal sides come out at 0.5 or below.
 */
export default {
  meta: {
    title: "Domain classifier",
    shortTitle: "Classifier",
    description:
      "How well a model tells current rows from reference rows it has not seen: an AUC from 0.5 (not at all) to 1 (always). A change that lies only in how columns go together, with none of them moved alone, it sees in part.",
    threshold: 0.55,
    thresholdReason:
      "Below 0.55 the sides can hardly be told apart, however sure the difference is; the p-value must be below 0.05 as well, so that few rows do not reach it by chance.",
    significance: 0.05,
    sharesOf: "what the model gains from splits on the column",
    rowsMax: 20_000,
    randomness: "Which rows are held out together.",
    source:
      "Lopez-Paz and Oquab (2017), Revisiting classifier two-sample tests, ICLR; Nadeau and Bengio (2003), Machine Learning 52:239-281",
  },

  measure(columns, seed) {
    const names = columns.map(({ name }) => name)
    const [n, m] = [columns[0].reference.length, columns[0].current.length]
    const folds = Math.min(foldsMax, n, m)
    if (folds < 2) return tooFewRows(names)
    const table = joinColumns(columns.map(binBothSides))
    const labels = new Uint8Array(n + m).fill(1, n)
    const options = { folds, rounds, patience, validateFrom, seed }
    const { folds: aucs, gains } = crossValidate(table, labels, options)
    const score = mean(aucs.map(({ auc }) => auc))
    const statistic = standardErrors(score, aucs)
    return {
      score,
      statistic,
      band: null,
      p_value: normalSf(statistic),
      columns: rankShares(names, gains),
      warnings: columns.flatMap(manyCategories),
    }
  },
} satisfies MultivariateMethod

function tooFewRows(names: string[]): MultivariateScore {
  const columns = rankShares(names, new Float64Array(names.length))
  return { score: 0.5, statistic: 0, band: null, p_value: 1, columns, warnings: ["fewer than 2 rows on a side"] }
}

function binBothSides({ kind, reference, current }: EncodedColumn) {
  const both = new Float64Array(reference.length + current.length)
  both.set(reference)
  both.set(current, reference.length)
  return kind === "categorical" ? binCategories(both) : binNumbers(both)
}

function manyCategories({ name, kind, reference, current }: EncodedColumn): string[] {
  if (kind === "numeric") return []
  const codes = new Set([...reference, ...current].filter((code) => !Number.isNaN(code)))
  if (codes.size <= ownBins) return []
  return [`"${name}" has ${codes.size} categories: those after the ${ownBins} most common count as one`]
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/**
 * Each fold's AUC has its rank-sum variance, but folds are not independent: two of K folds share what one taught the
 * model that was tested on the other, which correlates their AUCs by 1 / (K − 1) and doubles the variance of the mean.
 */
function standardErrors(score: number, folds: readonly Auc[]): number {
  const sum = folds.reduce((total, { nullVariance }) => total + nullVariance, 0)
  if (sum === 0) return 0
  return (score - 0.5) / Math.sqrt((2 * sum) / folds.length ** 2)
}
