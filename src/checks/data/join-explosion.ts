import type { CheckedKey, DataCheck, KeySide } from "../../model.js"
import { count, number } from "../../words/format.js"
import { keyColumn, keyName, repeatSlack, rowsPerKey, worstKeys } from "../keys.js"

/** How many times more rows a key has than in the reference, at least 1. */
export default {
  meta: {
    title: "No join multiplied rows",
    failTitle: "A join multiplied rows",
    description:
      "The mean number of rows per key over the reference's, with the keys that have the most rows: the mark of a join with a table in which the key repeats. Where keys repeat in the reference too, as many times more rows as current has are allowed. Keys as in duplicate-keys.",
    evidence: "keys",
    unit: "factor",
    limitsAbove: "zero",
    warnLimit: 1.02,
    failLimit: 1.1,
    limitsReason:
      "Rows that a join multiplied weigh more in every figure and in training; one key in fifty is worth a look, one in ten spoils them. Several columns that were only found to be a key never fail by default.",
  },

  check({ keys: { keys, reason }, current: table, private: hidden }) {
    if (keys.length === 0 && reason !== null) return { reason }
    return keys.map((key) => {
      const { reference, current } = key
      const growth = reference.keys < reference.rows ? Math.max(1, current.rows / Math.max(1, reference.rows)) : 1
      const value = Math.max(1, rowsPerKey(current) / rowsPerKey(reference) / growth)
      const worst = key.columns.some((name) => hidden.has(name)) ? "" : worstKeys(current)
      const message = describe(key, worst, table.duplicate_rows)
      const guess: { guessed?: true } = !key.named && key.columns.length > 1 ? { guessed: true } : {}
      return { column: keyColumn(key), value, reference_value: 1, slack: repeatSlack(key), message, ...guess }
    })
  },
} satisfies DataCheck

function describe(key: CheckedKey, worst: string, copies: number | null): string {
  const perKey = (side: KeySide) => `${number(rowsPerKey(side))} ${rowsPerKey(side) === 1 ? "row" : "rows"}`
  const found = `${perKey(key.current)} per ${keyName(key)}, ${perKey(key.reference)} in reference`
  const extra = key.current.rows - key.current.keys
  if (extra === 0) return found
  const copied = copies === null ? "" : `, of which ${count(Math.min(copies, extra))} copy a whole row`
  const whole = `${count(extra)} rows more than keys${copied}`
  return `${found}: ${whole}${worst}`
}
