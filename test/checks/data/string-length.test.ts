import { expect, it } from "vitest"
import stringLength from "../../../src/checks/data/string-length.js"
import { noEvidence } from "../../../src/evidence/check-evidence.js"
import { runChecks } from "../../../src/judge/run-checks.js"
import { defaultOptions } from "../../../src/options/options.js"
import { base, summaryOf } from "../../helpers/sample-columns.js"
import { inputOf, testCheck, type Side } from "../test-check.js"

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

it("a rare code of another length may be missing from the reference by chance, one of twice its length is not", () => {
  const say = (current: Side, rows: number | null) => {
    const side = (over: Side) => summaryOf({ rows: 1000, ...over })
    const column = base("x", { type: "categorical", reference: side(lengths(5, 5)), current: side(current) })
    const oddLengths = rows === null ? null : { rows, examples: ["AB-12"] }
    const input = { ...inputOf([column]), evidence: new Map([["x", { ...noEvidence, oddLengths }]]) }
    return runChecks(new Map([["string-length", stringLength]]), input, defaultOptions)[0].status
  }
  // Of ten rows all lie in one of two sides of equal size once in 1,024 times.
  expect(say(lengths(5, 6), 10)).toBe("pass")
  expect(say(lengths(5, 6), 11)).toBe("warn")
  expect(say(lengths(5, 10), 1)).toBe("pass")
  expect(say(lengths(5, 11), 1)).toBe("warn")
  expect(say(lengths(5, 6), null)).toBe("warn")
})

it("names the texts of another length, but not those of a private column", () => {
  const [reference, current] = [lengths(3, 3), lengths(3, 6)].map((over) => summaryOf({ rows: 1000, ...over }))
  const column = base("x", { type: "categorical", reference, current })
  const oddLengths = { rows: 40, examples: ["XX-999", "Q12345"] }
  const input = { ...inputOf([column]), evidence: new Map([["x", { ...noEvidence, oddLengths }]]) }
  const say = (hidden: string[]) =>
    runChecks(new Map([["string-length", stringLength]]), { ...input, private: new Set(hidden) }, defaultOptions)[0]
      .message
  expect(say([])).toBe('3 to 6 letters, 3 letters in reference: "XX-999", "Q12345"')
  expect(say(["x"])).toBe("3 to 6 letters, 3 letters in reference")
})
