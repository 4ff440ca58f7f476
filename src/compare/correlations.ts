import type {
  ColumnBase,
  CorrelationMethod,
  CorrelationPair,
  Correlations,
  SampledColumn,
  SampledTable,
} from "../model.js"
import type { Association } from "../stats/association.js"
import { biasCorrectedV } from "../stats/bias-corrected-v.js"
import { correlationRatio } from "../stats/correlation-ratio.js"
import { denseCodes, type Coded } from "../stats/dense-codes.js"
import { remember } from "../stats/remember.js"
import { spearman } from "../stats/spearman.js"
import { tTwoSided } from "../stats/special.js"
import { rowSampleSeed } from "../evidence/row-sample.js"
import { leftOutGroups, pairErrors } from "./pair-errors.js"

/** Rows that must have both values on each side before a pair is looked at. */
const fewestRows = 30
/** A column with more categories goes with nothing that could be seen. */
const mostCategories = 1000
/** Up to so many pairs all are kept; beyond, the most moved ones and each column's closest. */
const pairsKeptWhole = 300
const mostMovedKept = 100
const closestKept = 3
/** The most moved pairs are told from chance. */
const pairsWithNoise = 8
const significance = 0.05

interface PairColumn {
  name: string
  numeric: boolean
  reference: Coded
  current: Coded
}

/**
 * How closely the columns go together on both sides, pair by pair: every pair of numeric, categorical and boolean columns, on
 * the sampled rows that have both. Without a sample, none and the reason. Pure; no verdict follows from it.
 */
export function measureCorrelations(
  columns: readonly ColumnBase[],
  sample: SampledTable | null,
  reason: string | null,
): Correlations {
  if (sample === null) return { ...noCorrelations, reason }
  const paired = columns.flatMap((column) => pairColumn(column, sample.columns.get(column.name)))
  const pairs = allPairs(paired)
  pairs.sort((a, b) => Math.abs(b.change) - Math.abs(a.change))
  const kept = pairs.length <= pairsKeptWhole ? pairs : worthKeeping(pairs)
  const byName = new Map(paired.map((column) => [column.name, column]))
  return {
    reason: null,
    pairs_total: pairs.length,
    reference_rows: sample.rows.reference.length,
    current_rows: sample.rows.current.length,
    seed: rowSampleSeed,
    pairs: [...withNoise(kept.slice(0, pairsWithNoise), byName, pairs.length), ...kept.slice(pairsWithNoise)],
  }
}

export const noCorrelations: Correlations = {
  reason: null,
  pairs_total: 0,
  reference_rows: 0,
  current_rows: 0,
  seed: rowSampleSeed,
  pairs: [],
}

/** The reference of many comparisons gives the same arrays to each: what was made of them is remembered as long as they live. */
const referenceCodes = remember(denseCodes)

/** Nothing for columns that are not of these types, lack a sample, or name the time of a row. */
function pairColumn({ name, type, role }: ColumnBase, sampled: SampledColumn | undefined): PairColumn[] {
  if (sampled === undefined || role === "timestamp" || role === "id") return []
  if (sampled.kind === "numbers") {
    if (type !== "numeric") return []
    const { reference, current } = sampled
    return [{ name, numeric: true, reference: referenceCodes(reference), current: denseCodes(current) }]
  }
  const levels = sampled.labels.length
  if (levels > mostCategories) return []
  const side = (codes: Int32Array): Coded => ({ codes, levels })
  return [{ name, numeric: false, reference: side(sampled.reference), current: side(sampled.current) }]
}

function allPairs(columns: readonly PairColumn[]): CorrelationPair[] {
  const pairs: CorrelationPair[] = []
  for (let i = 0; i < columns.length; i++)
    for (let j = i + 1; j < columns.length; j++) {
      const [first, second] = [columns[i], columns[j]]
      const measure = measureFor(first, second)
      const inReference = measure(first.reference, second.reference)
      const inCurrent = measure(first.current, second.current)
      if (
        inReference.value === null ||
        inCurrent.value === null ||
        Math.min(inReference.rows, inCurrent.rows) < fewestRows
      )
        continue
      pairs.push({
        first: first.name,
        second: second.name,
        method: methodOf(first, second),
        reference: inReference.value,
        current: inCurrent.value,
        change: inCurrent.value - inReference.value,
        reference_rows: inReference.rows,
        current_rows: inCurrent.rows,
        noise: null,
        beyond_chance: null,
      })
    }
  return pairs
}

function methodOf(first: PairColumn, second: PairColumn): CorrelationMethod {
  if (first.numeric && second.numeric) return "spearman"
  return first.numeric || second.numeric ? "correlation-ratio" : "cramers-v"
}

/** How closely two such columns go together, given one side of each in the same order. */
function measureFor(first: PairColumn, second: PairColumn): (a: Coded, b: Coded) => Association {
  if (first.numeric !== second.numeric) return first.numeric ? correlationRatio : (a, b) => correlationRatio(b, a)
  return first.numeric ? spearman : biasCorrectedV
}

/** The pairs that moved most, and for each column those it goes with most closely on either side; in the order given. */
function worthKeeping(pairs: readonly CorrelationPair[]): CorrelationPair[] {
  const kept = new Set(pairs.slice(0, mostMovedKept))
  const closeness = ({ reference, current }: CorrelationPair) => Math.max(Math.abs(reference), Math.abs(current))
  const times = new Map<string, number>()
  for (const pair of [...pairs].sort((a, b) => closeness(b) - closeness(a)))
    for (const name of [pair.first, pair.second]) {
      const before = times.get(name) ?? 0
      if (before >= closestKept) continue
      times.set(name, before + 1)
      kept.add(pair)
    }
  return pairs.filter((pair) => kept.has(pair))
}

/**
 * The pairs with what chance alone may move them by: from the standard errors of both sides, by leaving out each
 * of ten random tenths of the rows. Beyond chance: Student's p of the change, times the number of pairs it was picked from, below 0.05.
 */
function withNoise(
  moved: readonly CorrelationPair[],
  columns: ReadonlyMap<string, PairColumn>,
  pairs: number,
): CorrelationPair[] {
  const both = moved.map(({ first, second }) => [columns.get(first), columns.get(second)] as const)
  const errors = (side: "reference" | "current") =>
    pairErrors(
      both.flatMap(([first, second]) =>
        first === undefined || second === undefined
          ? []
          : [{ first: first[side], second: second[side], measure: measureFor(first, second) }],
      ),
    )
  const [inReference, inCurrent] = [errors("reference"), errors("current")]
  return moved.map((pair, i) => {
    const [ofReference, ofCurrent] = [inReference[i], inCurrent[i]]
    if (ofReference === null || ofCurrent === null) return pair
    const error = Math.sqrt(ofReference * ofReference + ofCurrent * ofCurrent)
    const p = error === 0 ? (pair.change === 0 ? 1 : 0) : tTwoSided(pair.change / error, 2 * (leftOutGroups - 1))
    return { ...pair, noise: likelyWithin * error, beyond_chance: p * pairs < significance }
  })
}

/** Student's 97.5 % point for 18 degrees of freedom. */
const likelyWithin = 2.10092204024096
