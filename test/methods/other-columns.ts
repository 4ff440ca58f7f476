import type { ColumnType, EvidenceByNeed, Need } from "../../src/model.js"
import { randomNumbers } from "../../src/stats/random.js"
import { edgeTexts, texts } from "./text-sides.js"

export type Given = EvidenceByNeed[Need]

/** What columns that are neither numbers nor categories give a method to measure. */
export interface OtherColumns {
  equal: Given
  distant: Given
  /** Two draws from one law, by seed. */
  unchanged: (seed: number) => Given
  edges: Record<string, Given>
}

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const monday = Date.UTC(2025, 2, 3)

/** Instants within eight weeks, on the first `days` days of the week and in the first `hours` hours of the day. */
function instants(n: number, seed: number, days = 7, hours = 24): Float64Array {
  const next = randomNumbers(seed)
  const day = () => Math.floor(next() * 8) * 7 + Math.floor(next() * days)
  return Float64Array.from({ length: n }, () => monday + day() * dayMs + next() * hours * hourMs).sort()
}

const vocabulary = ["drift", "column", "of", "a", "reference", "12", "(see", "current)", "rows", "which", "3.5"]

/** Texts of five to fourteen words. */
function sentences(n: number, seed: number): string[] {
  const next = randomNumbers(seed)
  const word = () => vocabulary[Math.floor(next() * vocabulary.length)]
  return Array.from({ length: n }, () => Array.from({ length: 5 + Math.floor(next() * 10) }, word).join(" "))
}

const timeColumns: OtherColumns = {
  equal: { reference: instants(500, 1), current: instants(500, 1) },
  distant: { reference: instants(500, 1), current: instants(500, 2, 2, 6) },
  unchanged: (seed) => ({ reference: instants(400, 2 * seed), current: instants(300, 2 * seed + 1) }),
  edges: {
    "one instant each": { reference: Float64Array.of(0), current: Float64Array.of(-1) },
    "dates only": { reference: Float64Array.of(0, dayMs), current: Float64Array.of(-dayMs, 2 * dayMs) },
    "far years": { reference: Float64Array.of(-8.64e15, 8.64e15), current: Float64Array.of(-6.2e13, 2.5e14) },
    "the ends of all doubles": { reference: Float64Array.of(-1.7e308, 1.7e308), current: Float64Array.of(5e-324) },
  },
}

const textColumns: OtherColumns = {
  equal: texts(sentences(300, 1), sentences(300, 1)),
  distant: texts(
    sentences(300, 1),
    sentences(300, 2).map((text) => `${text} ¿Qué pasó? 1234567890 ${text}`),
  ),
  unchanged: (seed) => texts(sentences(200, 2 * seed), sentences(150, 2 * seed + 1)),
  edges: edgeTexts,
}

/** Null for numbers and categories. */
export function otherColumns(types: readonly ColumnType[]): OtherColumns | null {
  if (types.includes("text")) return textColumns
  return types.includes("datetime") ? timeColumns : null
}
