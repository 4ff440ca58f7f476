import { categories, testCheck } from "../test-check.js"

/** A category of the reference with so many rows is not in current. */
const gone = (count: number) => ({
  reference: { distinct: 3 },
  current: { distinct: 2 },
  column: {
    type: "categorical" as const,
    distribution: categories,
    missing_categories: [{ value: "a", count }],
    n_missing_categories: 1,
  },
})

testCheck("missing-categories", [
  { name: "a common category gone", ...gone(300), expect: { status: "warn", value: 0.3 } },
  { name: "most of the reference gone", ...gone(600), expect: { status: "fail", value: 0.6 } },
  { name: "a rare category gone", ...gone(8), expect: { status: "pass", value: 0 } },
])
