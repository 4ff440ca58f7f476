import type { CheckedColumn, ColumnSummary, CorrelationPair, DataCheck } from "../../model.js"
import { number } from "../../words/format.js"
import { shareOf } from "../both-sides.js"

const strong = 0.5
const standardErrors = 4

/** How much weaker two columns go together than they did, where they went together closely. */
export default {
  meta: {
    title: "Columns go together as before",
    failTitle: "A correlation broke",
    description:
      "By how much the correlation of two columns fell, for pairs of at least 0.5 in the reference: Spearman's for numbers (a change of sign counts in full), Cramér's V for categories, the correlation ratio on ranks between the two, the last two less what chance explains. Each column may keep its own distribution while rows were mixed up.",
    evidence: "rows",
    unit: "number",
    limitsAbove: "zero",
    warnLimit: 0.3,
    failLimit: null,
    limitsReason:
      "A fall by 0.3 and four standard errors makes a close relation a loose one; rows that hold a column's most common value are left out of their count, so that a few rare rows make no relation. It never fails by default: relations move with the seasons, and the model may not use this one.",
  },

  check({ correlations, columns }) {
    if (correlations.reason !== null) return { reason: correlations.reason }
    const byName = new Map(columns.map((column) => [column.name, column]))
    return correlations.pairs
      .filter(({ reference }) => Math.abs(reference) >= strong)
      .map((pair) => {
        const both = [byName.get(pair.first), byName.get(pair.second)]
        return {
          column: pair.first,
          value: fallOf(pair),
          reference_value: 0,
          slack: standardErrors * Math.sqrt(1 / telling(pair, both, "reference") + 1 / telling(pair, both, "current")),
          message: `${pair.first} and ${pair.second}: ${names[pair.method]} ${number(pair.current, 2)}, ${number(pair.reference, 2)} in reference`,
        }
      })
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

/** The rows of a side that say how two columns go together, less three: those outside the most common value of either; at least 1. */
function telling(
  pair: CorrelationPair,
  both: readonly (CheckedColumn | undefined)[],
  side: "reference" | "current",
): number {
  const outside = both.map((column) => shareOutsideTop(column?.[side] ?? null))
  return Math.max(1, pair[`${side}_rows`] * Math.min(...outside) - 3)
}

function shareOutsideTop(side: ColumnSummary | null): number {
  return side === null ? 1 : 1 - shareOf(side.top.at(0)?.count ?? 0, side.rows - side.missing)
}
