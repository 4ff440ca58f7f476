import { isNullWord } from "./null-words.js"

/** Rows by what their texts read like; blank texts and words for missing are left out. */
export interface KindCounts {
  rows: number
  number: number
  date: number
  boolean: number
  text: number
  /** The most common texts of each kind, at most 5; the first met before others as common. */
  examples: Record<TextKind, string[]>
}

export type TextKind = "number" | "date" | "boolean" | "text"

const mostExamples = 5
const kinds: readonly { kind: TextKind; pattern: RegExp }[] = [
  { kind: "number", pattern: /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i },
  {
    kind: "date",
    pattern: /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?( ?(Z|UTC|[+-]\d{2}:?\d{2}))?)?$/,
  },
  { kind: "boolean", pattern: /^(true|false)$/i },
]

/** What a text reads like; null for blank ones and words that stand for a missing value. */
export function textKind(text: string): TextKind | null {
  const trimmed = text.trim()
  if (trimmed === "" || isNullWord(trimmed)) return null
  const kind = kinds.find(({ pattern }) => pattern.test(trimmed))?.kind ?? "text"
  // Flight 9E3315 is no number.
  return kind === "number" && !Number.isFinite(Number(trimmed)) ? "text" : kind
}

/** How many rows read like numbers, dates, true and false, or anything else. `counts`: rows per text, aligned. */
export function countKinds(texts: readonly string[], counts: ArrayLike<number>): KindCounts {
  const found = { number: 0, date: 0, boolean: 0, text: 0 }
  const met: Record<TextKind, { text: string; count: number }[]> = { number: [], date: [], boolean: [], text: [] }
  texts.forEach((text, i) => {
    const kind = textKind(text)
    if (kind === null) return
    found[kind] += counts[i]
    met[kind].push({ text, count: counts[i] })
  })
  const examples = (kind: TextKind) =>
    met[kind]
      .sort((a, b) => b.count - a.count)
      .slice(0, mostExamples)
      .map(({ text }) => text)
  return {
    rows: found.number + found.date + found.boolean + found.text,
    ...found,
    examples: {
      number: examples("number"),
      date: examples("date"),
      boolean: examples("boolean"),
      text: examples("text"),
    },
  }
}
