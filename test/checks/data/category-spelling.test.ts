import { categories, testCheck } from "../test-check.js"

const respelt = (count: number) => ({
  type: "categorical" as const,
  distribution: categories,
  respelled_categories: [{ value: "new york", count, like: "New York" }],
})

testCheck("category-spelling", [
  {
    name: "another spelling",
    reference: {},
    current: {},
    column: respelt(50),
    expect: { status: "warn", value: 0.05 },
  },
  {
    name: "most in another spelling",
    reference: {},
    current: {},
    column: respelt(700),
    expect: { status: "fail", value: 0.7 },
  },
  { name: "a rare one", reference: {}, current: {}, column: respelt(3), expect: { status: "pass", value: 0.003 } },
])
