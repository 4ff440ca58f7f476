import { expect, test } from "vitest"
import { ticks, timeTicks } from "../../../src/report/charts/ticks.js"

test("ticks are round numbers inside the range", () => {
  expect(ticks(0, 1, 5)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1])
  expect(ticks(0, 0.113, 4)).toEqual([0, 0.05, 0.1])
  expect(ticks(4.9, 29.3, 6)).toEqual([5, 10, 15, 20, 25])
  expect(ticks(-3, 3, 3)).toEqual([-2, 0, 2])
  expect(ticks(1e12, 1e12 + 4, 2)).toEqual([1e12, 1e12 + 2, 1e12 + 4])
})

test("no range, no ticks", () => {
  expect(ticks(1, 1, 5)).toEqual([])
  expect(ticks(2, 1, 5)).toEqual([])
  expect(ticks(0, Infinity, 5)).toEqual([])
  expect(timeTicks(1, 1, 5)).toEqual([])
})

const at = (text: string) => Date.parse(text)
const named = (from: string, to: string, n = 5) => timeTicks(at(from), at(to), n).map(({ text }) => text)

test("times fall on whole hours, days, months and years", () => {
  expect(named("2026-11-23T00:00Z", "2026-11-23T13:00Z")).toEqual(["23 Nov", "03:00", "06:00", "09:00", "12:00"])
  expect(named("2026-11-20T00:00Z", "2026-11-25T00:00Z")).toEqual([
    "20 Nov",
    "21 Nov",
    "22 Nov",
    "23 Nov",
    "24 Nov",
    "25 Nov",
  ])
  expect(named("2026-01-15T00:00Z", "2026-07-20T00:00Z")).toEqual([
    "Feb 2026",
    "Mar 2026",
    "Apr 2026",
    "May 2026",
    "Jun 2026",
    "Jul 2026",
  ])
  expect(named("1990-06-01T00:00Z", "2026-06-01T00:00Z", 4)).toEqual(["2000", "2010", "2020"])
})

test("no two neighbours on a time axis read the same", () => {
  const start = at("2026-01-07T03:20Z")
  for (let hours = 1; hours < 2e6; hours *= 1.07) {
    for (const n of [2, 5, 6]) {
      const texts = timeTicks(start, start + hours * 3_600_000, n).map(({ text }) => text)
      expect(texts.filter((text, i) => text === texts[i + 1])).toEqual([])
    }
  }
})

test("instants beyond the end of time give no ticks and no hang", () => {
  expect(timeTicks(8.7e15, 9e15, 5)).toEqual([])
  expect(timeTicks(-9e15, 0, 5)).toEqual([])
  expect(timeTicks(8e15, 8.64e15, 5).length).toBeLessThan(300)
})
