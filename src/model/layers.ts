/** The layers of monitoring, from the machine up to the application. */

export const pyramid = ["system", "quality", "features", "prediction", "performance", "business", "llm"] as const
export type PyramidLayer = (typeof pyramid)[number]

/** `no_limit`: there are figures, and nothing to hold them to. */
export const layerStates = ["ok", "no_limit", "warn", "fail"] as const
export type LayerState = (typeof layerStates)[number]

/** What one layer says in a run. */
export interface LayerSignal {
  layer: PyramidLayer
  state: LayerState
  /** "2 of 14 figures failed". */
  found: string
}
