import { describe, expect, it } from "vitest"
import { ArrowDataset } from "../../src/datasets/arrow-dataset.js"
import dayOfWeekDistance from "../../src/methods/day-of-week-distance.js"
import dayOfWeek from "../../src/methods/day-of-week.js"
import hourOfDayDistance from "../../src/methods/hour-of-day-distance.js"
import hourOfDay from "../../src/methods/hour-of-day.js"
import { openSource } from "../../src/sources/open.js"
import { normalDraws, randomNumbers } from "../../src/stats/random.js"

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const monday = Date.UTC(2025, 2, 3)
const methods = { hourOfDay, hourOfDayDistance, dayOfWeek, dayOfWeekDistance }

async function instants(side: "ref" | "cur"): Promise<Float64Array> {
  const path = `fixtures/data/llm_traces_${side}.parquet`
  return new ArrowDataset(path, await openSource(path, {})).sample("ts")
}
const traces = { reference: await instants("ref"), current: await instants("cur") }

/** `rows[i]` instants in period i, four weeks apart. */
const inPeriods = (rows: number[], periodMs: number) =>
  Float64Array.from(
    rows.flatMap((n, i) => Array.from({ length: n }, (_, k) => monday + i * periodMs + k * 28 * dayMs + 1)),
  ).sort()

describe("the daily and weekly profile", () => {
  it("have scipy's figures for a made-up table", () => {
    // scipy 1.17.1: chi2_contingency([a, b], correction=False) and jensenshannon(a, b).
    const up = Array.from({ length: 24 }, (_, i) => i + 1)
    const hours = { reference: inPeriods(up, hourMs), current: inPeriods(up.toReversed(), hourMs) }
    expect(hourOfDay.measure(hours).statistic).toBeCloseTo(184, 10)
    expect(hourOfDay.measure(hours).score / 4.376393520291513e-27).toBeCloseTo(1, 9)
    expect(hourOfDayDistance.measure(hours).score).toBeCloseTo(0.4171776221179831, 13)
    const days = {
      reference: inPeriods([10, 20, 30, 40, 50, 60, 70], dayMs),
      current: inPeriods([70, 20, 30, 40, 50, 60, 10], dayMs),
    }
    expect(dayOfWeek.measure(days).statistic).toBeCloseTo(90, 10)
    expect(dayOfWeek.measure(days).score / 3.029975917511532e-17).toBeCloseTo(1, 9)
    expect(dayOfWeekDistance.measure(days).score).toBeCloseTo(0.30065500841781556, 13)
  })

  it("have scipy's figures for two made-up weeks of traces, which do not differ", () => {
    // scipy 1.17.1 over Timestamp.hour and .weekday() of llm_traces ts.
    expect(hourOfDay.measure(traces).score).toBeCloseTo(0.3518931374186273, 11)
    expect(hourOfDay.measure(traces).statistic).toBeCloseTo(24.968856048138367, 9)
    expect(dayOfWeek.measure(traces).score).toBeCloseTo(0.40970921649623365, 11)
    expect(hourOfDayDistance.measure(traces).score).toBeCloseTo(0.04565251808493601, 12)
    expect(dayOfWeekDistance.measure(traces).score).toBeCloseTo(0.02259073877434289, 12)
    expect(hourOfDayDistance.noiseFloor(traces)).toBeGreaterThan(hourOfDayDistance.measure(traces).score)
    expect(dayOfWeek.measure(traces).warnings).toEqual([])
  })

  it("say of dates that they have no hour", () => {
    const dates = (first: number) => Float64Array.from({ length: 60 }, (_, i) => monday + (first + i) * dayMs)
    const given = { reference: dates(0), current: dates(60) }
    const both = ["reference", "current"].map((side) => `${side} holds dates only, every value at midnight`)
    expect(hourOfDay.measure(given)).toEqual({ score: 1, statistic: 0, warnings: both })
    expect(hourOfDayDistance.measure(given)).toEqual({ score: 0, warnings: both })
    expect(dayOfWeek.measure(given).score).toBeGreaterThan(0.9)
  })

  it("say when a side is too short to hold every hour or weekday alike", () => {
    const days = (n: number) => Float64Array.from({ length: n * 24 }, (_, i) => monday + i * hourMs + 1)
    const measured = (n: number) => dayOfWeek.measure({ reference: days(7), current: days(n) }).warnings
    expect(measured(3)[0]).toBe("current covers 3 of 7 weekdays")
    expect(measured(10)[0]).toBe("current covers 10 days, some weekdays once and some twice")
    expect(measured(7).concat(measured(14), measured(17))).toEqual([])
    const { warnings } = hourOfDayDistance.measure({ reference: days(7), current: days(7).subarray(0, 5) })
    expect(warnings).toEqual(["current covers 5 of 24 hours"])
  })

  it("find office hours and weekends", () => {
    const next = randomNumbers(1)
    const at = (day: () => number, hour: () => number) =>
      Float64Array.from({ length: 600 }, () => monday + Math.floor(day()) * dayMs + hour() * hourMs).sort()
    const always = at(
      () => next() * 28,
      () => next() * 24,
    )
    const office = at(
      () => next() * 28,
      () => 8 + next() * 10,
    )
    const weekend = at(
      () => Math.floor(next() * 4) * 7 + 5 + next() * 2,
      () => next() * 24,
    )
    for (const method of [hourOfDay, dayOfWeek])
      expect(method.measure({ reference: always, current: always }).score).toBe(1)
    expect(hourOfDay.measure({ reference: always, current: office }).score).toBeLessThan(1e-6)
    expect(hourOfDayDistance.measure({ reference: always, current: office }).score).toBeGreaterThan(0.3)
    expect(dayOfWeek.measure({ reference: always, current: weekend }).score).toBeLessThan(1e-6)
    expect(dayOfWeekDistance.measure({ reference: always, current: weekend }).score).toBeGreaterThan(0.3)
  })

  it("stay below 0.05 and above their noise floor in about one in twenty unchanged pairs", () => {
    const pairs = 300
    const next = randomNumbers(7)
    const side = (n: number) => Float64Array.from({ length: n }, () => monday + next() * 56 * dayMs).sort()
    const counts = { hourOfDay: 0, hourOfDayDistance: 0, dayOfWeek: 0, dayOfWeekDistance: 0 }
    for (let pair = 0; pair < pairs; pair++) {
      const given = { reference: side(800), current: side(500) }
      for (const id of ["hourOfDay", "dayOfWeek"] as const) if (methods[id].measure(given).score < 0.05) counts[id]++
      for (const id of ["hourOfDayDistance", "dayOfWeekDistance"] as const)
        if (methods[id].measure(given).score > methods[id].noiseFloor(given)) counts[id]++
    }
    for (const [id, count] of Object.entries(counts)) {
      expect(count / pairs, id).toBeGreaterThan(0.015)
      expect(count / pairs, id).toBeLessThan(0.095)
    }
  })

  it("give finite figures at the edges", () => {
    const edges = [
      { reference: Float64Array.of(0), current: Float64Array.of(-1) },
      { reference: Float64Array.of(-1.7e308, 1.7e308), current: Float64Array.of(5e-324) },
      {
        reference: normalDraws(500, 1)
          .map((x) => x * 1e15)
          .sort(),
        current: normalDraws(5, 2)
          .map((x) => x * 1e15)
          .sort(),
      },
    ]
    for (const given of edges) {
      const before = structuredClone(given)
      for (const [id, method] of Object.entries(methods)) {
        const { score } = method.measure(given)
        expect(score >= 0 && score <= 1, `${id}: ${score}`).toBe(true)
      }
      expect(Number.isFinite(hourOfDayDistance.noiseFloor(given) + dayOfWeekDistance.noiseFloor(given))).toBe(true)
      expect(given).toEqual(before)
    }
  })
})
