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

/** The words of each text by number: those of text t are words[starts[t]] … words[starts[t + 1] − 1]. */
interface TextWords {
  starts: Int32Array
  words: number[]
}

/** Rows that hold each word, by number, of the rows of a side. */
interface Held {
  rows: Float64Array
  of: number
}

/**
 * The words whose share of rows moved beyond chance (two-sample z test, Bonferroni over all words), at most five each way.
 * A word counts once a row. Reads at most 5,000 random rows a side, always the same, and about a million characters.
 */
export function wordShift(reference: CountedTexts, current: CountedTexts): WordShift {
  const [a, b] = [sampleTexts(reference, budget, seed), sampleTexts(current, budget, seed + 1)]
  const numbers = new Map<string, number>()
  const words = { reference: numberedWords(a, numbers), current: numberedWords(b, numbers) }
  const names = Array.from(numbers.keys())
  const [before, after] = [heldBy(words.reference, a, names.length), heldBy(words.current, b, names.length)]
  const moved = movedWords(names, before, after)
  const weights = new Map(Array.from(moved.keys(), (word) => [word, logRatio(word, before, after)]))
  const sorted = sortedMoves(Array.from(moved.values()))
  const largest = (words: readonly MovedWord[]) => words.slice(0, mostWords)
  return {
    more: largest(sorted.filter((word) => word.current > word.reference)),
    fewer: largest(sorted.filter((word) => word.current < word.reference)),
    typical_reference: typical(a, words.reference, { names, weights }, -1),
    typical_current: typical(b, words.current, { names, weights }, 1),
  }
}

/** The words of each text; new ones are numbered as they are met, for a string of each would outlive its text. */
function numberedWords({ values }: SampledTexts, numbers: Map<string, number>): TextWords {
  const starts = new Int32Array(values.length + 1)
  const words: number[] = []
  values.forEach((text, i) => {
    for (const word of wordsOf(text, budget.perText)) {
      let number = numbers.get(word)
      if (number === undefined) numbers.set(word, (number = numbers.size))
      words.push(number)
    }
    starts[i + 1] = words.length
  })
  return { starts, words }
}

function heldBy({ starts, words }: TextWords, { counts }: SampledTexts, different: number): Held {
  const rows = new Float64Array(different)
  for (let text = 0; text < counts.length; text++)
    for (let i = starts[text]; i < starts[text + 1]; i++) rows[words[i]] += counts[text]
  return { rows, of: total(counts) }
}

/** Those beyond chance, by number. */
function movedWords(names: readonly string[], before: Held, after: Held): Map<number, MovedWord> {
  const [n, m] = [before.of, after.of]
  const [first, second] = [new Float64Array(2), new Float64Array(2)]
  const moved = new Map<number, MovedWord>()
  names.forEach((word, number) => {
    const [a, b] = [before.rows[number], after.rows[number]]
    first[0] = n - a
    first[1] = a
    second[0] = m - b
    second[1] = b
    if (proportionsZ(first, second).p * names.length < surely)
      moved.set(number, { word, reference: a / n, current: b / m })
  })
  return moved
}

/** The largest shift first; ties by code point. */
function sortedMoves(moved: readonly MovedWord[]): MovedWord[] {
  const size = ({ reference, current }: MovedWord) => Math.abs(current - reference)
  return moved.toSorted((a, b) => size(b) - size(a) || (a.word < b.word ? -1 : 1))
}

/** Logarithm of how many times as often a row of current holds a word, half a row added to each count. */
function logRatio(word: number, before: Held, after: Held): number {
  return Math.log((after.rows[word] + 0.5) / (after.of + 1)) - Math.log((before.rows[word] + 0.5) / (before.of + 1))
}

/** The words that moved, with how much each speaks for current, and the name of every word. */
interface Weights {
  names: readonly string[]
  weights: ReadonlyMap<number, number>
}

/**
 * The texts whose moved words speak most for a side (`sign` 1: current), long ones not favoured for their length, and each
 * with other moved words than those before it.
 */
function typical(
  { values }: SampledTexts,
  { starts, words }: TextWords,
  { names, weights }: Weights,
  sign: 1 | -1,
): string[] {
  if (weights.size === 0) return []
  const scored = values.flatMap((text, i) => {
    const own = words.slice(starts[i], starts[i + 1])
    const moved = own.filter((word) => weights.has(word)).sort((a, b) => (names[a] < names[b] ? -1 : 1))
    const sum = moved.reduce((all, word) => all + (weights.get(word) ?? 0), 0)
    const score = (sign * sum) / Math.sqrt(Math.max(1, own.length))
    return score > 0 ? [{ text, moved, score }] : []
  })
  scored.sort((a, b) => b.score - a.score || (a.text < b.text ? -1 : 1))
  const first = new Map<string, string>()
  for (const { moved, text } of scored) {
    const key = moved.join(" ")
    if (!first.has(key)) first.set(key, text)
    if (first.size === mostRows) break
  }
  return Array.from(first.values()).map(cut)
}

function cut(text: string): string {
  const points = Array.from(text.slice(0, 2 * longestText))
  return points.length <= longestText ? text : `${points.slice(0, longestText - 1).join("")}…`
}
