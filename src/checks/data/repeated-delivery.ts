import type { CheckedColumn, DataCheck, TableFacts } from "../../model.js"
import { count, plural } from "../../words/format.js"
import { bothSides, type ColumnOnBothSides } from "../both-sides.js"

/** 1 where every column of both sides holds the same values in the same rows, otherwise 0. */
export default {
  meta: {
    title: "Current is not the reference again",
    failTitle: "Current is the reference again",
    description:
      "1 where both sides have the same columns and rows, and every column holds the same values at 4,096 evenly spaced rows: the file of last time, delivered again. Otherwise 0. Of two tables in one engine: 1 where they hold the same rows in any order.",
    evidence: "figures",
    unit: "count",
    limitsAbove: "zero",
    warnLimit: 0,
    failLimit: null,
    limitsReason: "Equal files are equal on purpose when a set-up is tried out, so it never fails by default.",
  },

  check({ columns, reference, current }) {
    const compared = bothSides(columns).filter(({ reference: side }) => side.content_hash !== null)
    const varied = compared.some(({ reference: side }) => (side.distinct ?? 0) > 1)
    if (reference.rows < fewestRows) return []
    const again = sameRows(reference, current)
    if (again !== null && bothSides(columns).some(({ reference: side }) => (side.distinct ?? 0) > 1))
      return [{ column: null, value: Number(again), reference_value: null, message: again ? asBefore : others }]
    if (!varied) return []
    const equal = reference.rows === current.rows && columns.every(isOnBothSides) && compared.every(isEqual)
    const unknown = columns.length - compared.length
    const same = equal && unknown === 0
    const message = same
      ? `${columns.length === 1 ? "The one column holds" : `All ${count(columns.length)} columns hold`} the reference's values in the same rows`
      : equal
        ? `What is compared (${plural(compared.length, "column")}) holds the reference's values in the same rows; of ${count(unknown)} it is not known`
        : "The values are not those of reference"
    return [{ column: null, value: Number(same), reference_value: null, message }]
  },
} satisfies DataCheck

const fewestRows = 30
const asBefore = "The rows are those of reference, in whatever order"
const others = "The rows are not those of reference"

/** Whether two tables of one engine hold the same rows; null where that is not known. */
function sameRows({ rows_hash: a = null }: TableFacts, { rows_hash: b = null }: TableFacts): boolean | null {
  return a === null || b === null || a.of !== b.of ? null : a.sum === b.sum
}

const isOnBothSides = (column: CheckedColumn) => column.reference !== null && column.current !== null

function isEqual({ reference, current }: ColumnOnBothSides): boolean {
  return reference.content_hash === current.content_hash && reference.sum === current.sum
}
