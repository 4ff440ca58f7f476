import type { ProxyLink, ProxyResult } from "../model.js"
import { duration, number, plural, relativeChange } from "./format.js"

/** "r = 0.89 (0.83 to 0.93) over 76 runs". `things`: what has both figures, "run" or "row". */
export function proxyStrengthText({ pearson, pearson_low: low, pearson_high: high, pairs }: ProxyLink, things: string) {
  const over = `over ${plural(pairs, things)}`
  if (pearson === null) return `no correlation ${over}`
  const interval = low === null || high === null ? "" : ` (${number(low)} to ${number(high)})`
  return `r = ${number(pearson)}${interval} ${over}`
}

/** Why it may not stand for the later figure; null where it may. */
export function unusableBecause({ usable, pearson, pearson_low: low, pearson_high: high, pairs }: ProxyLink) {
  if (usable) return null
  if (pairs < 4) return "too few have both"
  if (pearson === null) return "one of the two never varies"
  if (low === null || high === null) return "no interval can be stated"
  return Math.abs(pearson) > 0.7 ? "the interval does not clear 0.7" : "0.7 either way is needed"
}

/** "14 d 0 h later", "in the same run". */
export const delayText = (hours: number) => (hours === 0 ? "in the same run" : `${duration(hours * 3_600_000)} later`)

/** One sentence on what a proxy says in this run. */
export function proxySentence(proxy: Omit<ProxyResult, "message">): string {
  const { id, of, value, reference_value: reference, status } = proxy
  const strength = proxyStrengthText(proxy, "run")
  const reason = unusableBecause(proxy)
  if (reason !== null) return `${id} says nothing of ${of}: ${strength}; ${reason}.`
  if (value === null) return `${id} has no figure here, so it says nothing of ${of}; ${strength}.`
  if (reference === null || status === "unknown")
    return `${id} has no limit to be held to, so it says nothing of ${of}; ${strength}.`
  const moved = `${id} is ${number(value)}, ${number(reference)} in reference`
  const change = relativeChange(reference, value)
  const by = change === null ? "" : ` (${change})`
  return status === "fine"
    ? `${moved}${by}: no sign that ${of} gets worse; ${strength}.`
    : `${moved}${by}: expect ${of} to get worse; ${strength}.`
}
