import { proportionsZ } from "./proportions-z.js"
import { sampleTexts, type SampledTexts } from "./sample-texts.js"
import type { CountedTexts } from "./text-ks.js"
import { total } from "./total.js"
import { wordsOf } from "./words-of.js"

const seed = 20_241_130
const budget = { rows: 5000, perText: 2000, altogether: 1_000_000 }
/** False alarms among all words of a column: p-values are multiplied by the number of words (Bonferroni). */
const surely = 0.01
const mostWords = 5
const mostRows = 3
/** Characters of a typical text that are kept. */
const longestText = 300

/** A word and the share of the rows with a text that hold it, in [0, 1]. */
export interface MovedWord {
  word: string
  reference: number
  current: number
}

/** The words that more and that fewer rows hold, the largest shift first, and the texts that they tell best. */
export interface WordShift {
  more: MovedWord[]
  fewer: MovedWord[]
  /** At most three different texts of each side, cut; none where no word moved. */
  typical_reference: string[]
  typical_current: string[]
}

/** Rows that hold a word, on both sides. */
interface Held {
  reference: number
  current: number
}

/**
 * The words whose share of rows moved beyond chance (two-sample z test, Bonferroni over all words), at most five each way.
 * A word counts once a row. Reads at most 5,000 random rows a side, always the same, and about a million characters.
 */
export function wordShift(reference: CountedTexts, current: CountedTexts): WordShift {
  const [a, b] = [sampleTexts(reference, budget, seed), sampleTexts(current, budget, seed + 1)]
  const [n, m] = [total(a.counts), total(b.counts)]
  const words = { reference: a.values.map(someWords), current: b.values.map(someWords) }
  const held = heldBy(words, { reference: a, current: b })
  const moved = movedWords(held, n, m)
  const weights = new Map(moved.map(({ word }) => [word, logRatio(held.get(word), n, m)]))
  const largest = (words: readonly MovedWord[]) => words.slice(0, mostWords)
  return {
    more: largest(moved.filter((word) => word.current > word.reference)),
    fewer: largest(moved.filter((word) => word.current < word.reference)),
    typical_reference: typical(a, words.reference, weights, -1),
    typical_current: typical(b, words.current, weights, 1),
  }
}

const someWords = (text: string) => wordsOf(text, budget.perText)

/** `words`: those of each text. */
function heldBy(
  words: Record<keyof Held, readonly ReadonlySet<string>[]>,
  sides: Record<keyof Held, SampledTexts>,
): Map<string, Held> {
  const held = new Map<string, Held>()
  for (const side of ["reference", "current"] as const)
    words[side].forEach((ofText, i) => {
      for (const word of ofText) {
        let rows = held.get(word)
        if (rows === undefined) held.set(word, (rows = { reference: 0, current: 0 }))
        rows[side] += sides[side].counts[i]
      }
    })
  return held
}

/** Those beyond chance, the largest shift first; ties by code point. */
function movedWords(held: ReadonlyMap<string, Held>, n: number, m: number): MovedWord[] {
  const size = ({ reference, current }: MovedWord) => Math.abs(current - reference)
  return Array.from(held)
    .filter(([, { reference: a, current: b }]) => {
      const { p } = proportionsZ(Float64Array.of(n - a, a), Float64Array.of(m - b, b))
      return p * held.size < surely
    })
    .map(([word, { reference, current }]) => ({ word, reference: reference / n, current: current / m }))
    .sort((a, b) => size(b) - size(a) || (a.word < b.word ? -1 : 1))
}

/** Logarithm of how many times as often a row of current holds it, half a row added to each count. */
function logRatio(rows: Held | undefined, n: number, m: number): number {
  const { reference, current } = rows ?? { reference: 0, current: 0 }
  return Math.log((current + 0.5) / (m + 1)) - Math.log((reference + 0.5) / (n + 1))
}

/**
 * The texts whose moved words speak most for a side (`sign` 1: current), long ones not favoured for their length, and each
 * with other moved words than those before it.
 */
function typical(
  { values }: SampledTexts,
  wordsByText: readonly ReadonlySet<string>[],
  weights: ReadonlyMap<string, number>,
  sign: 1 | -1,
): string[] {
  if (weights.size === 0) return []
  const scored = values.map((text, i) => {
    const words = Array.from(wordsByText[i])
    const moved = words.filter((word) => weights.has(word)).sort()
    const sum = moved.reduce((all, word) => all + (weights.get(word) ?? 0), 0)
    return { text, key: moved.join(" "), score: (sign * sum) / Math.sqrt(Math.max(1, words.length)) }
  })
  const best = scored.filter(({ score }) => score > 0).sort((a, b) => b.score - a.score || (a.text < b.text ? -1 : 1))
  const first = new Map<string, string>()
  for (const { key, text } of best) if (!first.has(key)) first.set(key, text)
  return Array.from(first.values()).slice(0, mostRows).map(cut)
}

function cut(text: string): string {
  const points = Array.from(text.slice(0, 2 * longestText))
  return points.length <= longestText ? text : `${points.slice(0, longestText - 1).join("")}…`
}
