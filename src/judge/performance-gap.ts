import type { MetricResult } from "../model.js"

type Figures = readonly Pick<MetricResult, "layer" | "value" | "message" | "estimated">[]

/**
 * Why nothing can be said of performance, as a sentence; null where a figure says something. Without figures there is a reason only
 * for those who asked: nothing was predicted.
 */
export function performanceGap(metrics: Figures, asked: boolean): string | null {
  const figures = metrics.filter(({ layer, estimated }) => layer === "performance" && !estimated)
  if (figures.length === 0)
    return asked ? "No figure of performance: it needs a target and a prediction (--target, --prediction)." : null
  if (figures.some(({ value }) => value !== null)) return null
  return `Model performance: ${figures[0].message.slice(0, 1).toLowerCase()}${figures[0].message.slice(1)}`
}
