import type { DataCheck } from "../../model.js"
import { number } from "../../words/format.js"
import { guessingPower } from "../../stats/guessing-power.js"
import { featureColumns, targetColumn } from "../features.js"

/** How well one feature alone tells the target, from 0 (no better than the most common value) to 1 (always). */
export default {
  meta: {
    title: "No feature tells the target alone",
    failTitle: "A feature tells the target alone",
    description:
      "For each feature, by how much it reduces the wrong guesses of the column with the role target (Goodman and Kruskal's lambda, numbers in up to 50 bins, each row guessed from the others); between numbers of many values, the size of Spearman's correlation. Predictions and times are left out.",
    evidence: "rows",
    unit: "number",
    limitsAbove: "zero",
    warnLimit: 0.95,
    failLimit: null,
    limitsReason:
      "No honest feature leaves only one wrong guess in twenty: it was most likely computed from the target, or after it. It never fails by default, as a label may follow from a rule.",
  },

  check(input) {
    const target = targetColumn(input)
    if ("reason" in target) return target
    return featureColumns(input).map((feature) => {
      const power = (side: "reference" | "current") =>
        guessingPower(
          { values: feature[side], numeric: feature.numeric },
          { values: target[side], numeric: target.numeric },
        )
      const [inReference, inCurrent] = [power("reference"), power("current")]
      const message = `Alone tells ${target.name} as well as ${number(inCurrent, 2)}, where 0 is guessing and 1 certainty; ${number(inReference, 2)} in reference`
      return { column: feature.name, value: inCurrent, reference_value: inReference, message }
    })
  },
} satisfies DataCheck
