import { createHash } from "node:crypto"
import { mostCategories, mostCategoriesTogether, mostCategoryLetters, type Categories } from "./profile.js"

const hashDigits = 12

/** A category as 12 hexadecimal digits of its SHA-256 after the salt. Whoever has the salt can try strings one by one. */
export function hashCategory(text: string, salt: string): string {
  return createHash("sha256").update(`${salt}\0${text}`).digest("hex").slice(0, hashDigits)
}

/** The largest categories in the order given (it matters where strings are sampled); the others as one. */
export function toCategories(counts: ReadonlyMap<string, number>): Categories {
  const all: Categories = {
    values: Array.from(counts.keys()),
    counts: Array.from(counts.values()),
    other: { values: 0, rows: 0 },
  }
  let letters = 0
  const fitting = all.values.findIndex((value) => (letters += value.length) > mostCategoryLetters)
  return keepLargest(all, Math.min(mostCategories, fitting === -1 ? Infinity : fitting))
}

/** The same with at most `most` of them listed; among equally large ones the first by code point. */
export function keepLargest({ values, counts, other }: Categories, most: number): Categories {
  if (values.length <= most) return { values, counts, other }
  const bySize = Array.from(values.keys()).sort((a, b) => counts[b] - counts[a] || (values[a] < values[b] ? -1 : 1))
  const kept = bySize.slice(0, most).sort((a, b) => a - b)
  const left = bySize.slice(most)
  return {
    values: kept.map((i) => values[i]),
    counts: kept.map((i) => counts[i]),
    other: { values: other.values + left.length, rows: left.reduce((sum, i) => sum + counts[i], other.rows) },
  }
}

/** The most categories a column may list so that all columns together stay within their limit. */
export function fairLimit(sizes: readonly number[]): number {
  let left = mostCategoriesTogether
  const ascending = [...sizes].sort((a, b) => a - b)
  for (const [i, size] of ascending.entries()) {
    const fair = Math.floor(left / (ascending.length - i))
    if (size > fair) return fair
    left -= size
  }
  return mostCategories
}
