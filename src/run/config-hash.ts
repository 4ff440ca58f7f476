import { createHash } from "node:crypto"
import type { CompareOptions } from "../options/options.js"
import type { ReadOptions } from "../sources/source.js"

/**
 * 16 hexadecimal digits that are equal for two runs whose figures may be compared: a hash of everything that steers reading and
 * comparing, in any order. Left out are the clock, and what fails the run: that judges figures and makes none.
 */
export function configHash(options: CompareOptions, read: ReadOptions): string {
  return createHash("sha256")
    .update(
      JSON.stringify(
        canonical({
          ...{ ...options, ...read },
          ...{ failOn: undefined, now: undefined, origins: undefined, rules: rulesOf(options) },
        }),
      ),
    )
    .digest("hex")
    .slice(0, 16)
}

/** The rules without where they were written. */
const rulesOf = ({ rules }: CompareOptions) =>
  rules.map(({ expression, severity, allowed }) => ({ expression, severity, allowed }))

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
