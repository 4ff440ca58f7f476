import { testCheck } from "../test-check.js"

testCheck("empty-strings", [
  {
    name: "many more are empty",
    reference: { empty: 0, blank: 0 },
    current: { empty: 300, blank: 500 },
    expect: { status: "fail", value: 0.3 },
  },
  {
    name: "as many as before",
    reference: { empty: 300, blank: 300 },
    current: { empty: 305, blank: 305 },
    expect: { status: "pass", value: 0.305 },
  },
  {
    name: "texts of white space only do not count, without a reference either",
    current: { empty: 20, blank: 500 },
    expect: { status: "warn", value: 0.02, fail_limit: null },
  },
])
