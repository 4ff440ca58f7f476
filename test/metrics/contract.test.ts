import { describe, expect, it } from "vitest"
import type { Figure, Metric, MetricEvidence, MetricNeed } from "../../src/model.js"
import { loadMetrics } from "../../src/registry.js"
import { momentsOf } from "../../src/stats/intervals/mean-interval.js"
import { SortedValues } from "../../src/stats/ordered-values.js"
import { randomNumbers } from "../../src/stats/random.js"

const metrics = await loadMetrics()

type Columns = Parameters<Metric["measure"]>[0]

type Evidence = { [N in MetricNeed]: (rows: number, next: () => number) => MetricEvidence[N] }

const numbers = (rows: number, next: () => number) => Float64Array.from({ length: rows }, () => next())
const flags = (rows: number, next: () => number) => Uint8Array.from({ length: rows }, () => Number(next() < 0.3))
const codes = (rows: number, next: () => number) => Int32Array.from({ length: rows }, () => Math.floor(next() * 3))

/** Evidence of each kind for so many rows. */
const made: Evidence = {
  numbers,
  flags,
  labels: (rows, next) => ({ codes: codes(rows, next), labels: ["a", "b", "c"] }),
  distribution: (rows, next) => new SortedValues(numbers(rows, next).sort()),
  moments: (rows, next) => momentsOf(numbers(rows, next)),
  range: (rows, next) => ({ count: rows, min: next(), max: 1 + next() }),
  hits: (rows, next) => ({ hits: Math.round(rows * next()), rows }),
  label_counts: (rows) => ({ rows, labels: ["a"], counts: Float64Array.of(rows) }),
  decisions: (rows, next) => ({ truth: flags(rows, next), predicted: flags(rows, next) }),
  scores: (rows, next) => ({ truth: flags(rows, next), scores: numbers(rows, next) }),
  probabilities: (rows, next) => ({ truth: flags(rows, next), probabilities: numbers(rows, next) }),
  classes: (rows, next) => ({ truth: codes(rows, next), predicted: codes(rows, next), classes: 3 }),
  class_probabilities: (rows, next) => ({
    truth: codes(rows, next),
    probabilities: numbers(3 * rows, next),
    classes: 3,
  }),
  values: (rows, next) => ({ truth: numbers(rows, next), predicted: numbers(rows, next) }),
  quantiles: (rows, next) => ({ truth: numbers(rows, next), predicted: numbers(rows, next), share: 0.9 }),
  joined: (rows) => ({
    predictions: rows,
    labelled: Math.ceil(rows / 2),
    delay_hours: { min: 0, p25: 1, p50: 2, p75: 3, p95: 4, max: rows + 4 },
  }),
  clock: (rows) => ({ now: 1_764_000_000_000 + 1000 * rows, last: 1_764_000_000_000 }),
  rankings: (rows, next) => ({
    queries: numbers(rows, next).map((value) => Math.floor(value * 5)),
    relevance: numbers(rows, next).map(Math.round),
    scores: numbers(rows, next),
    k: 3,
  }),
}

/** The same for the same seed. */
function evidence(need: MetricNeed, rows: number, seed: number): MetricEvidence[MetricNeed] {
  return made[need](rows, randomNumbers(seed))
}

function columnsFor({ meta }: Metric, rows: number): Columns {
  const needs = Object.entries<MetricNeed>(meta.needs)
  return Object.fromEntries(needs.map(([role, need], i) => [role, evidence(need, rows, i + 1)]))
}

const isFiniteOrNull = (value: number | null) => value === null || Number.isFinite(value)

function expectSound(figure: Figure): void {
  expect([figure.value, figure.low, figure.high].every(isFiniteOrNull)).toBe(true)
  if (figure.value === null) expect(figure.reason ?? "").not.toBe("")
  else if (figure.low !== null && figure.high !== null) {
    expect(figure.low).toBeLessThanOrEqual(figure.value)
    expect(figure.high).toBeGreaterThanOrEqual(figure.value)
  }
}

describe.each(Array.from(metrics))("the metric %s", (id, metric) => {
  it("has an id that rules and Prometheus can name, and says what it is", () => {
    expect(id).toMatch(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/)
    const { title, description, limitsReason, source } = metric.meta
    for (const text of [title, description, limitsReason, source]) expect(text).not.toBe("")
    expect(description).toMatch(/\.$/)
    expect(Object.keys(metric.meta.needs).length).toBeGreaterThan(0)
  })

  it("gives a finite figure inside its interval, or a reason, from one row up", () => {
    for (const rows of [1, 2, 3, 10, 500]) expectSound(metric.measure(columnsFor(metric, rows)))
  })

  it("gives the same figure again and changes no input", () => {
    const columns = columnsFor(metric, 200)
    const before = structuredClone(columns)
    const first = metric.measure(columns)
    expect(metric.measure(columns)).toEqual(first)
    expect(columns).toEqual(before)
  })
})
