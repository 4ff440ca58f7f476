import { expect } from "vitest"
import { testCheck } from "../test-check.js"

testCheck("extreme-values", [
  {
    name: "one value of 1e9 where the reference ends at 2",
    reference: { min: 1, max: 2 },
    current: { min: 1, max: 1e9 },
    expect: {
      status: "warn",
      value: 999_999_998,
      message: expect.stringContaining("Largest value 1,000,000,000") as string,
    },
  },
  {
    name: "far below",
    reference: { min: 0, max: 10 },
    current: { min: -5000, max: 10 },
    expect: { status: "warn", value: 500, message: expect.stringContaining("Smallest value −5000") as string },
  },
  {
    name: "fifty times the range",
    reference: { min: 0, max: 10 },
    current: { min: 0, max: 510 },
    expect: { status: "pass", value: 50 },
  },
  {
    name: "beyond a constant",
    reference: { min: 5, max: 5 },
    current: { min: 5, max: 5000 },
    expect: { status: "warn", value: 999 },
  },
  {
    name: "beyond a constant of zero",
    reference: { min: 0, max: 0 },
    current: { min: 0, max: 1000 },
    expect: { status: "warn", value: 1000 },
  },
  {
    name: "inside",
    reference: { min: -3, max: 3 },
    current: { min: -2, max: 3 },
    expect: { status: "pass", value: 0, message: "All values lie within the reference's range" },
  },
])
