import { privateColumns } from "./hide-private.js"
import { agree, namesOf, nothingSaid } from "../columns/agree.js"
import { MetricReader } from "../evidence/metric-columns.js"
import type { PredictionPlan } from "../evidence/plan-predictions.js"
import { PredictionRows } from "../evidence/prediction-rows.js"
import type { Dataset, Metric, SavedCalibration, SavedFigure, SavedPerformance } from "../model.js"
import type { CompareOptions } from "../options/options.js"
import type { Registry } from "../registry.js"
import { referenceChunks } from "./chunks.js"
import { learnScores } from "./estimated-figures.js"
import { measureMetrics } from "./measure-metrics.js"
import { measuredAs } from "./saved-figures.js"
import { prepare } from "./spine.js"

/** How good the predictions of this table are, and why that cannot be said; null where nothing is predicted. */
export async function performanceToSave(
  stored: Dataset,
  asked: CompareOptions,
  registry: Registry,
): Promise<{ performance: SavedPerformance | null; notes: string[] }> {
  const { datasets } = await agree([stored], namesOf(stored), nothingSaid)
  const names = stored.columns.map(({ name }) => name)
  const { options } = prepare(asked, registry, names, datasets)
  const metrics = new Map(Array.from(registry.metrics).filter(([, { meta }]) => meta.layer === "performance"))
  const work = { reference: null, current: datasets[0], metrics, options, hidden: new Set<string>() }
  const found = await measureMetrics(work)
  const figures = found.metrics.flatMap(({ id, labels, value, low, high, rows }): SavedFigure[] =>
    value === null ? [] : [{ id, labels, value, low, high, rows }],
  )
  const reason = figures.length > 0 ? undefined : found.metrics.find(({ value }) => value === null)?.message
  const notes = [...found.notes, ...(reason === undefined ? [] : [reason])]
  if (found.plan === null || figures.length === 0) return { performance: null, notes }
  const estimates = await estimatesToSave(datasets[0], { plan: found.plan, metrics, options })
  return { performance: { measured_as: measuredAs(found.plan), figures, ...estimates }, notes }
}

interface Made {
  plan: PredictionPlan
  metrics: ReadonlyMap<string, Metric>
  options: CompareOptions
}

/** What estimates without labels are made of; nothing where scores say nothing of labels. */
async function estimatesToSave(
  dataset: Dataset,
  { plan, metrics, options }: Made,
): Promise<Pick<SavedPerformance, "estimates">> {
  const reader = new MetricReader(dataset, privateColumns(options, { renamed: [] }))
  const predictions = new PredictionRows(reader, plan)
  const learnt = await learnScores(plan, predictions, options.minLabels)
  if (learnt === null) return {}
  const calibrations = learnt.calibrations.map((calibration, of): SavedCalibration => ({
    class: plan.task === "binary" ? null : plan.classes[of],
    knots: calibration && { at: Array.from(calibration.at), values: Array.from(calibration.values) },
  }))
  const chunks = await referenceChunks({ reader, predictions }, plan, metrics, options)
  return chunks === null ? {} : { estimates: { rows: learnt.rows, calibrations, chunks } }
}
