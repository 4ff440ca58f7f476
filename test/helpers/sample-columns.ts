/** Columns of made-up loan data, drawn from a seeded generator: every figure follows from the drawn values. */
import type {
  CategoryRow,
  CategoryTable,
  ColumnBase,
  ColumnInfo,
  ColumnSummary,
  Histogram,
  Measurement,
  TestedColumn,
  UntestedColumn,
} from "../../src/model.js"
import { emptySummary } from "../../src/model.js"
import { emptyColumn } from "../../src/compare/measure.js"
import { distanceRatio, pRatio } from "../../src/words/ratio.js"

/** Numbers in [0, 1), the same for the same seed. Source: mulberry32 by Tommy Ettinger, public domain. */
export function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

export const normal = (next: () => number) => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())

export const summaryOf = (over: Partial<ColumnSummary>): ColumnSummary => ({ ...emptySummary, ...over })

/** The value at a share of an ascending sample, by linear interpolation. */
function quantile(sorted: readonly number[], at: number): number {
  const place = at * (sorted.length - 1)
  const [low, part] = [Math.floor(place), place % 1]
  const a = sorted[low] ?? 0
  const b = sorted[low + 1] ?? a
  return a + (b - a) * part
}

const percents = [0, 1, 5, 10, 25, 50, 75, 90, 95, 99, 100]

function numbersSummary(sorted: readonly number[], rows: number): ColumnSummary {
  const sum = sorted.reduce((a, b) => a + b, 0)
  const mean = sum / sorted.length
  return summaryOf({
    rows,
    missing: rows - sorted.length,
    distinct: new Set(sorted).size,
    min: sorted[0] ?? null,
    max: sorted.at(-1) ?? null,
    mean,
    std: Math.sqrt(sorted.reduce((a, x) => a + (x - mean) ** 2, 0) / (sorted.length - 1)),
    sum,
    zeros: sorted.filter((x) => x === 0).length,
    negative: sorted.filter((x) => x < 0).length,
    quantiles: Object.fromEntries(percents.map((p) => [String(p), quantile(sorted, p / 100)])),
  })
}

function histogramOf(reference: readonly number[], current: readonly number[], time = false): Histogram {
  const values = new Set([...reference, ...current])
  const whole = !time && [...values].every(Number.isInteger) && values.size <= 40
  const low = Math.min(quantile(reference, 0.002), quantile(current, 0.002))
  const high = Math.max(quantile(reference, 0.998), quantile(current, 0.998))
  const edges = whole
    ? Array.from({ length: Math.max(...values) - Math.min(...values) + 2 }, (_, i) => Math.min(...values) + i - 0.5)
    : Array.from({ length: 33 }, (_, i) => low + ((high - low) * i) / 32)
  const [first, last] = [edges[0] ?? 0, edges.at(-1) ?? 0]
  const bins = (side: readonly number[]) => {
    const counts = edges.slice(1).map(() => 0)
    for (const x of side) {
      const bin = Math.floor(((x - first) / (last - first)) * counts.length)
      const at = Math.min(counts.length - 1, Math.max(0, bin))
      counts[at] = (counts[at] ?? 0) + 1
    }
    return counts
  }
  const outside = (side: readonly number[]) => side.filter((x) => x < first || x > last).length
  const quantiles = (side: readonly number[]) => Array.from({ length: 41 }, (_, i) => quantile(side, i / 40))
  return {
    kind: "histogram",
    edges,
    reference: bins(reference),
    current: bins(current),
    time,
    discrete: whole,
    reference_outside: outside(reference),
    current_outside: outside(current),
    reference_quantiles: quantiles(reference),
    current_quantiles: quantiles(current),
    gap: largestGap(reference, current),
  }
}

function largestGap(reference: readonly number[], current: readonly number[]): NonNullable<Histogram["gap"]> {
  let best = { at: reference[0] ?? 0, reference: 0, current: 0 }
  let [i, j] = [0, 0]
  while (i < reference.length && j < current.length) {
    const at = Math.min(reference[i] ?? Infinity, current[j] ?? Infinity)
    while ((reference[i] ?? Infinity) <= at) i++
    while ((current[j] ?? Infinity) <= at) j++
    const here = { at, reference: i / reference.length, current: j / current.length }
    if (Math.abs(here.reference - here.current) > Math.abs(best.reference - best.current)) best = here
  }
  return best
}

/** A numeric feature, stored as doubles on both sides, of which no side was read. */
export const base = (name: string, over: Partial<ColumnBase> = {}): ColumnBase => {
  const { judgedAs, untested, failure, sampled, shares, evidence, periods, ...column } = emptyColumn({
    name,
    role: "feature",
    reference: stored(name),
    current: stored(name),
  })
  return { ...column, type: "numeric", type_reason: "", ...over }
}

const stored = (name: string): ColumnInfo => ({ name, storageType: "double", kind: "number", integer: false })

/** A column as the calibrated policy judges it: the test says surely, the effect says enough. */
export function judged(column: ColumnBase, test: string, p: number, effect: string, distance: number): TestedColumn {
  const drifted = p < 0.05 && distance >= 0.1
  const measurement = (method: string, score: number, isTest: boolean, threshold: number): Measurement => ({
    method,
    drift_score: score,
    statistic: isTest ? 0.1234 : null,
    p_value: isTest ? score : null,
    threshold,
    drifted: isTest ? score < threshold : score >= threshold,
    noise_floor: isTest ? null : 0.0213,
    reason: null,
  })
  return {
    ...column,
    measurements: [
      measurement(test, p, true, 0.05),
      measurement(effect, distance, false, 0.1),
      ...(column.measurements.length > 0 ? column.measurements : [measurement("psi", distance ** 1.5, false, 0.2)]),
    ],
    status: drifted ? "drift" : "ok",
    reason: `adjusted p ${p} and effect ${distance}`,
    method: test,
    drift_score: p,
    threshold: 0.05,
    p_value: p / 2,
    p_value_adjusted: p,
    effect: { method: effect, drift_score: distance, threshold: 0.1 },
    ratio: Math.min(pRatio(p, 0.05), distanceRatio(distance, 0.1)),
  }
}

export const untested = (column: ColumnBase, status: "not_tested" | "error", reason: string): UntestedColumn => ({
  ...column,
  status,
  reason,
  method: null,
  drift_score: null,
  threshold: null,
  p_value: null,
  p_value_adjusted: null,
  effect: null,
  ratio: null,
})

const ascending = (values: readonly number[]) => [...values].sort((a, b) => a - b)

/** A numeric column from two drawn samples; its distance is that of Wasserstein over the reference's spread. */
export function numericColumn(
  name: string,
  a: readonly number[],
  b: readonly number[],
  rows: [number, number],
): TestedColumn {
  const [reference, current] = [ascending(a), ascending(b)]
  const summary = numbersSummary(reference, rows[0])
  const steps = Array.from({ length: 400 }, (_, i) => (i + 0.5) / 400)
  const moved = steps.reduce((sum, at) => sum + Math.abs(quantile(reference, at) - quantile(current, at)), 0) / 400
  const distribution = histogramOf(reference, current)
  const gap = distribution.gap ? Math.abs(distribution.gap.reference - distribution.gap.current) : 0
  const lambda = gap * Math.sqrt((a.length * b.length) / (a.length + b.length))
  const p = Math.min(1, 2 * Math.exp(-2 * lambda * lambda))
  const column = base(name, {
    type_reason: "stored as numbers",
    reference: summary,
    current: numbersSummary(current, rows[1]),
    outside_range: {
      below: current.filter((x) => x < (reference[0] ?? 0)).length,
      above: current.filter((x) => x > (reference.at(-1) ?? 0)).length,
    },
    distribution,
  })
  return judged(column, "ks", p, "wasserstein", moved / Math.max(0.001, summary.std ?? 0))
}

/** A categorical or boolean column from rows per category: value → [reference, current]. */
export function categoricalColumn(name: string, counts: readonly [string, number, number][]): TestedColumn {
  const totals = [1, 2].map((side) => counts.reduce((sum, row) => sum + Number(row[side]), 0))
  const [n = 1, m = 1] = totals
  const state = (a: number, b: number): CategoryRow["state"] => (a === 0 ? "new" : b === 0 ? "gone" : "both")
  const rows = counts.map(([value, reference, current]) => ({
    value,
    reference,
    current,
    state: state(reference, current),
  }))
  const side = (index: 1 | 2) =>
    summaryOf({
      rows: index === 1 ? n : m,
      distinct: counts.filter((row) => row[index] > 0).length,
      top: counts.slice(0, 3).map((row) => ({ value: row[0], count: row[index] })),
    })
  const table: CategoryTable = {
    kind: "categories",
    rows,
    others: null,
    new_rows: 0,
    reference_distinct: counts.filter((row) => row[1] > 0).length,
    current_distinct: counts.filter((row) => row[2] > 0).length,
  }
  const fresh = rows.filter((row) => row.state === "new")
  const gone = rows.filter((row) => row.state === "gone")
  const entropy = (x: number) => (x > 0 ? -x * Math.log(x) : 0)
  const shares = counts.map(([, a, b]) => [a / n, b / m] as const)
  const js = shares.reduce((sum, [a, b]) => sum + entropy((a + b) / 2) - (entropy(a) + entropy(b)) / 2, 0)
  const chi = shares.reduce((sum, [a, b]) => sum + (a - b) ** 2 / Math.max(1e-9, a + b), 0) * ((n * m) / (n + m))
  const isBoolean = counts.every(([value]) => value === "true" || value === "false")
  const column = base(name, {
    type: isBoolean ? "boolean" : "categorical",
    type_reason: isBoolean ? "stored as bool" : `string, ${counts.length} different values`,
    storage: isBoolean ? { reference: "bool", current: "bool" } : { reference: "string", current: "string" },
    reference: side(1),
    current: side(2),
    new_categories: fresh.map(({ value, current }) => ({ value, count: current })),
    missing_categories: gone.map(({ value, reference }) => ({ value, count: reference })),
    n_new_categories: fresh.length,
    n_missing_categories: gone.length,
    distribution: table,
  })
  return judged(column, "chi-square", Math.min(1, Math.exp(-chi / 2)), "jensen-shannon", Math.sqrt(Math.max(0, js)))
}

/** A column of instants, spread evenly over two ranges given in ISO 8601. */
export function timeColumn(name: string, ranges: readonly [string, string][], rows: readonly number[]): UntestedColumn {
  const [reference = [], current = []] = ranges.map(([from, to], side) => {
    const [start, n] = [Date.parse(from), rows[side] ?? 2]
    return Array.from({ length: n }, (_, i) => start + ((Date.parse(to) - start) * i) / (n - 1))
  })
  const side = (index: number) =>
    summaryOf({
      rows: rows[index] ?? 0,
      min: ranges[index]?.[0] ?? null,
      max: ranges[index]?.[1] ?? null,
      distinct: rows[index] ?? 0,
    })
  const column = base(name, {
    type: "datetime",
    type_reason: "stored as timestamp",
    role: "timestamp",
    storage: { reference: "timestamp[ms, tz=UTC]", current: "timestamp[ms, tz=UTC]" },
    reference: side(0),
    current: side(1),
    distribution: histogramOf(reference, current, true),
  })
  return untested(column, "not_tested", "Time columns are profiled, not tested.")
}
