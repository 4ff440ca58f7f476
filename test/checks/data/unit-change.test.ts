import { expect } from "vitest"
import { scaled, testCheck } from "../test-check.js"

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
