import { expect } from "vitest"
import { testCheck } from "../test-check.js"

testCheck("decimal-places", [
  {
    name: "rounded",
    reference: { decimals_mean: 1.9 },
    current: { decimals_mean: 0 },
    expect: { status: "warn", value: 1.9 },
  },
  {
    name: "a digit more in few rows",
    reference: { decimals_mean: 2, rows: 50 },
    current: { decimals_mean: 3.1 },
    expect: { status: "pass", value: expect.closeTo(1.1) as number },
  },
])
