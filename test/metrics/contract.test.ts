import { describe, expect, it } from "vitest"
import type { Figure, Metric, MetricEvidence, MetricNeed } from "../../src/model.js"
import { loadMetrics } from "../../src/registry.js"
import { randomNumbers } from "../../src/stats/random.js"

const metrics = await loadMetrics()

type Columns = Parameters<Metric["measure"]>[0]

/** Evidence of each kind for so many rows, the same for the same seed. */
function evidence(need: MetricNeed, rows: number, seed: number): MetricEvidence[MetricNeed] {
  const next = randomNumbers(seed)
  if (need === "numbers") return Float64Array.from({ length: rows }, () => next())
  if (need === "flags") return Uint8Array.from({ length: rows }, () => Number(next() < 0.3))
  return { codes: Int32Array.from({ length: rows }, () => Math.floor(next() * 3)), labels: ["a", "b", "c"] }
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
