import type { ColumnResult, MeasuredColumn } from "../model.js"
import { policies } from "../options/policies.js"
import { benjaminiHochberg } from "../stats/benjamini-hochberg.js"
import { plural, score } from "../words/format.js"

const mostNamed = 5
const surely = 0.05

/**
 * A warning that names columns of whole numbers that did not drift as numbers and would have as categories: the shares of their
 * values moved, and their order hides it, as it does where numbers are codes. It changes no verdict. Where a policy asks for
 * a test and a distance alone.
 */
export function orderWarnings(measured: readonly MeasuredColumn[], results: readonly ColumnResult[]): string[] {
  const tested = measured.flatMap(({ shares }, i) => (shares === null ? [] : [{ shares, result: results[i] }]))
  const adjusted = benjaminiHochberg(tested.map(({ shares }) => shares.p))
  const hidden = tested.filter(
    ({ shares: { distance, noise_floor }, result: { status, effect } }, i) =>
      status === "ok" && effect !== null && adjusted[i] < surely && distance >= Math.max(enough, noise_floor),
  )
  if (hidden.length === 0) return []
  const named = hidden
    .slice(0, mostNamed)
    .map(({ result: { name }, shares }) => `${name} (Jensen–Shannon ${score(shares.distance, enough)})`)
  const more = hidden.length > named.length ? ", …" : ""
  return [
    `In ${plural(hidden.length, "column")} of whole numbers the shares of values moved, though not in their order: ${named.join(", ")}${more}. If they are codes, say \`type: categorical\` of them under \`columns:\` in the configuration.`,
  ]
}

/** What a column of categories is held to. */
const enough = thresholdOf("jensen-shannon")

function thresholdOf(method: string): number {
  const rules = policies.calibrated.ladder.flatMap((step) => step.rules)
  return rules.find((rule) => rule.method === method)?.threshold ?? Infinity
}
