import type { LayerSignal, LayerState, PyramidLayer, Report } from "../model.js"
import type { Section } from "../kinds/kind.js"
import { severalLayers } from "../judge/layers.js"
import { hours } from "../words/labels.js"
import type { Icon } from "./charts/icons.js"
import { chip, type ChipView } from "./view-columns.js"

/** One layer of the strip above the sections. */
export interface LayerView {
  title: string
  chip: ChipView
  found: string
  /** How fresh its signal is at best: from real time to days. */
  fresh: string
  /** The section that it leads to; null where the page has none. */
  section: Section | null
}

export const layerTitles: Record<PyramidLayer, string> = {
  system: "System",
  quality: "Data quality",
  features: "Features",
  prediction: "Prediction",
  performance: "Performance",
  business: "Business",
  llm: "LLM",
}

const freshness: Record<PyramidLayer, string> = {
  system: "seen in real time",
  quality: "seen within minutes",
  features: "seen within hours",
  prediction: "seen within hours",
  performance: "seen within days",
  business: "seen within days",
  llm: "seen within hours",
}

/** Where the layer is shown, the best place first. */
export const layerSections: Record<PyramidLayer, readonly Section[]> = {
  system: ["metrics"],
  quality: ["quality", "schema"],
  features: ["columns"],
  prediction: ["outcomes", "columns"],
  performance: ["performance", "metrics"],
  business: ["metrics"],
  llm: ["llm", "metrics"],
}

const looks: Record<LayerState, { tone: string; icon: Icon }> = {
  ok: { tone: "ok", icon: "ok" },
  no_limit: { tone: "quiet", icon: "dot" },
  warn: { tone: "warn", icon: "warn" },
  fail: { tone: "drift", icon: "fail" },
}

/** The state in a word. */
export function stateChip({ layer, state }: Pick<LayerSignal, "layer" | "state">): ChipView {
  const isDrift = layer === "features" || layer === "prediction"
  const words: Record<LayerState, string> = {
    ok: "Fine",
    no_limit: "No limit",
    warn: isDrift ? "Some drift" : "Warning",
    fail: isDrift ? "Drift" : "Failed",
  }
  const { tone, icon } = looks[state]
  return chip(tone, isDrift && state === "fail" ? "drift" : icon, words[state])
}

/** The layers in their order; null for a report that has not several. `sections`: those that the page has. */
export function layersView(report: Report, sections: ReadonlySet<Section>): LayerView[] | null {
  const signals = severalLayers(report)
  if (signals.length === 0) return null
  return signals.map((signal) => ({
    title: layerTitles[signal.layer],
    chip: stateChip(signal),
    found: signal.found,
    fresh: freshnessOf(signal.layer, report),
    section: layerSections[signal.layer].find((id) => sections.has(id)) ?? null,
  }))
}

/** Of performance what is known of the labels: how late they came, or that there are none. */
function freshnessOf(layer: PyramidLayer, { labels, metrics }: Report): string {
  if (layer !== "performance") return freshness[layer]
  const delay = labels?.current?.delay_hours
  if (delay != null) return `labels after ${hours(delay.p50)}`
  const known = metrics.filter((metric) => metric.layer === "performance" && metric.value !== null)
  return known.every(({ estimated }) => estimated) ? "estimated within hours" : freshness.performance
}
