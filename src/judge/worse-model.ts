import type { MetricResult } from "../model.js"
import { count } from "../words/format.js"
import { metricValues } from "../words/metric.js"

/** That the model surely got worse: the figure that says it best, as "MAE 22.3 → 89.2", how many others say so, and how many surely got better. */
export interface WorseModel {
  figure: string
  others: number
  better: number
}

/**
 * What figures of performance over all rows, made of labels, surely got worse by, though no limit fails for it; null where none did. `leading`: the
 * figure that is named if it is among them, else the first.
 */
export function worseModel(metrics: readonly MetricResult[], leading?: string): WorseModel | null {
  const whole = metrics.filter(
    ({ layer, labels, estimated }) => layer === "performance" && !estimated && Object.keys(labels).length === 0,
  )
  const worse = whole.filter(
    ({ status, unsure, reference_value: reference, baseline }) =>
      status === "warn" && !unsure && (baseline ?? reference) !== null,
  )
  const named = worse.find(({ id }) => id === leading) ?? worse.at(0)
  if (named === undefined) return null
  const { title, unit, value, reference_value: reference, baseline } = named
  const [before, after] = metricValues([baseline ?? reference ?? 0, value ?? 0], unit)
  return {
    figure: `${title} ${before} → ${after}`,
    others: worse.length - 1,
    better: whole.filter(isSurelyBetter).length,
  }
}

/** Whether the whole interval of the change lies on the better side. */
function isSurelyBetter({ better, change_low: low, change_high: high }: MetricResult): boolean {
  if (better === "higher") return low !== null && low > 0
  return better === "lower" && high !== null && high < 0
}

/** "Specificity 69.5% → 62.4%, though 6 figures surely got better". */
export function worseFigure({ figure, better }: Pick<WorseModel, "figure" | "better">): string {
  return `${figure}${though(better, better === 1 ? "one figure" : `${count(better)} figures`)}`
}

const though = (better: number, figures: string) => (better === 0 ? "" : `, though ${figures} surely got better`)

/** "The model got worse: MAE 22.3 → 89.2, and 6 other figures, though one surely got better." */
export function worseSentence({ figure, others, better }: WorseModel): string {
  const more = others === 1 ? ", and one other figure" : `, and ${count(others)} other figures`
  if (others === 0) return `The model got worse: ${worseFigure({ figure, better })}.`
  return `The model got worse: ${figure}${more}${though(better, better === 1 ? "one" : count(better))}.`
}
