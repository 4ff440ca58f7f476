import { testCheck, time } from "../test-check.js"

testCheck("timestamp-gaps", [
  {
    name: "a gap ten times as long",
    reference: { time: time({}) },
    current: { time: time({ largest_gap_ms: 50_000 }) },
    expect: { status: "warn", value: 10 },
  },
  {
    name: "ten times as long at a tenth of the rows",
    reference: { time: time({}) },
    current: { rows: 100, time: time({ largest_gap_ms: 50_000 }) },
    expect: { status: "pass", value: 1 },
  },
  {
    name: "a shorter gap",
    reference: { time: time({}) },
    current: { time: time({ largest_gap_ms: 5 }) },
    expect: { status: "pass", value: 1 },
  },
])
