import { randomNumbers } from "./random.js"
import { shuffle } from "./shuffle.js"

/** Rows of the two sides, each by the number of its text, and the fold that each row belongs to. */
export interface TextFolds {
  reference: Uint8Array
  current: Uint8Array
}

/** Rows that stay together: the group of each row, and how many rows of either side each group has. */
interface Groups {
  reference: Int32Array
  current: Int32Array
  ofReference: Int32Array
  ofCurrent: Int32Array
}

/**
 * Deals rows to `folds` folds of about as many rows of either side each, at random as the seed says. Rows of the same text
 * go to the same fold, on both sides, so that nothing can be judged by having seen it; only a text that holds more than
 * one fold's share of a side, which no one fold could take, is dealt out row by row.
 * `reference` and `current` hold the number of each row's text, from 0 on.
 */
export function textFolds(reference: Uint32Array, current: Uint32Array, folds: number, seed: number): TextFolds {
  const groups = groupRows(reference, current, folds)
  const { ofReference, ofCurrent } = groups
  const order = shuffle(
    ofReference.map((_, group) => group),
    randomNumbers(seed),
  )
  const sizeOf = (group: number) => ofReference[group] + ofCurrent[group]
  const largestFirst = Array.from(order).sort((a, b) => sizeOf(b) - sizeOf(a))

  const dealt = new Uint8Array(order.length)
  const load = { reference: new Float64Array(folds), current: new Float64Array(folds) }
  for (const group of largestFirst) {
    const [r, c] = [ofReference[group], ofCurrent[group]]
    let [lightest, least] = [0, Infinity]
    for (let fold = 0; fold < folds; fold++) {
      const weight = r * load.reference[fold] + c * load.current[fold]
      if (weight >= least) continue
      lightest = fold
      least = weight
    }
    load.reference[lightest] += r
    load.current[lightest] += c
    dealt[group] = lightest
  }
  const foldsOf = (rows: Int32Array) => new Uint8Array(rows.length).map((_, row) => dealt[rows[row]])
  return { reference: foldsOf(groups.reference), current: foldsOf(groups.current) }
}

/** Groups are numbered as their texts are met; where each row of a text is a group of its own, these follow each other. */
function groupRows(reference: Uint32Array, current: Uint32Array, folds: number): Groups {
  const texts = largest(current, largest(reference, -1)) + 1
  const [inReference, inCurrent] = [rowsByNumber(reference, texts), rowsByNumber(current, texts)]
  const isApart = (text: number) =>
    inReference[text] > reference.length / folds || inCurrent[text] > current.length / folds
  const next = new Int32Array(texts).fill(-1)
  let count = 0
  const grouped = (rows: Uint32Array) =>
    new Int32Array(rows.length).map((_, row) => {
      const text = rows[row]
      const apart = isApart(text)
      if (next[text] < 0) {
        next[text] = count
        count += apart ? inReference[text] + inCurrent[text] : 1
      }
      return apart ? next[text]++ : next[text]
    })
  const [ofReference, ofCurrent] = [grouped(reference), grouped(current)]
  return {
    reference: ofReference,
    current: ofCurrent,
    ofReference: rowsByNumber(ofReference, count),
    ofCurrent: rowsByNumber(ofCurrent, count),
  }
}

function largest(numbers: Uint32Array, least: number): number {
  return numbers.reduce((most, number) => Math.max(most, number), least)
}

/** How many rows have each number below `most`. */
function rowsByNumber(numbers: Uint32Array | Int32Array, most: number): Int32Array {
  const rows = new Int32Array(most)
  for (let row = 0; row < numbers.length; row++) rows[numbers[row]]++
  return rows
}
