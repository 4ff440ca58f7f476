import { testCheck } from "../test-check.js"

/** So many values outside the reference's fences on each side. */
const fenced = (reference: number, current: number) => ({ outside_fences: { low: 0, high: 1, reference, current } })

testCheck("outlier-share", [
  {
    name: "three times as many",
    reference: {},
    current: {},
    column: fenced(50, 150),
    expect: { status: "warn", value: 0.15 },
  },
  { name: "fewer", reference: {}, current: {}, column: fenced(150, 0), expect: { status: "pass", value: 0 } },
])
