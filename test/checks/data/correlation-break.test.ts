import { expect, it } from "vitest"
import correlationBreak from "../../../src/checks/data/correlation-break.js"
import { measureCorrelations } from "../../../src/compare/correlations.js"
import { runChecks } from "../../../src/judge/run-checks.js"
import { defaultOptions } from "../../../src/options/options.js"
import { normalDraws, randomNumbers } from "../../../src/stats/random.js"
import type { SampledColumn } from "../../../src/model.js"
import { base } from "../../helpers/sample-columns.js"
import { inputOf } from "../test-check.js"

/** What is said of a number and a category of these rows. */
function say(
  number: Record<"reference" | "current", Float64Array>,
  codes: Record<"reference" | "current", Int32Array>,
) {
  const columns = [base("x"), { ...base("c"), type: "categorical" as const }]
  const labels = Array.from({ length: 300 }, (_, i) => `v${i}`)
  const rows = { reference: Int32Array.from(codes.reference.keys()), current: Int32Array.from(codes.current.keys()) }
  const sampled = new Map<string, SampledColumn>([
    ["x", { kind: "numbers", ...number }],
    ["c", { kind: "codes", labels, ...codes }],
  ])
  const correlations = measureCorrelations(columns, { rows, columns: sampled }, null)
  return runChecks(
    new Map([["correlation-break", correlationBreak]]),
    { ...inputOf(columns), correlations },
    defaultOptions,
  )
}

const both = <T>(make: (side: number) => T) => ({ reference: make(1), current: make(2) })

it.each([300, 1000])("a heavy-tailed number over 300 categories goes with none of them by chance: %i rows", (rows) => {
  for (let run = 0; run < 100; run++) {
    const next = randomNumbers(100 * rows + run)
    const cauchy = both(() => Float64Array.from({ length: rows }, () => Math.tan(Math.PI * (next() - 0.5))))
    const found = say(
      cauchy,
      both(() => Int32Array.from({ length: rows }, () => Math.floor(next() * 300))),
    )
    expect(found.filter(({ status }) => status === "warn")).toEqual([])
  }
})

it("rows that were mixed up are found where number and category went together", () => {
  const rows = 1000
  const codes = both((side) => Int32Array.from({ length: rows }, (_, i) => (i * (side === 1 ? 7 : 11)) % 10))
  const noise = both((side) => normalDraws(rows, side))
  const follow = (side: "reference" | "current", by: number) =>
    noise[side].map((z, i) => Math.exp(3 * (codes[side][i] * by + z)))
  const broken = say({ reference: follow("reference", 1), current: follow("current", 0) }, codes)
  expect(broken).toMatchObject([{ status: "warn", column: "x" }])
  expect(broken[0].message).toMatch(/^x and c: correlation ratio −?0\.\d+, 0\.9\d in reference$/)
  const kept = say({ reference: follow("reference", 1), current: follow("current", 1) }, codes)
  expect(kept).toMatchObject([{ status: "pass" }])
})
