import { expect } from "vitest"
import { testCheck, top } from "../test-check.js"

testCheck("constant-column", [
  {
    name: "one value is left",
    reference: top("a", 700),
    current: { top: [{ value: "a", count: 1000 }], distinct: 1 },
    expect: { status: "fail", value: expect.closeTo(0.3) as number },
  },
  {
    name: "one value, without a reference",
    current: { ...top("a", 1000), distinct: 1 },
    expect: { status: "warn", value: 1, message: "Only a" },
  },
  {
    name: "no value at all, without a reference",
    current: { missing: 1000, distinct: 0 },
    expect: { status: "warn", value: 1 },
  },
])
