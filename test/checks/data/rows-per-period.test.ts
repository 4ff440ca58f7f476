import { testCheck, time } from "../test-check.js"

testCheck("rows-per-period", [
  {
    name: "an eleventh of the rows",
    reference: { time: time({}) },
    current: { time: time({ rows_per_period: { min: 0, median: 0, max: 9 } }) },
    expect: { status: "warn", value: 11 },
  },
  {
    name: "another period",
    reference: { time: time({}) },
    current: { time: time({ period: "hour" }) },
    expect: { status: "not_applicable", value: null },
  },
])
