import { throwTogether, UsageError } from "../errors.js"
import { isPattern, namesFor } from "./name-patterns.js"
import type { CheckOptions, CompareOptions } from "./options.js"
import { didYouMean } from "../words/suggest.js"

export interface Resolved {
  /** The same options with the names that columns have in place of every pattern. */
  options: CompareOptions
  /** Patterns that stand for no column. */
  warnings: string[]
}

/**
 * The options for columns of these names. What is said of a column by name beats what is said by pattern, a later pattern an
 * earlier one. Throws UsageError that lists the names that no column has.
 */
export function resolveColumns(options: CompareOptions, columns: Iterable<string>): Resolved {
  const names = new Set(columns)
  const warnings: string[] = []
  const unknown: UsageError[] = []
  const find = ({ text, use }: Mention) => {
    const found = namesFor(text, names)
    if (found.length > 0) return found
    if (!isPattern(text)) unknown.push(unknownColumn(text, names, use))
    else warnings.push(`${use}: the pattern ${JSON.stringify(text)} fits no column.`)
    return []
  }
  const exact = ({ text, use }: Mention) => {
    if (!names.has(text)) unknown.push(unknownColumn(text, names, use))
  }
  const mentions = mentionsIn(options)
  for (const [name, role] of options.roles) exact(mentions.one(name, role, `--${role}`))
  mentions.all(options.key, "key", "--key").forEach(exact)
  mentions
    .all(
      options.segments.map(({ column }) => column),
      "segments",
      "--segment",
    )
    .forEach(exact)
  for (const [id, { column }] of options.metrics)
    if (column !== undefined) exact(mentions.one(column, `metrics.${id}`, `metrics: ${id}`))
  const resolved: CompareOptions = {
    ...options,
    columns: options.columns === null ? null : mentions.all(options.columns, "include", "--columns").flatMap(find),
    exclude: mentions.all(options.exclude, "exclude", "--exclude").flatMap(find),
    perColumn: byName(options.perColumn, (name) => find(mentions.under(name, "columns"))),
    perCheck: new Map(
      Array.from(options.perCheck, ([id, check]) => [
        id,
        withColumns(check, (name) => find(mentions.under(name, `checks.${id}.columns`))),
      ]),
    ),
  }
  throwTogether(unknown)
  return { options: resolved, warnings }
}

/** A name or pattern, and where it was said: a place in the configuration, or a flag. */
interface Mention {
  text: string
  use: string
}

function mentionsIn({ origins }: CompareOptions) {
  const place = (key: string, what: string) => {
    const origin = origins?.get(key)
    return origin === undefined ? undefined : `${origin}: ${what}`
  }
  const all = (texts: readonly string[], key: string, flag: string): Mention[] =>
    texts.map((text, i) => ({ text, use: place(`${key}.${i}`, key) ?? place(key, key) ?? flag }))
  return {
    all,
    one: (text: string, key: string, flag: string): Mention => {
      const places = Array.from(origins?.keys() ?? []).filter((each) => each === key || each.startsWith(`${key}.`))
      return { text, use: places.length === 0 ? flag : (place(places[0], key) ?? flag) }
    },
    under: (text: string, key: string): Mention => ({
      text,
      use: place(`${key}.${text}`, key) ?? `${key} in the options`,
    }),
  }
}

function withColumns(check: CheckOptions, find: (name: string) => string[]): CheckOptions {
  return check.perColumn === undefined ? check : { ...check, perColumn: byName(check.perColumn, find) }
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
