import type { CheckedKey, DataCheck } from "../../model.js"
import { count, share } from "../../words/format.js"
import { shareOf } from "../both-sides.js"
import { examples } from "../examples.js"
import { keyColumn, keyName } from "../keys.js"

const mostlyShared = 0.5

/** Share of the reference's keys that current lacks; of keys that nobody named only where the sides share at least half of them. */
export default {
  meta: {
    title: "No key of reference is absent",
    failTitle: "Keys of the reference are absent",
    description:
      "The share of the reference's keys that current lacks, with some of them. A key other than that of `--key` is held to it only where current holds at least half of the reference's keys (customers, sensors, products): orders and visits are new each time. Keys as in duplicate-keys; identifiers that nobody named up to 200,000 rows.",
    evidence: "keys",
    unit: "share",
    limitsAbove: "zero",
    warnLimit: 0.05,
    failLimit: 0.5,
    limitsReason:
      "Few customers leave between two deliveries; a twentieth is worth a look. When more than half of the keys that `--key` names are absent, current is about others; for keys that are new each time (orders, visits) set `key-coverage: off`.",
  },

  check(input) {
    const { keys, reason } = input.keys
    if (keys.length === 0 && reason !== null) return { reason }
    const lookedUp = keys.flatMap((key) => (key.absent === null ? [] : [{ key, absent: key.absent }]))
    const held = ({ named, id }: CheckedKey) => named && id !== true
    const shared = lookedUp.filter(({ key, absent }) => held(key) || absent.keys <= mostlyShared * key.reference.keys)
    if (shared.length === 0)
      return {
        reason:
          lookedUp.length === 0
            ? "No key was looked up on both sides."
            : "The sides share fewer than half of the keys.",
      }
    return shared.map(({ key, absent }) => {
      const value = shareOf(absent.keys, key.reference.keys)
      const hidden = key.columns.find((name) => input.private.has(name)) ?? key.columns[0]
      const message =
        absent.keys === 0
          ? `Every ${keyName(key)} of reference is in current`
          : `${count(absent.keys)} of reference's ${keyName(key)} (${share(value)}) are absent${examples(absent.examples, hidden, input)}`
      return { column: keyColumn(key), value, reference_value: 0, message }
    })
  },
} satisfies DataCheck
