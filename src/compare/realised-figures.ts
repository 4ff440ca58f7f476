/** What labels say of the figures that can be estimated without them. */
import { unlessUnanswered } from "../errors.js"
import { canGive, type PredictionPlan } from "../evidence/plan-predictions.js"
import type { PredictionRows } from "../evidence/prediction-rows.js"
import type { ExpectedFigures } from "../model.js"
import { meanOf } from "../stats/chunk-band.js"
import { accuracy } from "../stats/performance/classes/accuracy.js"
import { classAverageOf } from "../stats/performance/classes/class-average.js"
import { confusionMatrix } from "../stats/performance/classes/confusion-matrix.js"
import { oneAgainstRestAuc } from "../stats/performance/probabilities/one-against-rest-auc.js"
import { errorsOf } from "../stats/performance/regression/errors.js"
import {
  classErrorsOfOneRow,
  errorsOfOneRow,
  lossErrorsOfOneRow,
  type ClassedRows,
  type ScoredRows,
} from "../stats/performance/sampling-errors.js"
import { averagePrecisionOf } from "../stats/performance/scores/average-precision.js"
import { expectedPerformance } from "../stats/performance/scores/expected-performance.js"
import { rocAuc } from "../stats/roc-auc.js"
import { byClass } from "./estimated-figures.js"

/** Labelled rows of a task: their figures, and the standard errors of these over one row. */
interface Labelled {
  rows: number
  figures: () => ExpectedFigures
  errors: () => ExpectedFigures
}

/** The figures that can be estimated, of labelled rows of one side. */
export class RealisedFigures {
  constructor(
    private readonly plan: PredictionPlan,
    private readonly predictions: PredictionRows,
    private readonly minLabels: number,
  ) {}

  /** None with fewer labels than are needed, or where a column cannot be read. */
  async of(rows: Int32Array): Promise<{ figures: ExpectedFigures; labelled: number }> {
    const found = await this.labelled(rows)
    const labelled = found?.rows ?? 0
    return { figures: found === null || labelled < this.minLabels ? {} : found.figures(), labelled }
  }

  /** The standard errors over one row, of all rows. */
  async errors(): Promise<ExpectedFigures> {
    const found = await this.labelled(null)
    return found === null || found.rows === 0 ? {} : found.errors()
  }

  private labelled(rows: Int32Array | null): Promise<Labelled | null> {
    return unlessUnanswered(async () => {
      if (canGive(this.plan, "values")) return ofNumbers(await this.predictions.evidence("values", rows))
      const { kept } = await this.predictions.evidence("classes", rows)
      if (this.plan.task === "multiclass") return this.ofMore(kept)
      const { evidence, kept: scored } = await this.predictions.evidence("scores", kept)
      const decided = await this.predictions.evidence("decisions", scored)
      return ofTwo({ scores: evidence.scores, ...decided.evidence })
    })
  }

  private async ofMore(rows: Int32Array): Promise<Labelled> {
    const { evidence, kept } = await this.predictions.evidence("class_probabilities", rows)
    const { evidence: decided } = await this.predictions.evidence("classes", kept)
    const own = { ...decided, scores: byClass(evidence) }
    const ovrAuc = () => oneAgainstRestAuc(evidence, "macro").value
    return ofClasses(own, ovrAuc)
  }
}

function ofNumbers({ evidence }: { evidence: { truth: Float64Array; predicted: Float64Array } }): Labelled {
  const distances = errorsOf(evidence.truth, evidence.predicted).map(Math.abs)
  const squares = distances.map((distance) => distance * distance)
  return {
    rows: distances.length,
    figures: () => ({ mae: meanOf(distances), rmse: Math.sqrt(meanOf(squares)) }),
    errors: () => lossErrorsOfOneRow(distances),
  }
}

function ofTwo(rows: ScoredRows): Labelled {
  const { truth, predicted, scores } = rows
  return {
    rows: truth.length,
    figures: () => {
      const [ones, zeros] = [1, 0].map((label) => scores.filter((_, row) => truth[row] === label))
      return {
        ...expectedPerformance(Float64Array.from(truth), predicted, scores),
        rocAuc: ones.length === 0 || zeros.length === 0 ? null : rocAuc(zeros, ones).auc,
        averagePrecision: averagePrecisionOf(truth, scores)(new Int32Array(truth.length).fill(1)),
      }
    },
    errors: () => errorsOfOneRow(rows),
  }
}

function ofClasses(rows: ClassedRows & { classes: number }, ovrAuc: () => number | null): Labelled {
  return {
    rows: rows.truth.length,
    figures: () => {
      const matrix = confusionMatrix(rows.truth, rows.predicted, rows.classes)
      const macro = (figure: "precision" | "recall" | "f1") => classAverageOf(matrix, figure, "macro")
      return {
        accuracy: accuracy(matrix).value,
        ...{ macroPrecision: macro("precision"), macroRecall: macro("recall"), macroF1: macro("f1") },
        ovrAuc: ovrAuc(),
      }
    },
    errors: () => classErrorsOfOneRow(rows),
  }
}
