import type { TestedColumn } from "../model.js"
import { policies, type Rule } from "../options/policies.js"

export type AskedRule = Rule

/**
 * The rules that a column was held to: those of the policy's step that decided, in its order, or the one method that was asked
 * of it. `policy`: the policy's id, or the ids of the methods that replaced it.
 */
export function askedOf(column: TestedColumn, policy: string): AskedRule[] {
  const { method, threshold, effect, p_value_adjusted } = column
  const ladder = Object.hasOwn(policies, policy) ? policies[policy].ladder : []
  const steps = ladder.filter(({ rules }) => rules.some((rule) => rule.method === method))
  const step = steps.find(({ types }) => types.includes(column.type)) ?? steps.at(0)
  // A method asked for by name stands alone, without an adjustment and without a second rule.
  const alone = effect === null && p_value_adjusted === null && (step?.rules.length ?? 0) > 1 && policy === "calibrated"
  return step === undefined || alone ? [{ method, threshold }] : [...step.rules]
}
