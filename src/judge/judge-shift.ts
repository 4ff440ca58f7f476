import type { LossShift, RowLoss, ShiftFacts } from "../model.js"
import { shiftSentence } from "../words/shift.js"

/** A term is sure beyond so many standard errors (5 % of unchanged pairs are, without a least size). */
const sure = 1.959964
/** A change of these losses that is too small to speak of; of the others, this share of the reference's. */
const leastOf: Partial<Record<RowLoss, number>> = { error: 0.02, log_loss: 0.02, brier: 0.01 }
const leastShare = 0.05
/** Fewer rows, or rows that say no more than these, say nothing. */
export const fewestEffective = 100
/** With less of the rows where both sides are, the region that is spoken of is no part of either to speak of. */
const leastOverlap = 0.1

type Measured = Omit<ShiftFacts, "verdict" | "message">

/** The facts with their verdict: by the first loss. What has a reason already gets none. */
export function judgeShift(measured: Measured): ShiftFacts {
  const reason = measured.reason ?? unsharedBecause(measured)
  const verdict = reason === null ? verdictOf(measured.losses) : "no_verdict"
  const facts = { ...measured, reason, verdict }
  return { ...facts, message: shiftSentence(facts) }
}

function unsharedBecause({ overlap, inputs, reference_effective: before, current_effective: after }: Measured) {
  if (overlap !== null && overlap < leastOverlap)
    return `the two sides share almost no inputs${inputs.length === 0 ? "" : `; ${JSON.stringify(inputs[0])} tells them apart best`}`
  if (before === null || after === null) return "nothing was measured"
  return Math.min(before, after) < fewestEffective ? "too few rows lie where both sides are" : null
}

function verdictOf([leading]: readonly LossShift[]): ShiftFacts["verdict"] {
  const { loss, reference, concept, concept_se, inputs, inputs_se } = leading
  const least = leastOf[loss] ?? leastShare * Math.abs(reference)
  const counts = (value: number, se: number) => Math.abs(value) > sure * se && Math.abs(value) >= least
  if (counts(concept, concept_se)) return "concept"
  return counts(inputs, inputs_se) ? "inputs" : "none"
}
