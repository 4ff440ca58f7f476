import { jensenShannon, largestShannon } from "./jensen-shannon.js"
import { ngramDocuments, type NgramDocuments } from "./ngram-documents.js"
import { randomNumbers } from "./random.js"
import { rememberPair } from "./remember-pair.js"
import { sampleTexts } from "./sample-texts.js"
import { shuffle } from "./shuffle.js"
import type { CountedTexts } from "./text-ks.js"
import { total } from "./total.js"

const seed = 20_241_105
/** Random redistributions of the rows: their mean is good to a sixth of their deviation. */
const replicates = 40
/** Exceeded by a standard normal variable in 5 % of cases. */
const normalPoint = 1.6448536269514722
const budget = { rows: 5000, perText: 2000, altogether: 1_000_000 }
const ngrams = { shortest: 3, longest: 3, bits: 12, readUpTo: budget.perText }

export interface NgramShannon {
  /** Jensen–Shannon distance of the two rows of n-gram shares, in [0, 0.83], as it is. */
  distance: number
  /** The same with what chance alone adds taken out; 0 where it is no more than that. */
  excess: number
  /** What `excess` goes beyond in 5 % of cases when nothing changed. */
  noiseFloor: number
}

/**
 * Distance between the shares of character 3-grams of two sides: in how many rows each of 4,096 hash buckets occurs.
 * N-grams of one text depend on each other, so the chi-square law does not hold. What chance adds is measured instead:
 * the rows are dealt out anew to sides of the same sizes, 40 times, with fixed random numbers. Remembered for as long as both sides live.
 */
export const ngramShannon: (reference: CountedTexts, current: CountedTexts) => NgramShannon = rememberPair(measureSides)

function measureSides(reference: CountedTexts, current: CountedTexts): NgramShannon {
  const [a, b] = [sampleTexts(reference, budget, seed), sampleTexts(current, budget, seed + 1)]
  const documents = ngramDocuments([...a.values, ...b.values], ngrams)
  const rows = Int32Array.of(...rowsOf(a.counts, 0), ...rowsOf(b.counts, a.values.length))
  const n = total(a.counts)
  const all = bucketRows(documents, rows)
  const divergence = () => {
    const ofReference = bucketRows(documents, rows.subarray(0, n))
    const ofCurrent = all.map((count, bucket) => count - ofReference[bucket])
    return jensenShannon(new Float64Array(ofReference), new Float64Array(ofCurrent)) ** 2
  }

  const observed = divergence()
  const next = randomNumbers(seed + 2)
  const chance = Float64Array.from({ length: replicates }, () => {
    shuffle(rows, next)
    return divergence()
  })
  const mean = chance.reduce((sum, value) => sum + value, 0) / replicates
  return {
    distance: Math.sqrt(observed),
    excess: Math.sqrt(Math.max(0, observed - mean)),
    noiseFloor: Math.min(largestShannon, Math.sqrt(reachAboveMean(chance, mean))),
  }
}

/**
 * How far above its mean chance reaches in 5 % of cases, if it follows a multiple of a chi-square law (its skewness is
 * then twice the deviation over the mean), by the first terms of Cornish and Fisher (1938).
 */
function reachAboveMean(chance: Float64Array, mean: number): number {
  if (mean === 0) return 0
  const variance = chance.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (chance.length - 1)
  const skewness = (2 * Math.sqrt(variance)) / mean
  // The mean itself is uncertain too.
  const deviation = Math.sqrt(variance * (1 + 1 / chance.length))
  return deviation * (normalPoint + ((normalPoint ** 2 - 1) / 6) * skewness)
}

/** The document of each row. */
function rowsOf(counts: CountedTexts["counts"], first: number): number[] {
  return Array.from(counts).flatMap((count, i) => new Array<number>(count).fill(first + i))
}

/** In how many of the rows each bucket occurs. */
function bucketRows({ starts, buckets, size }: NgramDocuments, rows: Int32Array): Int32Array {
  const counts = new Int32Array(size) // Half as long as with doubles, whose sums are waited for.
  for (let row = 0; row < rows.length; row++) {
    const document = rows[row]
    const end = starts[document + 1]
    for (let i = starts[document]; i < end; i++) counts[buckets[i]]++
  }
  return counts
}
