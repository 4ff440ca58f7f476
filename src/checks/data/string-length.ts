import type { DataCheck } from "../../model.js"
import { count, plural } from "../../words/format.js"
import { bothSides } from "../both-sides.js"

const fewestRows = 30

/** By how many letters current's texts are longer than the reference's longest or shorter than its shortest. */
export default {
  meta: {
    title: "Texts are as long as before",
    failTitle: "Texts are longer or shorter than before",
    description:
      "By how many letters the longest text exceeds the reference's longest, or the shortest falls short of its shortest. Texts of varying length may leave their range by its width.",
    evidence: "figures",
    unit: "count",
    limitsAbove: "zero",
    warnLimit: 0,
    failLimit: null,
    limitsReason:
      "Codes of one length (postcodes, airports, hashes) stay at it; a text that varies may be as far outside the reference's lengths as these lie apart. One odd value is enough, so it never fails by default.",
  },

  check({ columns }) {
    return bothSides(columns).flatMap(({ name, reference, current }) => {
      const { length_min: shortest, length_max: longest } = reference
      if (shortest === null || longest === null || current.length_min === null || current.length_max === null) return []
      if (reference.rows - reference.missing < fewestRows) return []
      const value = Math.max(0, current.length_max - longest, shortest - current.length_min)
      const range = (from: number, to: number) =>
        from === to ? plural(to, "letter") : `${count(from)} to ${plural(to, "letter")}`
      const message = `${range(current.length_min, current.length_max)}, ${range(shortest, longest)} in reference`
      return [{ column: name, value, reference_value: 0, slack: longest - shortest, message }]
    })
  },
} satisfies DataCheck
