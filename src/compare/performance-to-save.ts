import { agree, namesOf, nothingSaid } from "../columns/agree.js"
import type { Dataset, SavedFigure, SavedPerformance } from "../model.js"
import type { CompareOptions } from "../options/options.js"
import type { Registry } from "../registry.js"
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
  return { performance: { measured_as: measuredAs(found.plan), figures }, notes }
}
