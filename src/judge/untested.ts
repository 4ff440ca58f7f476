import type { ColumnBase, ColumnSummary, StorageKind } from "../model.js"
import { count } from "../words/format.js"
import type { MatchedColumn } from "../evidence/match-columns.js"
import type { ColumnOptions } from "../options/options.js"
import type { Policy } from "../options/policies.js"

/** Values needed on each side before a column is tested: fewer make every test silent or wrong. */
const fewestValues = 10

type Known = Pick<ColumnBase, "type" | "type_reason" | "reference" | "current">

/** Why this column is not tested, as a sentence; null when it can be. `kind` is null when the two sides differ in kind. */
export function untestedReason(
  column: Known,
  matched: MatchedColumn,
  kind: StorageKind | null,
  tests: Policy["tests"],
  { onlyIn, private: isPrivate }: Pick<ColumnOptions, "onlyIn" | "private"> = {},
): string | null {
  if (matched.reference === null) return onlyIn === "current" ? "Only in current, as expected." : "Only in current."
  if (matched.current === null) return onlyIn === "reference" ? "Only in reference, as expected." : "Only in reference."
  if (kind === null)
    return `Type changed: ${matched.reference.storageType} in reference, ${matched.current.storageType} in current.`
  const undecided = matched.reference.undecided ?? matched.current.undecided
  if (undecided !== undefined) return `Not judged: it holds ${undecided}.`
  if (matched.role === "timestamp") return "Named as the time column, which is profiled, not tested."
  return reasonByType(column) ?? reasonByValues(column, tests, isPrivate === true)
}

function reasonByType({ type, type_reason }: Known): string | null {
  switch (type) {
    case "identifier":
      return `Identifiers are profiled, not tested: ${type_reason}.`
    case "datetime":
      return "Dates and times are profiled, not tested."
    case "nested":
      return type_reason === "lists of numbers" ? null : "Lists and structures are counted, not tested."
    case "text":
      return type_reason === "binary values" ? "Binary values are profiled, not tested." : null
    default:
      return null
  }
}

function reasonByValues(
  { type, reference, current }: Known,
  tests: Policy["tests"],
  isPrivate: boolean,
): string | null {
  const missing = allMissing(reference, current)
  if (missing !== null || tests === "everything") return missing
  for (const [label, side] of [["reference", reference] as const, ["current", current] as const]) {
    if (side === null) continue
    const values = side.rows - side.missing - (type === "numeric" ? side.infinite : 0)
    if (values < fewestValues)
      return `Only ${count(values)} usable ${values === 1 ? "value" : "values"} in ${label}; at least ${fewestValues} are needed.`
  }
  const [inReference, inCurrent] = [reference?.top[0]?.value, current?.top[0]?.value]
  const constant = reference?.distinct === 1 && current?.distinct === 1 && inReference === inCurrent
  return constant ? `The same single value on both sides${isPrivate ? "" : `: ${inReference ?? ""}`}.` : null
}

function allMissing(reference: ColumnSummary | null, current: ColumnSummary | null): string | null {
  const empty = (side: ColumnSummary | null) => side !== null && side.missing === side.rows
  if (empty(reference) && empty(current)) return "All values are missing on both sides."
  if (empty(reference)) return "All values are missing in reference."
  return empty(current) ? "All values are missing in current." : null
}
