import type { CheckInput, DataCheck } from "../../model.js"
import { count, share } from "../../words/format.js"
import { equalRows } from "../../stats/equal-rows.js"
import { shareOf } from "../both-sides.js"
import { chanceSlack, newcomerSlack } from "../chance.js"
import { featureColumns, isPresent, targetColumn, type FeatureColumn } from "../features.js"

const mostLabels = 100

/** Share of rows with another label than most rows of the same features have, held to the reference's share. */
export default {
  meta: {
    title: "Equal rows have equal labels",
    failTitle: "Equal rows have different labels",
    description:
      "The share of rows whose target differs from the one that most rows with the very same features have (all columns with the role feature but times; missing values are equal to each other). For targets of up to 100 different values.",
    evidence: "rows",
    unit: "share",
    limitsAbove: "reference",
    warnLimit: 0.01,
    failLimit: 0.1,
    limitsReason:
      "Coarse features conflict by nature, and did in the reference; three standard errors are added. One row in ten is the mark of labels that were joined to the wrong rows.",
  },

  check(input) {
    const target = targetColumn(input)
    if ("reason" in target) return target
    const unseen = unseenFeature(input)
    if (unseen !== undefined)
      return { reason: `${unseen} is a feature of a type that is not sampled; rows cannot be told to be equal.` }
    const features = featureColumns(input)
    if (features.length === 0) return { reason: "There is no feature." }
    if (different(target.reference) > mostLabels)
      return { reason: `${target.name} has more than ${mostLabels} different values.` }
    const [inReference, inCurrent] = [conflicts(features, target, "reference"), conflicts(features, target, "current")]
    const [before, after] = [shareOf(inReference.rows, inReference.of), shareOf(inCurrent.rows, inCurrent.of)]
    const slack = Math.max(
      chanceSlack(before, inReference.of, after, inCurrent.of),
      newcomerSlack(inReference.of, inCurrent.of),
    )
    const message = `${count(inCurrent.rows)} of ${count(inCurrent.of)} rows (${share(after)}) have another ${target.name} than most rows with the same features, ${share(before)} in reference`
    return [{ column: target.name, value: after, reference_value: before, slack, message }]
  },
} satisfies DataCheck

/** A feature of both sides whose values are not at hand: text that may tell rows apart. Identifiers are set aside on purpose. */
function unseenFeature({ columns, sample }: CheckInput): string | undefined {
  return columns.find(
    ({ name, role, type, reference, current }) =>
      role === "feature" &&
      reference !== null &&
      current !== null &&
      !["datetime", "identifier"].includes(type) &&
      sample?.columns.has(name) !== true,
  )?.name
}

function different(values: ArrayLike<number>): number {
  return new Set(Array.from(values).filter(isPresent)).size
}

/** Rows with a label, and those of them whose label is not the most common one of their features. */
function conflicts(
  features: readonly FeatureColumn[],
  target: FeatureColumn,
  side: "reference" | "current",
): { rows: number; of: number } {
  const labels = target[side]
  const labelled = Array.from(labels, (_, row) => row).filter((row) => isPresent(labels[row]))
  const columns = features.map((feature) => feature[side])
  const rows = equalRows(columns, labelled).reduce((sum, group) => sum + group.length - mostCommon(group, labels), 0)
  return { rows, of: labelled.length }
}

/** Rows of the group that hold its most common label. */
function mostCommon(group: readonly number[], labels: ArrayLike<number>): number {
  const counts = new Map<number, number>()
  for (const row of group) counts.set(labels[row], (counts.get(labels[row]) ?? 0) + 1)
  return Math.max(...counts.values())
}
