import { randomNumbers } from "./random.js"
import { shuffle } from "./shuffle.js"

/** Rows of the two sides, each by the number of its text, and the fold that each row belongs to. */
export interface TextFolds {
  reference: Uint8Array
  current: Uint8Array
}

/** Rows that stay together. */
interface Group {
  reference: number[]
  current: number[]
}

/**
 * Deals rows to `folds` folds of about as many rows of either side each, at random as the seed says. Rows of the same text
 * go to the same fold, on both sides, so that nothing can be judged by having seen it; only a text that holds more than
 * one fold's share of a side, which no one fold could take, is dealt out row by row.
 * `reference` and `current` hold the number of each row's text.
 */
export function textFolds(reference: Uint32Array, current: Uint32Array, folds: number, seed: number): TextFolds {
  const groups = groupRows(reference, current).flatMap((group) =>
    group.reference.length > reference.length / folds || group.current.length > current.length / folds
      ? oneByOne(group)
      : [group],
  )
  const order = shuffle(
    Int32Array.from(groups, (_, i) => i),
    randomNumbers(seed),
  )
  const largestFirst = Array.from(order, (i) => groups[i]).sort((a, b) => sizeOf(b) - sizeOf(a))

  const dealt = { reference: new Uint8Array(reference.length), current: new Uint8Array(current.length) }
  const load = Array.from({ length: folds }, () => ({ reference: 0, current: 0 }))
  for (const group of largestFirst) {
    const [r, c] = [group.reference.length, group.current.length]
    const weights = load.map((fold) => r * fold.reference + c * fold.current)
    const lightest = weights.indexOf(Math.min(...weights))
    load[lightest].reference += r
    load[lightest].current += c
    for (const row of group.reference) dealt.reference[row] = lightest
    for (const row of group.current) dealt.current[row] = lightest
  }
  return dealt
}

function groupRows(reference: Uint32Array, current: Uint32Array): Group[] {
  const groups = new Map<number, Group>()
  const groupOf = (text: number) => {
    const group = groups.get(text) ?? { reference: [], current: [] }
    groups.set(text, group)
    return group
  }
  reference.forEach((text, row) => groupOf(text).reference.push(row))
  current.forEach((text, row) => groupOf(text).current.push(row))
  return Array.from(groups.values())
}

function oneByOne({ reference, current }: Group): Group[] {
  return [
    ...reference.map((row) => ({ reference: [row], current: [] })),
    ...current.map((row) => ({ reference: [], current: [row] })),
  ]
}

function sizeOf({ reference, current }: Group): number {
  return reference.length + current.length
}
