import { expect, it } from "vitest"
import rowCount from "../../../src/checks/data/row-count.js"
import { runChecks } from "../../../src/judge/run-checks.js"
import { defaultOptions, type CheckOptions } from "../../../src/options/options.js"
import { inputOf } from "../test-check.js"

function say(reference: number, current: number, earlierRows: readonly number[], own: CheckOptions = {}) {
  const empty = inputOf([])
  const table = (rows: number) => ({ ...empty.reference, rows })
  const input = { ...empty, reference: table(reference), current: table(current), earlierRows }
  return runChecks(new Map([["row-count", rowCount]]), input, {
    ...defaultOptions,
    perCheck: new Map([["row-count", own]]),
  })[0]
}

/** Five working days, then a weekend with a fifth of the rows. */
const weeks = [1000, 1100, 900, 1050, 950, 200, 210, 1000, 1020, 980, 1010, 990, 190, 200]

it.each([
  ["a day beside a year of training data", 365_000, 1000, []],
  ["a sample beside all rows", 1000, 50_000_000, []],
  ["four runs, too few to say what is usual", 1000, 10, [1000, 1000, 1000, 1000]],
  ["as many as in the runs before, beside a long reference", 1_000_000, 1100, [1000, 1000, 900, 1200, 1000]],
  ["a Sunday after two weeks", 1000, 205, weeks],
])("nothing is said of %s", (_, reference, current, earlier) => {
  expect(say(reference, current, earlier).status).toBe("pass")
})

it.each([
  ["a twentieth of what is usual", 50, [1000, 1000, 900, 1200, 1000], "warn", 20],
  ["four times as much", 4000, [1000, 1000, 1000, 1000, 1000], "warn", 4],
  ["next to nothing", 1, [1000, 1000, 900, 1200, 1000], "fail", 1000],
  ["a twentieth of a working day", 50, weeks, "warn", 19.7],
  ["a twentieth, one earlier run of ten being as broken", 50, [...weeks.filter((n) => n > 500), 40], "warn", 20],
] as const)("%s is found, whatever the reference holds", (_, current, earlier, status, value) => {
  for (const reference of [1, current, 1e6]) expect(say(reference, current, earlier)).toMatchObject({ status, value })
})

it("the runs before are told with their range, the last thirty of them", () => {
  const earlier = [7, ...Array.from({ length: 30 }, (_, i) => 1000 + i)]
  expect(say(1, 100, earlier).message).toBe("100 rows, 1,015 (1,000 to 1,029) in the 30 runs before")
  expect(say(500, 100, []).message).toBe("100 rows, 500 in reference")
})

it("limits and severities that a user set hold against the reference too", () => {
  expect(say(1000, 250, [], { warn: 3 })).toMatchObject({ status: "warn", warn_limit: 3, fail_limit: null })
  expect(say(1000, 250, [], { severity: "fail" })).toMatchObject({ status: "fail", warn_limit: null, fail_limit: 3 })
})
