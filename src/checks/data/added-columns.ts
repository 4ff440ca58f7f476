import type { DataCheck } from "../../model.js"
import { quotedName } from "../../words/escape.js"

/** Columns of current that the reference lacks. */
export default {
  meta: {
    title: "No column was added",
    failTitle: "A column was added",
    description: "Columns of current that the reference lacks.",
    evidence: "schema",
    unit: "count",
    limitsAbove: "zero",
    warnLimit: 0,
    failLimit: null,
    limitsReason: "A model leaves unknown columns aside, so an added column warns and never fails by itself.",
  },

  check({ schema }) {
    const oldNames = new Map(schema.renamed.map((rename) => [rename.current, rename]))
    const found = schema.added.map((name) => {
      const rename = oldNames.get(name)
      const hint =
        rename === undefined
          ? ""
          : `; it ${rename.reason.includes("values") ? "holds the values" : "has the name"} of ${quotedName(rename.reference)}`
      return { column: name, value: 1, reference_value: null, message: `${quotedName(name)} is new in current${hint}` }
    })
    const none = { column: null, value: 0, reference_value: null, message: "No column was added" }
    return found.length > 0 ? found : [none]
  },
} satisfies DataCheck
