import type {
  ChunkedFigures,
  MetricResult,
  PerformanceReport,
  PerformanceSide,
  RowLoss,
  ShiftFacts,
  ThresholdPoint,
} from "../model.js"
import { kindOf } from "../kinds/kinds.js"
import { cutEnd, nameText } from "../words/escape.js"
import { count, number, plural, share } from "../words/format.js"
import { chunkName, chunkTitle, limitsText } from "../words/chunks.js"
import { changeOf, estimatesHold, metricLabels, spreadOf, type Spread } from "../words/metric.js"
import { lossText, lossTitles, shiftNote, termText } from "../words/shift.js"
import { periodLine } from "./charts/period-line.js"
import { residualBars } from "./charts/residuals.js"
import { unitCurves, type UnitPoint } from "./charts/unit-curves.js"
import type { Context } from "./context.js"

/** Predictions beside their truth: curves, confusion matrices, the figure over time and in segments. */
export interface PerformanceView {
  note: string
  charts: { title: string; note: string; svg: string }[]
  matrices: MatrixView[]
  thresholds: ThresholdsView | null
  chunks: ChunksView | null
  shift: ShiftView | null
  /** Where the errors changed in the order of time, a sentence each. */
  changes: string[]
  segments: SegmentFigures | null
  /** There is no reference. */
  alone: boolean
}

interface MatrixView {
  title: string
  classes: string[]
  rows: { name: string; cells: { text: string; share: string; hit: boolean }[] }[]
}

interface ThresholdsView {
  rows: { threshold: string; flagged: string; precision: string; recall: string; f1: string }[]
}

/** A row for each chunk, a column for each figure. */
interface ChunksView {
  title: string
  note: string
  figures: { title: string; limits: string }[]
  rows: { title: string; rows: string; cells: { estimated: Spread; realised: string; alert: boolean }[] }[]
  more: string
}

/** Why the loss changed: a row for each loss, and what was looked at. */
interface ShiftView {
  message: string
  rows: { loss: string; reference: string; current: string; to_shared: Spread; concept: Spread; from_shared: Spread }[]
  note: string
}

interface SegmentFigures {
  title: string
  rows: { name: string; reference: Spread; current: Spread; change: Spread }[]
}

const mostMatrixClasses = 12
const mostSegments = 10
const mostThresholds = 11
const mostChanges = 10
const mostChunks = 31

export function performanceView({ report }: Context): PerformanceView | null {
  const { performance, metrics } = report
  if (performance === undefined) return null
  const { sides } = kindOf(report)
  const both = { reference: performance.reference, current: performance.current }
  return {
    note: noteOf(performance),
    charts: chartsOf(performance, leadingTitle(performance, metrics)),
    matrices: (["reference", "current"] as const).flatMap((side) => matrixOf(sides[side], both[side], performance)),
    thresholds: thresholdsOf(performance.current),
    changes: (performance.changes ?? []).slice(0, mostChanges).map(({ message }) => message),
    chunks: performance.chunks === undefined ? null : chunksView(performance.chunks),
    shift: performance.shift === undefined ? null : shiftView(performance.shift),
    segments: segmentsOf(performance, metrics),
    alone: performance.reference === null,
  }
}

function chunksView(found: ChunkedFigures): ChunksView {
  const { by, chunks, figures, reference_chunks } = found
  const first = Math.max(0, chunks.length - mostChunks)
  return {
    title: `Estimated by ${chunkName(by)}`,
    note: `${estimatesHold} Below each estimate is its band of 3 standard errors of sampling, then what labels say. Limits: 3 standard deviations about the mean of ${plural(reference_chunks, "chunk")} of the reference.`,
    figures: figures.map((figure) => ({ title: figure.title, limits: limitsText(figure) })),
    rows: chunks.slice(first).map((chunk, i) => ({
      title: chunkTitle(chunk, first + i),
      rows: count(chunk.rows),
      cells: figures.map(({ values }) => {
        const { estimated, low, high, realised, alert, realised_alert } = values[first + i]
        return {
          estimated: spreadOf(estimated, low, high, "number"),
          realised: realised === null ? "no labels" : `is ${number(realised)}`,
          alert: alert || realised_alert,
        }
      }),
    })),
    more:
      first === 0 ? "" : `The last ${count(mostChunks)} of ${plural(chunks.length, "chunk")}; all are in report.json.`,
  }
}

function shiftView(facts: ShiftFacts): ShiftView {
  const term = (value: number, se: number, loss: RowLoss): Spread => ({
    text: termText(value, loss),
    interval: `± ${loss === "error" ? share(2 * se) : number(2 * se)}`,
  })
  return {
    message: facts.message,
    rows: facts.losses.map(({ loss, ...of }) => ({
      loss: lossTitles[loss],
      reference: lossText(of.reference, loss),
      current: lossText(of.current, loss),
      to_shared: term(of.to_shared, of.to_shared_se, loss),
      concept: term(of.concept, of.concept_se, loss),
      from_shared: term(of.from_shared, of.from_shared_se, loss),
    })),
    note: shiftNote(facts),
  }
}

const taskWords: Record<PerformanceReport["task"], string> = {
  binary: "Two classes",
  multiclass: "More than two classes",
  regression: "A number",
  ranking: "An order",
}

function noteOf({
  task,
  target,
  predicted,
  score,
  probabilities,
  classes,
  reference,
  current,
}: PerformanceReport): string {
  const by = [predicted, score, ...probabilities.map(({ column }) => column)]
    .filter((column) => column !== null)
    .map((column) => nameText(column, 40))
  const positive = task === "binary" ? `; ${nameText(classes[1] ?? "1", 40)} is positive` : ""
  const labelled = (side: PerformanceSide) => `${count(side.labelled)} of ${plural(side.rows, "row")}`
  const sides =
    reference === null ? labelled(current) : `${labelled(reference)} in reference, ${labelled(current)} in current`
  return `${taskWords[task]}: ${nameText(target, 40)} predicted by ${by.slice(0, 4).join(", ")}${positive}. With label and prediction: ${sides}.`
}

function leadingTitle({ leading }: PerformanceReport, metrics: readonly MetricResult[]): string {
  return metrics.find(({ id }) => id === leading)?.title ?? leading
}

// ---------------------------------------------------------------- charts

function chartsOf({ reference, current, period }: PerformanceReport, leading: string): PerformanceView["charts"] {
  const curves = (
    title: string,
    note: string,
    of: (side: PerformanceSide) => UnitPoint[] | null,
    look: { across: string; up: string; diagonal: boolean; marked: boolean },
  ) => {
    const points = { reference: reference === null ? null : of(reference), current: of(current) }
    if (points.reference === null && points.current === null) return []
    return [{ title, note, svg: unitCurves({ ...points, ...look, words: `${title}: ${note}` }) }]
  }
  const errors = residualBars(reference?.residuals ?? null, current.residuals, "Rows by prediction less truth")
  const course = periodLine(reference?.periods ?? [], current.periods, `${leading} by ${period ?? "period"}`)
  return [
    ...curves("ROC curve", "The dashed line is guessing; the nearer to the upper left corner, the better.", rocOf, {
      across: "false positive rate",
      up: "true positive rate",
      diagonal: true,
      marked: false,
    }),
    ...curves("Precision and recall", "From the strictest threshold on the left to the loosest.", precisionRecallOf, {
      across: "recall",
      up: "precision",
      diagonal: false,
      marked: false,
    }),
    ...curves("Calibration", "Below the dashed line more is promised than comes true.", calibrationOf, {
      across: "mean probability",
      up: "share that came true",
      diagonal: true,
      marked: true,
    }),
    ...(errors === null
      ? []
      : [{ title: "Residuals", note: "The outermost bars hold what lies beyond.", svg: errors }]),
    ...(course === null
      ? []
      : [{ title: `${leading} over time`, note: `By ${period ?? "period"}, with 95% intervals.`, svg: course }]),
  ]
}

interface Rates {
  recall: number
  falseRate: number
  precision: number
  f1: number
  flagged: number
}

function ratesOf({
  true_positives: tp,
  false_positives: fp,
  false_negatives: fn,
  true_negatives: tn,
}: ThresholdPoint): Rates {
  const part = (hits: number, outOf: number) => (outOf === 0 ? 0 : hits / outOf)
  return {
    recall: part(tp, tp + fn),
    falseRate: part(fp, fp + tn),
    precision: part(tp, tp + fp),
    f1: part(2 * tp, 2 * tp + fp + fn),
    flagged: part(tp + fp, tp + fp + fn + tn),
  }
}

function rocOf({ thresholds }: PerformanceSide): UnitPoint[] | null {
  if (thresholds === null) return null
  return [{ x: 0, y: 0 }, ...thresholds.map(ratesOf).map(({ falseRate, recall }) => ({ x: falseRate, y: recall }))]
}

function precisionRecallOf({ thresholds }: PerformanceSide): UnitPoint[] | null {
  return thresholds?.map(ratesOf).map(({ recall, precision }) => ({ x: recall, y: precision })) ?? null
}

function calibrationOf({ calibration }: PerformanceSide): UnitPoint[] | null {
  return calibration?.map(({ predicted, observed, low, high }) => ({ x: predicted, y: observed, low, high })) ?? null
}

// ---------------------------------------------------------------- tables

function matrixOf(title: string, side: PerformanceSide | null, { classes }: PerformanceReport): MatrixView[] {
  const confusion = side?.confusion ?? null
  if (confusion === null || classes.length > mostMatrixClasses) return []
  const names = classes.map((name) => nameText(name, 24))
  const rows = confusion.map((counts, of) => {
    const all = counts.reduce((sum, each) => sum + each, 0)
    return {
      name: names[of],
      cells: counts.map((each, as) => ({
        text: count(each),
        share: all === 0 ? "–" : share(each / all),
        hit: of === as,
      })),
    }
  })
  return [{ title, classes: names, rows }]
}

/** Current's figures at some thresholds, highest first. */
function thresholdsOf({ thresholds }: PerformanceSide): ThresholdsView | null {
  if (thresholds === null || thresholds.length < 2) return null
  const step = Math.max(1, Math.ceil(thresholds.length / mostThresholds))
  return {
    rows: thresholds
      .filter((_, i) => i % step === step - 1 || i === thresholds.length - 1)
      .map((point) => {
        const { flagged, precision, recall, f1 } = ratesOf(point)
        return {
          threshold: number(point.threshold),
          flagged: share(flagged),
          precision: share(precision),
          recall: share(recall),
          f1: number(f1),
        }
      }),
  }
}

/** The leading figure of segments, the worst of current first. */
function segmentsOf({ leading }: PerformanceReport, metrics: readonly MetricResult[]): SegmentFigures | null {
  const parts = metrics.filter(
    ({ id, labels, value }) => id === leading && value !== null && Object.keys(labels).length > 0,
  )
  if (parts.length === 0) return null
  const sign = parts[0].better === "lower" ? -1 : 1
  const worst = [...parts].sort((a, b) => sign * ((a.value ?? 0) - (b.value ?? 0))).slice(0, mostSegments)
  return {
    title: parts[0].title,
    rows: worst.map((metric) => ({
      name: cutEnd(metricLabels(metric.labels), 80),
      reference: spreadOf(metric.reference_value, metric.reference_low, metric.reference_high, metric.unit),
      current: spreadOf(metric.value, metric.low, metric.high, metric.unit),
      change: changeOf(metric),
    })),
  }
}
