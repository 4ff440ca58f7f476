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
import { jackknifeError } from "../stats/jackknife-error.js"
import { randomNumbers } from "../stats/random.js"
import { spearman } from "../stats/spearman.js"
import { tTwoSided } from "../stats/special.js"
import { rowSampleSeed } from "../evidence/row-sample.js"

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
const groups = 10
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
  const grouped = {
    reference: dealtOut(sample.rows.reference.length),
    current: dealtOut(sample.rows.current.length),
  }
  const kept = pairs.length <= pairsKeptWhole ? pairs : worthKeeping(pairs)
  const byName = new Map(paired.map((column) => [column.name, column]))
  return {
    reason: null,
    pairs_total: pairs.length,
    reference_rows: sample.rows.reference.length,
    current_rows: sample.rows.current.length,
    seed: rowSampleSeed,
    pairs: kept.map((pair, i) => (i < pairsWithNoise ? withNoise(pair, byName, grouped, pairs.length) : pair)),
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

/** Nothing for columns that are not of these types, lack a sample, or name the time of a row. */
function pairColumn({ name, type, role }: ColumnBase, sampled: SampledColumn | undefined): PairColumn[] {
  if (sampled === undefined || role === "timestamp" || role === "id") return []
  if (sampled.kind === "numbers") {
    if (type !== "numeric") return []
    const { reference, current } = sampled
    return [{ name, numeric: true, reference: denseCodes(reference), current: denseCodes(current) }]
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
 * The pair with what chance alone may move it by: from the standard errors of both sides, by leaving out each
 * of ten random tenths of the rows. Beyond chance: Student's p of the change, times the number of pairs it was picked from, below 0.05.
 */
function withNoise(
  pair: CorrelationPair,
  columns: ReadonlyMap<string, PairColumn>,
  grouped: { reference: Int32Array[]; current: Int32Array[] },
  pairs: number,
): CorrelationPair {
  const [first, second] = [columns.get(pair.first), columns.get(pair.second)]
  if (first === undefined || second === undefined) return pair
  const measure = measureFor(first, second)
  const error = (side: "reference" | "current") =>
    jackknifeError(groups, (without) => {
      // A row counts in a pair only where both columns have a value, so it is enough to take it from one of them.
      return measure(withoutRows(first[side], grouped[side][without]), second[side]).value
    })
  const [inReference, inCurrent] = [error("reference"), error("current")]
  if (inReference === null || inCurrent === null) return pair
  const both = Math.sqrt(inReference * inReference + inCurrent * inCurrent)
  const p = both === 0 ? (pair.change === 0 ? 1 : 0) : tTwoSided(pair.change / both, 2 * (groups - 1))
  return { ...pair, noise: likelyWithin * both, beyond_chance: p * pairs < significance }
}

/** Student's 97.5 % point for 18 degrees of freedom. */
const likelyWithin = 2.10092204024096

/**
 * The rows of each of the groups. At random: rows in order of time, dealt out in turn, would make the groups too much alike.
 */
function dealtOut(rows: number): Int32Array[] {
  const next = randomNumbers(rowSampleSeed)
  const dealt = Array.from({ length: groups }, (): number[] => [])
  for (let row = 0; row < rows; row++) dealt[Math.floor(next() * groups)].push(row)
  return dealt.map((group) => Int32Array.from(group))
}

/** The column with no values in these rows: a copy with holes costs a tenth of a copy of the other rows. */
function withoutRows({ codes, levels }: Coded, rows: Int32Array): Coded {
  const kept = codes.slice()
  for (const row of rows) kept[row] = -1
  return { codes: kept, levels }
}
