import { UsageError } from "../errors.js"
import { isPattern, namesFor } from "./name-patterns.js"
import type { CheckOptions, CompareOptions } from "./options.js"
import { didYouMean } from "./suggest.js"

export interface Resolved {
  /** The same options with the names that columns have in place of every pattern. */
  options: CompareOptions
  /** Patterns that stand for no column. */
  warnings: string[]
}

/**
 * The options for columns of these names. What is said of a column by name beats what is said by pattern, a later pattern an
 * earlier one. Throws UsageError for a name that no column has.
 */
export function resolveColumns(options: CompareOptions, columns: Iterable<string>): Resolved {
  const names = new Set(columns)
  const warnings: string[] = []
  const find = (use: string) => (text: string) => {
    const found = namesFor(text, names)
    if (found.length > 0) return found
    if (!isPattern(text)) throw unknownColumn(text, names, use)
    warnings.push(`${use}: the pattern ${JSON.stringify(text)} fits no column.`)
    return []
  }
  const exact = (use: string, asked: Iterable<string>) => {
    for (const name of asked) if (!names.has(name)) throw unknownColumn(name, names, use)
  }
  for (const [name, role] of options.roles) exact(`--${role}`, [name])
  exact("--key", options.key)
  exact(
    "--segment",
    options.segments.map(({ column }) => column),
  )
  const resolved: CompareOptions = {
    ...options,
    columns: options.columns?.flatMap(find("--columns")) ?? null,
    exclude: options.exclude.flatMap(find("--exclude")),
    perColumn: byName(options.perColumn, find("columns in the configuration")),
    perCheck: new Map(Array.from(options.perCheck, ([id, check]) => [id, checkByName(id, check, find)])),
  }
  return { options: resolved, warnings }
}

type Find = (use: string) => (text: string) => string[]

function checkByName(id: string, check: CheckOptions, find: Find): CheckOptions {
  if (check.perColumn === undefined) return check
  return { ...check, perColumn: byName(check.perColumn, find(`the check ${id} in the configuration`)) }
}

/** Settings by the names they hold for; those of several patterns and of the name itself joined, the more particular ones last. */
function byName<Settings extends object>(
  settings: ReadonlyMap<string, Settings>,
  find: (text: string) => string[],
): Map<string, Settings> {
  const found = Array.from(settings, ([text, own]) => ({ text, own, names: find(text) }))
  const byPattern = found.filter(({ text, names }) => names[0] !== text)
  const joined = new Map<string, Settings>()
  for (const { own, names } of [...byPattern, ...found.filter((each) => !byPattern.includes(each))])
    for (const name of names) joined.set(name, { ...joined.get(name), ...own })
  return joined
}

function unknownColumn(name: string, known: ReadonlySet<string>, use: string): UsageError {
  const first = Array.from(known)
    .slice(0, 8)
    .map((column) => JSON.stringify(column))
  return new UsageError(`${use} names the column ${JSON.stringify(name)}, which neither side has`, {
    hint: didYouMean(name, known, `columns: ${first.join(", ")}${known.size > first.length ? ", …" : ""}`),
  })
}
