import { describe, expect, test } from "vitest"
import {
  beside,
  bytes,
  count,
  duration,
  finePoints,
  fineShare,
  known,
  limit,
  number,
  pair,
  plural,
  points,
  pValue,
  relativeChange,
  score,
  share,
  time,
  timeRange,
  times,
  trimmed,
} from "../../src/words/format.js"

describe("figures of the data", () => {
  test.each([
    [0, "0"],
    [-0, "0"],
    [1, "1"],
    [-1, "−1"],
    [2013, "2013"],
    [9999, "9999"],
    [10_000, "10,000"],
    [-1_234_567, "−1,234,567"],
    [10.94, "10.9"],
    [9.081, "9.08"],
    [7.8001, "7.80"],
    [0.60012, "0.600"],
    [0.012345, "0.0123"],
    [999.96, "1000"],
    [1234.5, "1235"],
    [56_894.7, "56,895"],
    [0.0001234, "0.000123"],
    [0.00001234, "1.23e−5"],
    [-0.00001234, "−1.23e−5"],
    [1.5e18, "1.50e18"],
    [2 ** 53, "9.01e15"],
  ])("%f reads %s", (value, text) => expect(number(value)).toBe(text))

  test("two figures get digits until they differ", () => {
    expect(pair(10.9, 14.7)).toEqual(["10.9", "14.7"])
    expect(pair(101.21, 101.43)).toEqual(["101.2", "101.4"])
    expect(pair(0.15, 0.15)).toEqual(["0.150", "0.150"])
    expect(pair(12345.1, 12345.4)).toEqual(["12,345.1", "12,345.4"])
    expect(pair(1, 1 + 1e-12)).toEqual(["1", "1.000000"])
  })

  test("ticks and limits end without zeros", () => {
    expect([0.2, 0.30000000000000004, 1, 25_000, 2e9, 1e-7].map((value) => trimmed(value, 12))).toEqual([
      "0.2",
      "0.3",
      "1",
      "25,000",
      "2e9",
      "1e−7",
    ])
    expect([0.1, 0.05, 2000, -1.5].map(limit)).toEqual(["0.1", "0.05", "2,000", "−1.5"])
  })
})

test("things are counted with commas from 1,000 and agree with their noun", () => {
  expect([0, 999, 8000, 1_234_567].map(count)).toEqual(["0", "999", "8,000", "1,234,567"])
  expect(plural(1, "column")).toBe("1 column")
  expect(plural(0, "column")).toBe("0 columns")
  expect(plural(2, "class", "classes")).toBe("2 classes")
  expect(known(null, count)).toBe("–")
  expect(known(1500, count)).toBe("1,500")
})

describe("next to a threshold", () => {
  test.each([
    [0.296, 0.3, 2, "0.296"],
    [0.2999, 0.3, 2, "0.2999"],
    [0.3, 0.3, 2, "0.30"],
    [0.304, 0.3, 2, "0.30"],
    [0.344827, 0.3, 2, "0.34"],
    [0, 0.3, 2, "0.00"],
    [0.99999, 1, 2, "0.99999"],
  ])("%f against %f with %i decimals reads %s", (value, threshold, decimals, text) =>
    expect(beside(value, threshold, decimals)).toBe(text),
  )

  test.each([
    [1.2134, 0.1, "1.213"],
    [0.6, 0.1, "0.600"],
    [0.0449, 0.1, "0.045"],
    [0.09996, 0.1, "0.09996"],
    [12.3456, 0.1, "12.35"],
    [1234.5, 0.1, "1235"],
    [0, 0.1, "0"],
    [0.00031, 0.1, "0.00031"],
    [0.00000031, 0.1, "<0.0001"],
    [0.00000031, 0.00000001, "3.10e−7"],
  ])("a distance of %f against %f reads %s", (value, threshold, text) => expect(score(value, threshold)).toBe(text))

  test.each([
    [0.21, 0.05, "0.21"],
    [0.2149, 0.05, "0.21"],
    [0.0031, 0.05, "0.0031"],
    [0.0004, 0.05, "0.00040"],
    [0.04996, 0.05, "0.04996"],
    [0.05, 0.05, "0.050"],
    [0.0500001, 0.05, "0.050"],
    [0.00009, 0.05, "<0.0001"],
    [0, 0.05, "<0.0001"],
    [1e-9, 1e-6, "1.0e−9"],
    [1, 0.05, "1"],
    [0.9999, 0.05, ">0.99"],
  ])("a p-value of %f against %f reads %s", (value, threshold, text) => expect(pValue(value, threshold)).toBe(text))

  test("no value is ever rounded to the other side", () => {
    for (let i = 1; i < 2000; i++) {
      const value = 0.2 + (i - 1000) * 1.7e-7
      for (const text of [score(value, 0.2), beside(value, 0.2, 2), pValue(value, 0.2)]) {
        expect(Number(text) >= 0.2).toBe(value >= 0.2)
      }
    }
  })
})

test("shares are per cent with one decimal, and almost none is not none", () => {
  expect([0, 0.0004, 0.0006, 0.527, 0.9994, 0.9996, 1].map(share)).toEqual([
    "0.0%",
    "<0.1%",
    "0.1%",
    "52.7%",
    "99.9%",
    ">99.9%",
    "100%",
  ])
})

test("differences of shares are points with their sign", () => {
  expect([0.171, -0.0077, 0, 0.0001].map(points)).toEqual(["+17.1", "−0.8", "0.0", "0.0"])
})

test("a relative change has a sign and says nothing from or across zero", () => {
  expect(relativeChange(10.93, 14.69)).toBe("+34.4%")
  expect(relativeChange(-4, -5)).toBe("−25.0%")
  expect(relativeChange(1, 13.4)).toBe("+1240%")
  expect(relativeChange(1000, 1000.1)).toBe("+<0.1%")
  expect(relativeChange(0, 5)).toBeNull()
  expect(relativeChange(-1, 5)).toBeNull()
  expect(relativeChange(3, 3)).toBeNull()
  expect(relativeChange(0.001, 50)).toBeNull()
})

test("ratios stay on their side of 1", () => {
  expect([0, 0.004, 0.45, 0.9999, 1, 1.44, 9.94, 9.96, 12.13, 1e6].map(times)).toEqual([
    "0×",
    "<0.01×",
    "0.45×",
    "0.9999×",
    "1.0×",
    "1.4×",
    "9.9×",
    "10×",
    "12×",
    ">9999×",
  ])
})

describe("times", () => {
  test("an instant is a date and a clock in UTC", () => {
    expect(time("2026-11-23T02:15:00.000Z")).toBe("23 Nov 2026, 02:15 UTC")
    expect(time(0)).toBe("1 Jan 1970, 00:00 UTC")
    expect(time("soon")).toBe("soon")
    expect(time(9e15)).toBe("9000000000000000")
  })

  test.each([
    ["2026-09-01T00:00:00Z", "2026-09-30T23:59:00Z", "1–30 Sep 2026"],
    ["2026-09-28T00:00:00Z", "2026-10-03T00:00:00Z", "28 Sep – 3 Oct 2026"],
    ["2025-12-31T00:00:00Z", "2026-01-01T00:00:00Z", "31 Dec 2025 – 1 Jan 2026"],
    ["2026-11-23T02:15:00Z", "2026-11-23T04:40:00Z", "23 Nov 2026, 02:15–04:40 UTC"],
    ["2026-11-23T02:15:00Z", "2026-11-23T02:15:30Z", "23 Nov 2026"],
    ["2025-09-01T00:00:00Z", "2026-09-01T00:00:00Z", "1 Sep 2025 – 1 Sep 2026"],
  ])("%s to %s reads %s", (from, to, text) => expect(timeRange(from, to)).toBe(text))
})

test("sizes and durations", () => {
  expect([0, 512, 1000, 3_100_000, 25_000_000, 999_950_000].map(bytes)).toEqual([
    "0 B",
    "512 B",
    "1.0 kB",
    "3.1 MB",
    "25 MB",
    "1.0 GB",
  ])
  expect([0.4, 850, 999.6, 1900, 59_960, 125_000].map(duration)).toEqual([
    "0 ms",
    "850 ms",
    "1.0 s",
    "1.9 s",
    "1 min 0 s",
    "2 min 5 s",
  ])
})

test("shares below 1 % have two digits where each value holds few rows, and so have differences below a point", () => {
  expect([0, 0.00001, 0.0012, 0.00996, 0.01, 0.5, 1].map(fineShare)).toEqual([
    ...["0.0%", "<0.01%", "0.12%", "1.00%", "1.0%", "50.0%", "100%"],
  ])
  expect([0.000004, 0.0013, -0.0013, 0.02].map(finePoints)).toEqual(["0.00", "+0.13", "−0.13", "+2.0"])
})
