import type { ColumnInfo, Dataset, Role } from "../model.js"
import type { CompareOptions } from "../options/options.js"

/** A column by name, as each side states it; null where the side lacks it. */
export interface MatchedColumn {
  name: string
  role: Role
  reference: ColumnInfo | null
  current: ColumnInfo | null
}

/**
 * The columns of both sides by name: in the reference's order, then those only in current; narrowed by --columns and --exclude,
 * in which patterns are names already (see resolve-columns).
 */
export function matchColumns(reference: Dataset, current: Dataset, options: CompareOptions): MatchedColumn[] {
  const inReference = byName(reference)
  const inCurrent = byName(current)
  const names = new Set([...inReference.keys(), ...inCurrent.keys()])
  const wanted =
    options.columns === null ? names : new Set([...options.columns, ...options.roles.keys(), ...options.key])
  const excluded = new Set(options.exclude)
  return Array.from(names)
    .filter((name) => wanted.has(name) && !excluded.has(name))
    .map((name) => ({
      name,
      role: options.roles.get(name) ?? "feature",
      reference: inReference.get(name) ?? null,
      current: inCurrent.get(name) ?? null,
    }))
}

function byName(dataset: Dataset): Map<string, ColumnInfo> {
  return new Map(dataset.columns.map((column) => [column.name, column]))
}
