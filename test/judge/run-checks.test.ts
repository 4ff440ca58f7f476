import { expect, it } from "vitest"
import { defaultOptions, type CheckOptions } from "../../src/options/options.js"
import { runChecks } from "../../src/judge/run-checks.js"
import type { CheckInput, DataCheck } from "../../src/model.js"

/** One finding each for a (0.15) and b (0.5). */
const check: DataCheck = {
  meta: {
    ...{
      title: "",
      failTitle: "",
      description: "",
      limitsReason: "",
      evidence: "figures",
      unit: "share",
      limitsAbove: "zero",
    },
    ...{ warnLimit: 0.1, failLimit: 0.3 },
  },
  check: () => [
    { column: "a", value: 0.15, reference_value: null, message: "" },
    { column: "b", value: 0.5, reference_value: null, message: "" },
  ],
}

function statuses(options: CheckOptions): string[] {
  const perCheck = new Map([["share", options]])
  const results = runChecks(new Map([["share", check]]), {} as CheckInput, { ...defaultOptions, perCheck })
  return results.map(({ column, status }) => `${column ?? "-"} ${status}`)
}

it("limits decide where no severity is set, and a severity says how bad the worst is", () => {
  expect(statuses({})).toEqual(["a warn", "b fail"])
  expect(statuses({ severity: "warn" })).toEqual(["a warn", "b warn"])
  expect(statuses({ severity: "fail" })).toEqual(["a fail", "b fail"])
  expect(statuses({ severity: "fail", warn: null, fail: 0.3 })).toEqual(["a pass", "b fail"])
  expect(statuses({ severity: "warn", warn: null, fail: 0.3 })).toEqual(["a pass", "b warn"])
  expect(statuses({ warn: 0.2, fail: null })).toEqual(["a pass", "b warn"])
})

it("a check that is off is listed without a value and not run", () => {
  expect(statuses({ severity: "off" })).toEqual(["- not_applicable"])
})

it("a column's own limits and severity come before the check's", () => {
  expect(statuses({ perColumn: new Map([["b", { severity: "off" }]]) })).toEqual(["a warn"])
  expect(statuses({ severity: "off", perColumn: new Map([["b", { severity: "warn" }]]) })).toEqual(["b warn"])
  expect(statuses({ severity: "warn", perColumn: new Map([["b", { severity: "fail", warn: 0.4 }]]) })).toEqual([
    "a warn",
    "b fail",
  ])
})
