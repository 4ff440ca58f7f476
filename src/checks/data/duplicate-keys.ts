import type { DataCheck } from "../../model.js"
import { count, share } from "../../words/format.js"
import { shareOf } from "../both-sides.js"
import { chanceSlack } from "../chance.js"
import { keyColumn, keyName, repeatSlack, worstKeys } from "../keys.js"

/** Share of rows whose key an earlier row has, held to the reference's share. */
export default {
  meta: {
    title: "Keys do not repeat",
    failTitle: "Keys repeat",
    description:
      "The share of rows whose key an earlier row has already, against the reference's share. Keys are those of --key and --id; without them identifiers that name each row of the reference, or the smallest set of up to four columns found to do so beyond chance. Rows with a missing part of the key are left out.",
    evidence: "keys",
    unit: "share",
    limitsAbove: "reference",
    warnLimit: 0,
    failLimit: 0.01,
    limitsReason:
      "A key names one row; chance is added for keys that repeat in the reference and for those that nobody named. Several columns that were only found to be a key never fail by default.",
  },

  check({ keys: { keys, reason }, private: hidden }) {
    if (keys.length === 0 && reason !== null) return { reason }
    return keys.map((key) => {
      const { reference, current } = key
      const repeated = current.rows - current.keys
      const inCurrent = shareOf(repeated, current.rows)
      const inReference = shareOf(reference.rows - reference.keys, reference.rows)
      const slack =
        repeatSlack(key) + (inReference === 0 ? 0 : chanceSlack(inReference, reference.rows, inCurrent, current.rows))
      const worst = key.columns.some((name) => hidden.has(name)) ? "" : worstKeys(current)
      const looked = key.sampled ? " of the sampled rows" : ""
      const message =
        repeated === 0
          ? `Every ${keyName(key)} names one row${looked}`
          : `${count(repeated)} rows (${share(inCurrent)}) repeat the key ${keyName(key)}, ${share(inReference)} in reference${worst}`
      return { column: keyColumn(key), value: inCurrent, reference_value: inReference, slack, message, ...guess(key) }
    })
  },
} satisfies DataCheck

const guess = ({ named, columns }: { named: boolean; columns: string[] }): { guessed?: true } =>
  !named && columns.length > 1 ? { guessed: true } : {}
