import { pyramid, type HistoryRun } from "../model.js"
import { count, plural, time } from "../words/format.js"
import { layerSections, layerTitles, stateChip } from "./view-layers.js"
import type { ChipView } from "./view-columns.js"

/** The layers over the last runs: a row each, a cell for each run. */
export interface IndexLayers {
  note: string
  rows: { title: string; cells: (LayerCell | null)[] }[]
}

interface LayerCell {
  chip: ChipView
  /** "23 Nov 2026, 02:15 UTC: Failed". */
  words: string
  /** The run's page, where it is still there. */
  href: string | null
}

/** Files of a run that are still there. */
type FilesOf = (run: string) => ReadonlySet<string>

/** Null where fewer than two of the runs have several layers. `runs`: in order; the last so many are shown. */
export function indexLayers(runs: readonly HistoryRun[], most: number, filesOf: FilesOf): IndexLayers | null {
  const shown = runs.filter(({ layers }) => layers !== undefined).slice(-most)
  if (shown.length < 2) return null
  const there = pyramid.filter((layer) => shown.some(({ layers }) => layers?.[layer] !== undefined))
  return {
    note: `${plural(there.length, "layer")} over the last ${count(shown.length)} runs that have several, from ${time(shown[0].created_at)} on.`,
    rows: there.map((layer) => ({
      title: layerTitles[layer],
      cells: shown.map(({ run, created_at, layers }) => {
        const state = layers?.[layer]
        if (state === undefined) return null
        const chip = stateChip({ layer, state })
        const href = filesOf(run).has("report.html") ? `${run}/report.html#${layerSections[layer][0]}` : null
        return { chip, words: `${time(created_at)}: ${chip.text}`, href }
      }),
    })),
  }
}
