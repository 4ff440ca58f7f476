import { UsageError } from "../errors.js"
import type { ColumnInfo, Dataset, Role } from "../model.js"
import type { CompareOptions } from "./options.js"
import { didYouMean } from "./suggest.js"

/** A column by name, as each side states it; null where the side lacks it. */
export interface MatchedColumn {
  name: string
  role: Role
  reference: ColumnInfo | null
  current: ColumnInfo | null
}

/**
 * The columns of both sides by name: in the reference's order, then those only in current; narrowed by --columns and --exclude.
 * Throws UsageError for a name in the options that neither side has.
 */
export function matchColumns(reference: Dataset, current: Dataset, options: CompareOptions): MatchedColumn[] {
  const inReference = byName(reference)
  const inCurrent = byName(current)
  const names = new Set([...inReference.keys(), ...inCurrent.keys()])
  for (const [use, asked] of askedFor(options)) requireKnown(asked, names, use)

  const wanted = options.columns === null ? names : new Set([...options.columns, ...options.roles.keys()])
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

function* askedFor(options: CompareOptions): Iterable<[use: string, name: string]> {
  for (const name of options.columns ?? []) yield ["--columns", name]
  for (const name of options.exclude) yield ["--exclude", name]
  for (const [name, role] of options.roles) yield [`--${role}`, name]
  for (const name of options.perColumn.keys()) yield ["the configuration", name]
}

function requireKnown(name: string, known: ReadonlySet<string>, use: string): void {
  if (known.has(name)) return
  const first = Array.from(known)
    .slice(0, 8)
    .map((column) => JSON.stringify(column))
  throw new UsageError(`${use} names the column ${JSON.stringify(name)}, which neither side has`, {
    hint: didYouMean(name, known, `columns: ${first.join(", ")}${known.size > first.length ? ", …" : ""}`),
  })
}
