import type { DataCheck } from "../../model.js"
import { count, plural } from "../../words/format.js"
import { bothSides, shareOf } from "../both-sides.js"
import { newcomerSlack } from "../chance.js"
import { examples } from "../examples.js"

const fewestRows = 30

/** By how many letters current's texts are longer than the reference's longest or shorter than its shortest. */
export default {
  meta: {
    title: "Texts are as long as before",
    failTitle: "Texts are longer or shorter than before",
    description:
      "By how many letters the longest text exceeds the reference's longest, or the shortest falls short of its shortest. Texts of varying length may leave their range by its width, and as few as chance may bring by as much as the longest is long.",
    evidence: "texts",
    unit: "count",
    limitsAbove: "zero",
    warnLimit: 0,
    failLimit: null,
    limitsReason:
      "Codes of one length (postcodes, airports, hashes) stay at it; a text that varies may be as far outside the reference's lengths as these lie apart. A rare code of another length may be missing from the reference by chance; one that is more than twice as long is not. It never fails by default, as one such value is enough.",
  },

  check(input) {
    return bothSides(input.columns).flatMap(({ name, reference, current }) => {
      const { length_min: shortest, length_max: longest } = reference
      if (shortest === null || longest === null || current.length_min === null || current.length_max === null) return []
      if (reference.rows - reference.missing < fewestRows) return []
      const value = Math.max(0, current.length_max - longest, shortest - current.length_min)
      const range = (from: number, to: number) =>
        from === to ? plural(to, "letter") : `${count(from)} to ${plural(to, "letter")}`
      const odd = input.evidence.get(name)?.oddLengths ?? { rows: Infinity, examples: [] }
      const named = examples(odd.examples, name, input)
      const message = `${range(current.length_min, current.length_max)}, ${range(shortest, longest)} in reference${named}`
      const [before, after] = [reference, current].map(({ rows, missing }) => rows - missing)
      const isChance = shareOf(odd.rows, after) <= newcomerSlack(before, after)
      const slack = Math.max(longest - shortest, isChance ? longest : 0)
      return [{ column: name, value, reference_value: 0, slack, message }]
    })
  },
} satisfies DataCheck
