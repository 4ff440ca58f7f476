/** Early figures that stand for later ones: how well they do over the runs so far, and what they say of this one. */
import type {
  Better,
  HistoryRun,
  MetricLimit,
  MetricResult,
  ProxyFacts,
  ProxyLink,
  ProxyResult,
  ProxyState,
} from "../model.js"
import type { ProxyOptions } from "../options/options.js"
import { median } from "../stats/median.js"
import { remember } from "../stats/remember.js"
import { proxyStrength } from "../stats/proxy-strength.js"
import { proxySentence } from "../words/proxies.js"

/** A share of the reference's figure; what is worse by more warns. */
const usualDrop = 0.1
const hourMs = 3_600_000

/** Figures of one run or row by their names. `at`: milliseconds since 1970 UTC. */
export interface TimedFigures {
  at: number
  values: ReadonlyMap<string, number>
}

/** The figures of all rows of each run. */
export const timedFigures = (runs: readonly HistoryRun[]): TimedFigures[] => runs.map(figuresOf)

const figuresOf = remember(({ created_at, metrics }: HistoryRun): TimedFigures => ({
  at: Date.parse(created_at),
  values: new Map(
    metrics.flatMap(({ id, labels, value }) => (Object.keys(labels).length === 0 ? [[id, value] as const] : [])),
  ),
}))

/** Every early figure with the later one that it may stand for, by what these runs have of both, oldest first. */
export function proxyLinks(proxies: ReadonlyMap<string, ProxyOptions>, runs: readonly TimedFigures[]): ProxyLink[] {
  if (proxies.size === 0) return []
  const tolerance = usualGap(runs) / 2
  return Array.from(proxies).flatMap(([of, { by, delay }]) => {
    const early = runs.map((run) => nearest(runs, run.at - delay, tolerance))
    return by.map((id): ProxyLink => {
      const { rows, pearson, spearman, usable } = proxyStrength(
        Float64Array.from(early, (run) => run?.values.get(id) ?? NaN),
        Float64Array.from(runs, (run) => run.values.get(of) ?? NaN),
      )
      const { value, low, high } = pearson
      const strength = { pearson: value, pearson_low: low, pearson_high: high, spearman, usable }
      return { id, of, delay_hours: delay / hourMs, pairs: rows, ...strength }
    })
  })
}

function usualGap(runs: readonly TimedFigures[]): number {
  const gaps = runs.slice(1).map(({ at }, i) => at - runs[i].at)
  return gaps.length === 0 ? 0 : median(gaps)
}

/** The run nearest to an instant; null where none is as near as `tolerance`. */
function nearest(runs: readonly TimedFigures[], at: number, tolerance: number): TimedFigures | null {
  const offBy = (run: TimedFigures) => Math.abs(run.at - at)
  const best = runs.reduce<TimedFigures | null>((a, b) => (a === null || offBy(b) < offBy(a) ? b : a), null)
  return best !== null && offBy(best) <= tolerance ? best : null
}

/** From where on a usable proxy warns: 10 % of the reference's figure in the direction in which the later figure gets worse. */
export function proxyLimit({ usable, pearson }: ProxyLink, later: Better): MetricLimit | null {
  if (!usable || pearson === null) return null
  const falls = pearson > 0 === (later !== "lower")
  return { side: falls ? "below" : "above", by: usualDrop, from: "reference_share" }
}

/** What the proxies say by the judged figures of this run; null where the configuration names none. */
export function proxyFacts(links: readonly ProxyLink[], metrics: readonly MetricResult[]): ProxyFacts | null {
  if (links.length === 0) return null
  const proxies = links.map((link): ProxyResult => {
    const figure = metrics.find(({ id, labels }) => id === link.id && Object.keys(labels).length === 0)
    const { value = null, reference_value: own = null, baseline = null } = figure ?? {}
    const reference = baseline ?? own
    const status = link.usable ? stateOf(figure) : "unknown"
    const change = value === null || reference === null || reference === 0 ? null : value - reference
    const result = {
      ...link,
      value,
      reference_value: reference,
      change_share: change === null || reference === null ? null : change / Math.abs(reference),
      status,
    }
    return { ...result, message: proxySentence(result) }
  })
  return { state: overall(proxies), proxies }
}

const stateOf = (figure: MetricResult | undefined): ProxyState =>
  figure?.status === "pass" ? "fine" : figure?.status === "warn" || figure?.status === "fail" ? "degraded" : "unknown"

function overall(proxies: readonly ProxyResult[]): ProxyState {
  return (["degraded", "fine"] as const).find((state) => proxies.some(({ status }) => status === state)) ?? "unknown"
}
