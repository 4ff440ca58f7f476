import { documentAuc, type DocumentAuc } from "./document-auc.js"
import { ngramDocuments } from "./ngram-documents.js"
import { sampleTexts, type SampledTexts } from "./sample-texts.js"
import type { CountedTexts } from "./text-ks.js"
import { tfIdf } from "./tf-idf.js"
import { total } from "./total.js"

const seed = 20_241_106
const budget = { rows: 5000, perText: 2000, altogether: 1_000_000 }
const ngrams = { shortest: 3, longest: 5, bits: 18, readUpTo: budget.perText }

/**
 * How well a classifier tells which side a text is from: logistic regression on hashed character 3- to 5-grams with
 * TF-IDF weights, each fifth of the rows judged by what was learnt from the other four.
 */
export function textAuc(reference: CountedTexts, current: CountedTexts): DocumentAuc {
  const [a, b] = [sampleTexts(reference, budget, seed), sampleTexts(current, budget, seed + 1)]
  const texts = Array.from(new Set([...a.values, ...b.values]))
  const numbers = new Map(texts.map((text, i) => [text, i]))
  const sides = { reference: textNumbers(a, numbers), current: textNumbers(b, numbers) }
  const rows = new Float64Array(texts.length)
  for (const side of [sides.reference, sides.current]) for (let row = 0; row < side.length; row++) rows[side[row]]++
  const documents = tfIdf(ngramDocuments(texts, ngrams), rows)
  return documentAuc(documents, sides, seed + 2)
}

/** The number of each row's text. */
function textNumbers({ values, counts }: SampledTexts, numbers: ReadonlyMap<string, number>): Uint32Array {
  const rows = new Uint32Array(total(counts))
  let end = 0
  values.forEach((text, i) => rows.fill(numbers.get(text) ?? 0, end, (end += counts[i])))
  return rows
}
