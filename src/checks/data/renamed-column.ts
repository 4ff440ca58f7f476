import type { DataCheck } from "../../model.js"
import { quotedName } from "../../words/escape.js"

/** A column that disappeared while another with the same values appeared. */
export default {
  meta: {
    title: "No column was renamed",
    failTitle: "A column was renamed",
    description:
      "A column that disappeared while another appeared with the same name but for case, separators and spaces, or whose values agree: within a distance of 0.1 for like names, of 0.05 and with at least 20 different values for unlike ones.",
    evidence: "schema",
    unit: "count",
    limitsAbove: "zero",
    warnLimit: 0,
    failLimit: null,
    limitsReason: "The missing column already fails; this names the likely cause.",
  },

  check({ schema }) {
    const found = schema.renamed.map((rename) => ({
      column: rename.reference,
      value: 1,
      reference_value: null,
      message: `${quotedName(rename.reference)} was probably renamed to ${quotedName(rename.current)}: ${rename.reason}`,
    }))
    const none = { column: null, value: 0, reference_value: null, message: "No column was renamed" }
    return found.length > 0 ? found : [none]
  },
} satisfies DataCheck
