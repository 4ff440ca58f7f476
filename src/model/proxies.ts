/** Proxies: early figures that may stand for one that is known later. */

/** Whether early figures say that the later one holds, falls, or nothing. */
export const proxyStates = ["fine", "degraded", "unknown"] as const
export type ProxyState = (typeof proxyStates)[number]

/** How an early figure went with the later one over the runs that have both. */
export interface ProxyLink {
  /** The early figure, by its name among `metrics`. */
  id: string
  /** The later figure, by its name. */
  of: string
  /** How much later it is known. */
  delay_hours: number
  /** Runs, or rows of a table, that have both. */
  pairs: number
  /** Pearson's correlation with Fisher's 95 % interval; null where either never varies, or too few have both. */
  pearson: number | null
  pearson_low: number | null
  pearson_high: number | null
  spearman: number | null
  /** Whether the whole interval lies beyond 0.7, on either side. One that is not usable is shown and never decides. */
  usable: boolean
}

/** The same in this run. */
export interface ProxyResult extends ProxyLink {
  value: number | null
  reference_value: number | null
  /** Current less reference as a share of the reference. */
  change_share: number | null
  /** Of a usable one: beyond its limit (10 % worse than the reference unless the configuration says otherwise), or not. */
  status: ProxyState
  /** One sentence with the figures. */
  message: string
}

export interface ProxyFacts {
  /** Degraded where a usable one is, fine where usable ones are and none is degraded; else unknown. */
  state: ProxyState
  proxies: ProxyResult[]
}
