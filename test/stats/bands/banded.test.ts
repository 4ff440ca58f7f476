import { readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { banded } from "../../../src/stats/bands/banded.js"
import { randomNumbers } from "../../../src/stats/random.js"
import { sigmaBand } from "../../../src/stats/bands/sigma-band.js"

interface History {
  id: string
  values: (number | null)[]
  alarms: Record<"season_trend_clean_t_left_out" | "sigma3_leave_one_out", number[]>
}

const { series } = JSON.parse(readFileSync("fixtures/golden/alert_histories.json", "utf8")) as { series: History[] }
const daily = (values: readonly (number | null)[]) => values.map((value, day) => ({ day, value }))
const outsideOf = (values: readonly (number | null)[]) =>
  banded(daily(values)).flatMap(({ outside }, day) => (outside ? [day] : []))
const flat = (days: number) => Array.from({ length: days }, (_, day) => 10 + ((day * 7) % 5) / 10)

test("agrees with the golden histories on at least 95 % of days", () => {
  const judged = series.flatMap(({ id, values, alarms }) => {
    const ours = new Set(outsideOf(values))
    const theirs = new Set(alarms.season_trend_clean_t_left_out)
    return values.flatMap((value, day) =>
      day < 30 || value === null ? [] : [{ where: `${id}, day ${day}`, same: ours.has(day) === theirs.has(day) }],
    )
  })
  const differ = judged.filter(({ same }) => !same).map(({ where }) => where)
  expect(judged.length).toBeGreaterThan(700)
  expect(differ.length / judged.length, differ.join("; ")).toBeLessThanOrEqual(0.05)
})

test("three standard deviations, the day left out, agree with the golden histories", () => {
  for (const { id, values, alarms } of series) {
    const ours = values.flatMap((value, day) => {
      const band = sigmaBand(values.slice(Math.max(0, day - 30), day).filter((each) => each !== null))
      return day >= 30 && value !== null && band !== null && (value < band.low || value > band.high) ? [day] : []
    })
    expect(ours, id).toEqual(alarms.sigma3_leave_one_out)
  }
})

describe("a band", () => {
  test("is learned for fourteen days", () => {
    const bands = banded(daily(flat(20))).map(({ band }) => band !== null)
    expect(bands.indexOf(true)).toBe(14)
    expect(bands.slice(14)).not.toContain(false)
  })

  test("counts days, not runs: fourteen runs of one day are no fortnight", () => {
    const runs = Array.from({ length: 20 }, (_, i) => ({ day: Math.floor(i / 10), value: i % 3 }))
    expect(banded(runs).map(({ band }) => band)).toEqual(runs.map(() => null))
  })

  test("of a constant series leaves no room, and none for rounding", () => {
    const values = [...Array<number>(20).fill(0.1), 0.1 + 1e-12, 0.1001]
    expect(outsideOf(values)).toEqual([21])
  })

  test("takes a jump of seven days as a new level and learns it", () => {
    const values = [...flat(20), ...flat(20).map((value) => value + 50)]
    const days = banded(daily(values))
    expect(outsideOf(values)).toEqual([20, 21, 22, 23, 24, 25, 26])
    expect(days.slice(27, 34).map(({ band }) => band)).toEqual(Array(7).fill(null))
    expect(days[39].band?.center).toBeCloseTo(60.2, 1)
  })

  test("follows weekends before day 0 as well", () => {
    const weekend = (day: number) => [5, 6].includes(((day % 7) + 7) % 7)
    const next = randomNumbers(4)
    const values = Array.from({ length: 42 }, (_, i) => i - 21).map((day) => ({
      day,
      value: (weekend(day) ? 60 : 100) + 10 * next(),
    }))
    const last = banded(values).at(-1)
    expect(last?.band?.season).toBe("weekend")
    expect(Math.abs((last?.band?.center ?? 0) - 65)).toBeLessThan(3)
    expect(banded(values).some(({ outside }) => outside)).toBe(false)
  })
})
