import type { Counts, DriftMethod, EvidenceByNeed, Need, Samples, TextSide } from "../../src/model.js"
import { sortAscending } from "../../src/stats/sort-ascending.js"

/** One value of a column, drawn with numbers in [0, 1). */
export type Law = (next: () => number) => number

/** What columns hold: the shapes over which false alarms are counted. */
export const laws = {
  continuous: normal,
  "1–5 ratings": (next) => 1 + Math.floor(next() ** 1.5 * 5),
  "80 % zeros": (next) => (next() < 0.8 ? 0 : Math.exp(normal(next))),
  "Poisson (4)": (next) => poisson(4, next),
  "heavy tails": (next) => Math.exp(3 * normal(next)),
  "300 categories": (next) => Math.floor(next() ** 1.5 * 300),
} satisfies Record<string, Law>

function normal(next: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
}

/** By how many uniform numbers multiply to less than e^−mean: Knuth (1969), The Art of Computer Programming 2, 3.4.1. */
export function poisson(mean: number, next: () => number): number {
  const limit = Math.exp(-mean)
  let hits = -1
  for (let product = 1; product > limit; hits++) product *= next()
  return hits
}

/** `n` values of a law, ascending. */
export function drawn(law: Law, n: number, next: () => number): Float64Array {
  return sortAscending(Float64Array.from({ length: n }, () => law(next)))
}

/** Rows per different value of either side, as if the values were categories. */
export function asCategories({ reference, current }: Samples): Counts {
  const rows = [reference, current].map((side) => {
    const counts = new Map<number, number>()
    for (const value of side) counts.set(value, (counts.get(value) ?? 0) + 1)
    return counts
  })
  const values = Array.from(new Set([...rows[0].keys(), ...rows[1].keys()]))
  const [a, b] = rows.map((counts) => Float64Array.from(values, (value) => counts.get(value) ?? 0))
  return { reference: a, current: b }
}

/** Evidence of the kind that a test asks for, made of numbers: hours since 1970 for times, words of a text for texts. */
export function evidenceFor({ meta }: DriftMethod, both: Samples): EvidenceByNeed[Need] {
  if (meta.needs === "counts") return asCategories(both)
  if (meta.needs === "texts") return { reference: asTexts(both.reference), current: asTexts(both.current) }
  if (!meta.columnTypes.includes("datetime")) return both
  const instants = (side: Float64Array) => side.map((hours) => Math.round(hours * 3_600_000))
  return { reference: instants(both.reference), current: instants(both.current) }
}

const vocabulary = ["a", "parcel", "arrived", "(late)", "No. 7", "and", "was", "returned,", "unopened!"]

/** One text per value: as many words, from 1 to 60, which depend on the value. */
function asTexts(side: Float64Array): TextSide {
  const rows = new Map<string, number>()
  for (const value of side) {
    const words = 1 + Math.min(59, Math.abs(Math.round(value)))
    const text = Array.from({ length: words }, (_, i) => vocabulary[(i + words) % vocabulary.length]).join(" ")
    rows.set(text, (rows.get(text) ?? 0) + 1)
  }
  return { values: Array.from(rows.keys()), counts: Float64Array.from(rows.values()) }
}
