import { testCheck } from "../test-check.js"

const lengths = (length_min: number, length_max: number) => ({ length_min, length_max })

testCheck("string-length", [
  {
    name: "a code of another length",
    reference: lengths(3, 3),
    current: lengths(3, 4),
    column: { type: "text" },
    expect: { status: "warn", value: 1 },
  },
  {
    name: "a little outside",
    reference: lengths(2, 10),
    current: lengths(1, 18),
    column: { type: "text" },
    expect: { status: "pass", value: 8 },
  },
  {
    name: "far outside",
    reference: lengths(2, 10),
    current: lengths(2, 19),
    column: { type: "text" },
    expect: { status: "warn", value: 9 },
  },
])
