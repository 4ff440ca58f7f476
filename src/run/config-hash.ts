import { createHash } from "node:crypto"
import { defaultOptions, type CompareOptions } from "../options/options.js"
import type { ReadSides } from "../sources/source.js"

/** What a hash of this form begins with. Those of older versions covered every setting and have 16 digits alone. */
const form = "2-"

/** What makes no figures (the clock, the runs before, what fails the run), and what is another file or time in each run as the data are. */
const leftOut: ReadonlySet<string> = new Set([
  "failOn",
  "now",
  "periodEnd",
  "earlier",
  "earlierRows",
  "watched",
  "clock",
  "origins",
  "labels",
  "referenceLabels",
  "labelsAsOf",
  "hash",
])

/**
 * "2-" and 16 hexadecimal digits that are equal for two runs whose figures may be compared: a hash of every setting of reading
 * and comparing that differs from its default, in any order. A setting that joins later changes no hash where it is not used.
 */
export function configHash(options: CompareOptions, read: ReadSides): string {
  const differing = textOf(read.reference) === textOf(read.current) ? {} : { referenceRead: read.reference }
  const defaults: Record<string, unknown> = { ...defaultOptions }
  const judging = { ...options, rules: rulesOf(options), perColumn: withoutAccepting(options) }
  const own = Object.entries({ ...judging, ...read.current, ...differing }).filter(
    ([key, value]) => !leftOut.has(key) && textOf(value) !== textOf(defaults[key]),
  )
  return form + createHash("sha256").update(textOf(own)).digest("hex").slice(0, 16)
}

const textOf = (value: unknown): string => JSON.stringify(canonical(value ?? null))

/** The rules without where they were written. */
const rulesOf = ({ rules }: CompareOptions) =>
  rules.map(({ expression, severity, allowed }) => ({ expression, severity, allowed }))

/** What holds for columns, but what is accepted of them: the figures stay those they were. */
function withoutAccepting({ perColumn }: CompareOptions) {
  const rest = Array.from(perColumn, ([name, { acceptUntil, why, owner, ...own }]) => [name, own] as const)
  return new Map(rest.filter(([, own]) => Object.keys(own).length > 0))
}

/** Maps, sets and objects in one order; fields without a value left out. */
function canonical(value: unknown): unknown {
  if (value instanceof Map) return inOrder(Array.from(value as Map<unknown, unknown>, canonical))
  if (value instanceof Set) return inOrder(Array.from(value as Set<unknown>, canonical))
  if (Array.isArray(value)) return value.map(canonical)
  if (value === null || typeof value !== "object") return typeof value === "function" ? String(value) : value
  if (value instanceof RegExp || value instanceof Date) return String(value)
  return inOrder(Object.entries(value).filter(([, item]) => item !== undefined)).map(canonical)
}

function inOrder<T>(list: T[]): T[] {
  const key = (item: T) => JSON.stringify(item)
  return list.sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0))
}
