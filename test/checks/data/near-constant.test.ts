import { expect } from "vitest"
import { categories, testCheck, top } from "../test-check.js"

const column = { type: "categorical" as const, distribution: categories }

testCheck("near-constant", [
  {
    name: "one value takes over",
    reference: top("a", 400),
    current: top("a", 995),
    column,
    expect: { status: "fail", value: 0.595 },
  },
  {
    name: "a value that the reference lacks takes over",
    reference: top("a", 400),
    current: top("b", 995),
    column,
    expect: { status: "fail", value: 0.995 },
  },
  {
    name: "always was",
    reference: top("a", 996),
    current: top("a", 998),
    column,
    expect: { status: "pass", value: expect.closeTo(0.002) as number },
  },
  {
    name: "varies more",
    reference: top("a", 995),
    current: top("a", 400),
    column,
    expect: { status: "pass", value: 0 },
  },
])
