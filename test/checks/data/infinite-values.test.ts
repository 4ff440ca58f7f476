import { testCheck } from "../test-check.js"

testCheck("infinite-values", [
  {
    name: "more than before",
    reference: { infinite: 0, nan: 0 },
    current: { infinite: 4, nan: 1 },
    expect: { status: "warn", value: 0.005 },
  },
  {
    name: "one, without a reference",
    current: { infinite: 1 },
    expect: { status: "warn", value: 0.001, fail_limit: null },
  },
])
