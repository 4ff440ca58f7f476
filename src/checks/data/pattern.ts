import type { DataCheck } from "../../model.js"
import { count, share } from "../../words/format.js"
import { shareOf } from "../both-sides.js"
import { chanceSlack, newcomerSlack } from "../chance.js"
import { examples } from "../examples.js"

/** Share of texts that break the pattern which the reference's texts keep, held to the reference's share. */
export default {
  meta: {
    title: "Texts keep their pattern",
    failTitle: "Texts break their pattern",
    description:
      "The share of texts that do not match the regular expression which at least 99 % of the reference's rows match: a known one (email, uuid, URL, IPv4 address, date, phone number) or up to three shapes of letters, digits and signs learned from at least 20 different texts. Blank texts and words for missing are left to other checks.",
    evidence: "texts",
    unit: "share",
    limitsAbove: "reference",
    warnLimit: 0.01,
    failLimit: 0.2,
    limitsReason:
      "A rare other form may turn up by chance, for which a margin is added; a fifth of the values means that the source writes them differently now.",
  },

  check(input) {
    return Array.from(input.evidence).flatMap(([name, { form }]) => {
      if (form === null || form.current.rows === 0) return []
      const { reference, current } = form
      const inCurrent = shareOf(current.broken, current.rows)
      const inReference = shareOf(reference.broken, reference.rows)
      const slack = Math.max(
        chanceSlack(inReference, reference.rows, inCurrent, current.rows),
        newcomerSlack(reference.rows, current.rows),
      )
      const odd = examples(
        current.examples.map(({ value }) => value),
        name,
        input,
      )
      const message =
        current.broken === 0
          ? `All texts keep the ${form.name} pattern ${form.pattern}`
          : `${count(current.broken)} texts (${share(inCurrent)}) break the ${form.name} pattern ${form.pattern}, ${share(inReference)} in reference${odd}`
      return [{ column: name, value: inCurrent, reference_value: inReference, slack, message }]
    })
  },
} satisfies DataCheck
