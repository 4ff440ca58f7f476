import type { CheckedKey, DataCheck } from "../../model.js"
import { count, share } from "../../words/format.js"
import { shareOf } from "../both-sides.js"
import { examples } from "../examples.js"
import { keyColumn, keyName } from "../keys.js"

/** Where a smaller share of keys returns, they are new each time; what returns all the same is chance. */
const nextToNone = 0.01
/** Of keys that nobody named: codes that happen to be different in each of a few rows return now and then. */
const fewByChance = 0.2
/** With fewer keys than so large a share of the reference's, current is a part of it, and most are absent by its size. */
const asManyAs = 0.5

/** Share of the reference's keys that current lacks, where some of them return. */
export default {
  meta: {
    title: "No key of reference is absent",
    failTitle: "Keys of the reference are absent",
    description:
      "The share of the reference's keys that current lacks, with some of them. Held to it where keys return (customers, sensors, products); where fewer than 1 % of them do, or 20 % of keys that nobody named (orders, visits), they are new each time, and the check does not apply. Nor does it to keys other than that of `--key` where current has fewer than half as many of them. Keys as in duplicate-keys; identifiers that nobody named up to 200,000 rows.",
    evidence: "keys",
    unit: "share",
    limitsAbove: "zero",
    warnLimit: 0.05,
    failLimit: 0.5,
    limitsReason:
      "Few customers leave between two deliveries; a twentieth is worth a look. When more than half of the keys that `--key` names are absent although some return, current is about others. Other keys never fail by default: that they should return is a guess.",
  },

  check(input) {
    const { keys, reason } = input.keys
    if (keys.length === 0 && reason !== null) return { reason }
    const lookedUp = keys.flatMap((key) => (key.absent === null ? [] : [{ key, absent: key.absent }]))
    if (lookedUp.length === 0) return { reason: "No key was looked up on both sides." }
    const whyNot = lookedUp.map(({ key, absent }) => whyNotHeld(key, absent.keys))
    const held = lookedUp.filter((_, i) => whyNot[i] === null)
    if (held.length === 0) return { reason: whyNot.join(" ") }
    return held.map(({ key, absent }) => {
      const value = shareOf(absent.keys, key.reference.keys)
      const hidden = key.columns.find((name) => input.private.has(name)) ?? key.columns[0]
      const message =
        absent.keys === 0
          ? `Every ${keyName(key)} of reference is in current`
          : `${count(absent.keys)} of reference's ${keyName(key)} (${share(value)}) are absent${examples(absent.examples, hidden, input)}`
      return {
        column: keyColumn(key),
        value,
        reference_value: 0,
        message,
        ...(saysReturn(key) ? {} : { guessed: true }),
      }
    })
  },
} satisfies DataCheck

/** Only `--key` says that keys return; a column with the role id may be new in each row. */
const saysReturn = ({ named, id }: CheckedKey) => named && id !== true

/** Why absent keys say nothing, as a sentence; null where they do. */
function whyNotHeld(key: CheckedKey, absent: number): string | null {
  const [before, after] = [key.reference.keys, key.current.keys]
  const returning = before - absent
  const least = key.named ? nextToNone : fewByChance
  if (returning < least * Math.min(before, after) || returning === 0)
    return `${returning === 0 ? "None" : `Only ${count(returning)}`} of reference's ${keyName(key)} (${count(before)}) returns: they are new each time.`
  if (!saysReturn(key) && after < asManyAs * before)
    return `Current has ${count(after)} ${keyName(key)}, fewer than half of reference's ${count(before)}.`
  return null
}
