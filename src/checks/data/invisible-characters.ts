import type { DataCheck, InvisibleCounts } from "../../model.js"
import { count, share } from "../../words/format.js"
import { shareOf } from "../both-sides.js"
import { chanceSlack, newcomerSlack } from "../chance.js"

/** Share of texts that hold a character nobody sees, held to the reference's share. */
export default {
  meta: {
    title: "No new invisible characters",
    failTitle: "More texts hold characters that nobody sees",
    description:
      "The share of texts with a zero-width space, a byte order mark, a soft hyphen, a control character or one that turns the reading direction over, against the reference's share.",
    evidence: "texts",
    unit: "share",
    limitsAbove: "reference",
    warnLimit: 0,
    failLimit: null,
    limitsReason:
      "Two texts that look the same are two categories, and no join finds one by the other. What chance may bring is added; it never fails by default, as prose copied from pages holds some.",
  },

  check({ evidence }) {
    return Array.from(evidence).flatMap(([name, { invisible }]) => {
      if (invisible?.reference == null || invisible.current === null) return []
      const { reference, current } = invisible
      const [before, after] = [reference, current].map(({ rows, of }) => shareOf(rows, of))
      const slack =
        before === 0 ? newcomerSlack(reference.of, current.of) : chanceSlack(before, reference.of, after, current.of)
      const message = `${said(current)}, ${share(before)} in reference`
      return [{ column: name, value: after, reference_value: before, slack, message }]
    })
  },

  alone: {
    meta: {
      title: "No character that nobody sees",
      failTitle: "Texts hold characters that nobody sees",
      description:
        "The share of texts with a zero-width space, a byte order mark, a soft hyphen, a control character or one that turns the reading direction over.",
      evidence: "texts",
      unit: "share",
      limitsAbove: "zero",
      warnLimit: 0,
      failLimit: null,
      limitsReason: "Two texts that look the same are two categories, and no join finds one by the other.",
    },

    check({ evidence }) {
      return Array.from(evidence).flatMap(([name, { invisible }]) => {
        const current = invisible?.current ?? null
        if (current === null) return []
        return [
          { column: name, value: shareOf(current.rows, current.of), reference_value: null, message: said(current) },
        ]
      })
    },
  },
} satisfies DataCheck

function said({ rows, of, characters }: InvisibleCounts): string {
  if (rows === 0) return "No text holds a character that nobody sees"
  const hold = rows === 1 ? "text holds" : "texts hold"
  return `${count(rows)} ${hold} characters that nobody sees (${share(shareOf(rows, of))}): ${characters.join(", ")}`
}
