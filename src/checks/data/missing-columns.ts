import type { CheckInput, DataCheck } from "../../model.js"
import { quotedName } from "../../words/escape.js"

/** Columns of the reference that current lacks. A missing target is only noted: labels often arrive late. */
export default {
  meta: {
    title: "No column is missing",
    failTitle: "A column is missing",
    description: "Columns of the reference that current lacks; a target column may still arrive and only warns.",
    evidence: "schema",
    unit: "count",
    limitsAbove: "zero",
    warnLimit: 0,
    failLimit: 0.5,
    limitsReason: "A model that was trained on a column cannot run without it; a label (0.5) may arrive late.",
  },

  check({ columns, schema }) {
    const renamed = new Map(schema.renamed.map((rename) => [rename.reference, rename]))
    const roles = new Map(columns.map(({ name, role }) => [name, role]))
    const found = schema.removed.map((name) => {
      const isTarget = roles.get(name) === "target"
      const rename = renamed.get(name)
      const hint = rename === undefined ? "" : `; ${newName(rename)} looks like its new name`
      const message = isTarget
        ? `The target ${name} is not in current yet`
        : `${quotedName(name)} is missing in current${hint}`
      return { column: name, value: isTarget ? 0.5 : 1, reference_value: null, message }
    })
    const none = { column: null, value: 0, reference_value: null, message: "No column is missing" }
    return found.length > 0 ? found : [none]
  },
} satisfies DataCheck

/** The column that came, with what speaks for it. */
const newName = ({ current, reason }: CheckInput["schema"]["renamed"][number]) =>
  reason.includes("values") ? `${quotedName(current)} holds the same values and` : quotedName(current)
