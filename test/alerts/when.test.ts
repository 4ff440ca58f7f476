import { describe, expect, test } from "vitest"
import { compileWhen, type KnownFigures } from "../../src/alerts/when.js"
import type { AlertFigure } from "../../src/model.js"
import { RuleError } from "../../src/rules/expression.js"

const known: KnownFigures = new Map([
  ["error_rate", "share"],
  ["p99_latency", "ms"],
  ["roc_auc", "score"],
  ["add_to_cart", null],
  ["cost_per_request", "USD"],
  ["psi", null],
  ["ks", null],
  ["drift_share", "share"],
])
const facts = ["schema_error", "no_answer"]
const figure = (name: string, value: number, reference: number | null = null, subject = ""): AlertFigure => ({
  name,
  subject,
  value,
  reference,
  unit: null,
})

/** The subjects that the rule holds for. */
function holds(when: string, figures: AlertFigure[], outside = (): boolean | null => null): string[] {
  return compileWhen(when, known, facts)
    .firing(figures, outside)
    .map(({ subject }) => subject)
}

describe("an alert rule holds", () => {
  const cases: [string, AlertFigure, yes: number, no: number][] = [
    ["error_rate > 0.01", figure("error_rate", 0), 0.011, 0.01],
    ["error_rate > 1%", figure("error_rate", 0), 0.011, 0.01],
    ["p99_latency > 2000ms", figure("p99_latency", 0), 2001, 2000],
    ["p99_latency > 2 s", figure("p99_latency", 0), 2001, 2000],
    ["cost_per_request >= 0.5 USD", figure("cost_per_request", 0), 0.5, 0.49],
    ["roc_auc < baseline - 0.03", figure("roc_auc", 0, 0.9), 0.86, 0.88],
    ["baseline - 0.03 > roc_auc", figure("roc_auc", 0, 0.9), 0.86, 0.88],
    ["add_to_cart < -10%", figure("add_to_cart", 0, 200), 179, 181],
    ["change(add_to_cart) < -10%", figure("add_to_cart", 0, 200), 179, 181],
    ["change(add_to_cart) < -0.1", figure("add_to_cart", 0, 200), 179, 181],
    ["cost_per_request > +20%", figure("cost_per_request", 0, 1), 1.21, 1.19],
    ["schema_error", figure("schema_error", 0), 1, 0],
    ["not schema_error", figure("schema_error", 0), 0, 1],
    ["error_rate > 0.5 or error_rate < 0.1", figure("error_rate", 0), 0.05, 0.3],
  ]
  test.each(cases)("%s", (when, about, yes, no) => {
    expect(holds(when, [{ ...about, value: yes }])).toEqual([""])
    expect(holds(when, [{ ...about, value: no }])).toEqual([])
  })

  test("for each column, the furthest first", () => {
    const figures = [figure("psi", 0.3, null, "a"), figure("psi", 0.1, null, "b"), figure("psi", 0.9, null, "c")]
    expect(holds("psi > 0.2", figures)).toEqual(["c", "a"])
  })

  test("only where it does at both ends of what a figure may be", () => {
    const psi = (low: number, high: number) => ({ ...figure("psi", (low + high) / 2), between: { low, high } })
    expect(holds("psi > 0.2", [psi(0.21, 0.25)])).toEqual([""])
    expect(holds("psi > 0.2", [psi(0.19, 0.25)])).toEqual([])
    expect(holds("psi < 0.2", [psi(0.19, 0.25)])).toEqual([])
    const ks = { ...figure("ks", 0.5), between: { low: 0.4, high: 0.6 } }
    expect(holds("psi + ks > 0.6", [psi(0.21, 0.25), ks])).toEqual([""])
    expect(holds("psi + ks > 0.62", [psi(0.21, 0.25), ks])).toEqual([])
  })

  test("for the columns where both figures do, and figures of the whole go with each", () => {
    const figures = [
      figure("psi", 0.3, null, "a"),
      figure("psi", 0.3, null, "b"),
      figure("ks", 0.5, null, "a"),
      figure("drift_share", 0.4),
    ]
    expect(holds("psi > 0.2 and ks > 0.1", figures)).toEqual(["a"])
    expect(holds("psi > 0.2 and drift_share > 0.3", figures)).toEqual(["a", "b"])
  })

  test("never where a figure is not measured", () => {
    expect(holds("error_rate > 0.01", [])).toEqual([])
    expect(holds("not (error_rate > 0.01)", [])).toEqual([])
    expect(holds("change(error_rate) < -10%", [figure("error_rate", 0.1)])).toEqual([])
    expect(holds("change(error_rate) < 10%", [figure("error_rate", 0.1, 0)])).toEqual([])
    expect(holds("outside_band(error_rate)", [figure("error_rate", 1)])).toEqual([])
  })

  test("outside the band that the nights give", () => {
    const asked: string[] = []
    const rule = compileWhen("outside_band(psi) and not outside_3sigma(psi)", known, facts)
    const fired = rule.firing([figure("psi", 1, null, "a")], (name, subject, kind) => {
      asked.push(`${name} ${subject} ${kind}`)
      return subject === "a" && kind === "band"
    })
    expect(fired.map(({ subject }) => subject)).toEqual(["a"])
    expect(asked).toContain("psi a band")
  })
})

test("outside_band() is of every figure that lies outside for the second run in a row, by subject", () => {
  const rule = compileWhen("outside_band()", known, facts)
  const figures = [
    figure("psi", 1, null, "a"),
    figure("ks", 1, null, "a"),
    figure("psi", 1, null, "b"),
    figure("p99_latency", 5),
  ]
  const fired = rule.firing(
    figures,
    (name, subject, kind) => kind === "lasting" && (subject === "a" || name === "p99_latency"),
  )
  expect(fired.map(({ subject, figures: own }) => [subject, own.map(({ name }) => name)])).toEqual([
    ["a", ["psi", "ks"]],
    ["", ["p99_latency"]],
  ])
})

describe("a rule that cannot be", () => {
  const cases: [string, at: number, message: RegExp][] = [
    ["eror_rate > 1", 0, /unknown figure "eror_rate"/],
    ["error_rate", 0, /neither true nor false/],
    ["error_rate > 0.1 and p99_latency", 21, /neither true nor false/],
    ["error_rate > 20ms", 13, /error_rate is no time: its unit is share/],
    ["baseline > 1", 0, /only beside the figure/],
    ["sum(psi) > 1", 0, /unknown function "sum"/],
    ["outside_band() and psi > 1", 0, /stands alone/],
    ["change() > 1", 0, /takes the name of one figure/],
    ["change(1) > 1", 0, /takes the name of one figure/],
    ['psi matches "a"', 0, /have no `matches`/],
    ["schema_error > 1", 0, /a number is needed/],
    ["psi > 'a'", 6, /only/],
    ["psi >", 5, /ends too early/],
  ]
  test.each(cases)("%s", (when, at, message) => {
    const error = (() => {
      try {
        compileWhen(when, known, facts)
      } catch (thrown) {
        return thrown
      }
    })()
    expect(error).toBeInstanceOf(RuleError)
    expect((error as RuleError).message).toMatch(message)
    expect((error as RuleError).at).toBe(at)
  })
})
