import type { MetricResult } from "../model.js"
import { count } from "../words/format.js"
import { metricValues } from "../words/metric.js"

/** That the model surely got worse: the figure that says it best, as "MAE 22.3 → 89.2", and how many others say so. */
export interface WorseModel {
  figure: string
  others: number
}

/**
 * What figures of performance over all rows, made of labels, surely got worse by, though no limit fails for it; null where none did. `leading`: the
 * figure that is named if it is among them, else the first.
 */
export function worseModel(metrics: readonly MetricResult[], leading?: string): WorseModel | null {
  const worse = metrics.filter(
    ({ layer, labels, status, unsure, reference_value: reference, baseline, estimated }) =>
      layer === "performance" &&
      !estimated &&
      status === "warn" &&
      !unsure &&
      Object.keys(labels).length === 0 &&
      (baseline ?? reference) !== null,
  )
  const named = worse.find(({ id }) => id === leading) ?? worse.at(0)
  if (named === undefined) return null
  const { title, unit, value, reference_value: reference, baseline } = named
  const [before, after] = metricValues([baseline ?? reference ?? 0, value ?? 0], unit)
  return { figure: `${title} ${before} → ${after}`, others: worse.length - 1 }
}

/** "The model got worse: MAE 22.3 → 89.2, and 6 other figures." */
export function worseSentence({ figure, others }: WorseModel): string {
  const more = others === 0 ? "" : others === 1 ? ", and one other figure" : `, and ${count(others)} other figures`
  return `The model got worse: ${figure}${more}.`
}
