import { testCheck } from "../test-check.js"

testCheck("blank-strings", [
  {
    name: "many more are blank",
    reference: { empty: 0, blank: 0 },
    current: { empty: 200, blank: 500 },
    expect: { status: "fail", value: 0.3 },
  },
  {
    name: "empty texts do not count",
    reference: { empty: 0, blank: 0 },
    current: { empty: 300, blank: 300 },
    expect: { status: "pass", value: 0 },
  },
  {
    name: "empty texts do not count, without a reference either",
    current: { empty: 300, blank: 320 },
    expect: { status: "warn", value: 0.02, fail_limit: null },
  },
])
