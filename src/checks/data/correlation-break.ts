import type { CorrelationPair, DataCheck } from "../../model.js"
import { number } from "../../words/format.js"

const strong = 0.5
const standardErrors = 4

/** How much weaker two columns go together than they did, where they went together closely. */
export default {
  meta: {
    title: "Columns go together as before",
    failTitle: "A correlation broke",
    description:
      "By how much the correlation of two columns fell, for pairs of at least 0.5 in the reference: Spearman's for numbers (a change of sign counts in full), Cramér's V for categories, the correlation ratio between the two. Each column may keep its own distribution while rows were mixed up.",
    evidence: "rows",
    unit: "number",
    limitsAbove: "zero",
    warnLimit: 0.3,
    failLimit: null,
    limitsReason:
      "A fall by 0.3 and four standard errors makes a close relation a loose one. It never fails by default: relations move with the seasons, and the model may not use this one.",
  },

  check({ correlations }) {
    if (correlations.reason !== null) return { reason: correlations.reason }
    return correlations.pairs
      .filter(({ reference }) => Math.abs(reference) >= strong)
      .map((pair) => ({
        column: pair.first,
        value: fallOf(pair),
        reference_value: 0,
        slack:
          standardErrors * Math.sqrt(1 / Math.max(1, pair.reference_rows - 3) + 1 / Math.max(1, pair.current_rows - 3)),
        message: `${pair.first} and ${pair.second}: ${names[pair.method]} ${number(pair.current, 2)}, ${number(pair.reference, 2)} in reference`,
      }))
  },
} satisfies DataCheck

const names: Record<CorrelationPair["method"], string> = {
  spearman: "Spearman correlation",
  "cramers-v": "Cramér's V",
  "correlation-ratio": "correlation ratio",
}

/** How far the figure fell towards, or beyond, none: 0 where it grew. */
function fallOf({ reference, current }: CorrelationPair): number {
  return Math.max(0, Math.abs(reference) - current * Math.sign(reference))
}
