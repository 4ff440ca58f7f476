import type { DataCheck, SchemaChange } from "../../model.js"

type TypeChange = SchemaChange["type_changed"][number]

/** Columns whose stored type changed: 2 for another kind of value, 1 for a type that holds other values of the same kind. */
export default {
  meta: {
    title: "No column changed its type",
    failTitle: "A column changed its type",
    description:
      "The type as the files store it. 2: another kind of value (number, text, time …), which cannot be compared. 1: the same kind, held differently (whole numbers became fractions).",
    evidence: "schema",
    unit: "count",
    limitsAbove: "zero",
    warnLimit: 0,
    failLimit: 1,
    limitsReason:
      "Another kind of value breaks what reads it; whole numbers often become fractions by a missing value.",
  },

  check({ schema }) {
    const found = schema.type_changed.map((change) => ({
      column: change.column,
      value: change.comparable ? 1 : 2,
      reference_value: null,
      message: describe(change),
    }))
    const none = { column: null, value: 0, reference_value: null, message: "No column changed its type" }
    return found.length > 0 ? found : [none]
  },
} satisfies DataCheck

function describe({ column, reference, current, comparable }: TypeChange): string {
  const change = `${column} changed from ${reference} to ${current}`
  return comparable ? `${change}; still compared` : `${change} and cannot be compared`
}
