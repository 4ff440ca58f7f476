import { expect, it } from "vitest"
import unitChange from "../../../src/checks/data/unit-change.js"
import { runChecks } from "../../../src/judge/run-checks.js"
import { defaultOptions } from "../../../src/options/options.js"
import { quantile } from "../../../src/stats/quantile.js"
import { normalDraws } from "../../../src/stats/random.js"
import { base, summaryOf } from "../../helpers/sample-columns.js"
import { inputOf, scaled, testCheck, type Side } from "../test-check.js"

testCheck("unit-change", [
  { name: "times 1000", reference: scaled(2), current: scaled(2000), expect: { status: "fail", value: 1000 } },
  {
    name: "divided by 100",
    reference: scaled(2),
    current: scaled(0.02),
    expect: { status: "fail", value: expect.closeTo(100) as number },
  },
  { name: "miles to km", reference: scaled(2), current: scaled(3.218688), expect: { status: "warn", value: 1.609344 } },
  {
    name: "a count that grew by as much",
    reference: { ...scaled(2), decimals_mean: 0 },
    current: { ...scaled(3.218688), decimals_mean: 0 },
    expect: { status: "pass", value: 1 },
  },
  { name: "°C to °F", reference: scaled(2), current: scaled(3.6, 32), expect: { status: "warn", value: 1.8 } },
  { name: "K to °C", reference: scaled(2, 273.15), current: scaled(2), expect: { status: "warn", value: 2 } },
  { name: "a mere shift", reference: scaled(2), current: scaled(2, 5), expect: { status: "pass", value: 1 } },
  { name: "1.4 times as much", reference: scaled(2), current: scaled(2.8), expect: { status: "pass", value: 1 } },
])

// ---------------------------------------------------------------- samples

const laws = {
  "normal far from zero": (z: number) => 100 + z,
  "normal around zero": (z: number) => z,
  "log-normal": (z: number) => Math.exp(z),
  "log-normal, sd 3": (z: number) => Math.exp(3 * z),
  "two thirds zeros": (z: number) => (z < 0.43 ? 0 : z),
  counts: (z: number) => Math.floor(3 * Math.exp(z)),
}

const sampled = (values: Float64Array): Side => {
  const sorted = values.slice().sort()
  const percents = [0, 1, 5, 10, 25, 50, 75, 90, 95, 99, 100]
  const decimals_mean = sorted.every(Number.isInteger) ? 0 : 3
  return {
    rows: values.length,
    decimals_mean,
    quantiles: Object.fromEntries(percents.map((p) => [p, quantile(sorted, p / 100)])),
  }
}

function say(reference: Float64Array, current: Float64Array) {
  const column = base("x", { reference: summaryOf(sampled(reference)), current: summaryOf(sampled(current)) })
  return runChecks(new Map([["unit-change", unitChange]]), inputOf([column]), defaultOptions)[0]
}

/** How many of 200 pairs of samples are said to have changed their unit, with current turned by `change`. */
function changed(law: (z: number) => number, rows: number, change: (value: number) => number = (value) => value) {
  return Array.from({ length: 200 }, (_, run) => {
    const [before, after] = [normalDraws(rows, 2 * run + 1), normalDraws(rows, 2 * run + 2)]
    return say(before.map(law), after.map(law).map(change))
  }).filter(({ status }) => status === "warn" || status === "fail").length
}

it.each(Object.entries(laws))("no unchanged column is in another unit: %s", (_, law) => {
  expect([150, 500].map((rows) => changed(law, rows))).toEqual([0, 0])
})

it("growth by half is no change of units, however few the rows", () => {
  for (const rows of [150, 500, 5000]) {
    // At 150 rows the mean ratio has a standard error of about 0.1, so that one of ten comes to within 1 % of 1.61 by chance at most.
    expect(changed(laws["log-normal"], rows, (value) => 1.49 * value)).toBeLessThan(rows < 1000 ? 20 : 1)
    expect(changed(laws["normal far from zero"], rows, (value) => 1.49 * value)).toBe(0)
  }
})

it("a change of units is found where the rows tell its factor to 1 %", () => {
  const miles = (value: number) => 1.609344 * value
  expect(changed(laws["normal far from zero"], 150, miles)).toBe(200)
  // The mean ratio's standard error is about 0.01 at 20,000 rows: two of three lie within one.
  expect(changed(laws["log-normal"], 20_000, miles)).toBeGreaterThan(100)
  expect(changed(laws["log-normal, sd 3"], 500, (value) => 1000 * value)).toBeGreaterThan(100)
  expect(changed(laws["normal around zero"], 500, (value) => 1000 * value)).toBeGreaterThan(100)
})
