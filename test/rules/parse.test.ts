import { describe, expect, it } from "vitest"
import { checkTypes } from "../../src/rules/check-types.js"
import { RuleError, type Expression } from "../../src/rules/expression.js"
import { parseRule } from "../../src/rules/parse.js"
import { oneOf, random as seeded } from "../helpers/random.js"

/** The tree in brackets: (and (> a 1) (not b)). */
function shown(e: Expression): string {
  switch (e.kind) {
    case "number":
    case "boolean":
      return String(e.value)
    case "text":
      return JSON.stringify(e.value)
    case "missing":
      return "missing"
    case "quantity":
      return `${e.value}${e.unit}${e.signed ? " signed" : ""}`
    case "pattern":
      return `/${e.source}/${e.flags}`
    case "column":
      return e.name
    case "list":
      return `[${e.items.map(shown).join(" ")}]`
    case "call":
      return `${e.name}(${e.args.map(shown).join(" ")})`
    case "not":
    case "minus":
      return `(${e.kind} ${shown(e.argument)})`
    case "binary":
      return `(${e.operator} ${shown(e.left)} ${shown(e.right)})`
  }
}

function errorOf(act: () => unknown): RuleError {
  try {
    act()
  } catch (error) {
    if (error instanceof RuleError) return error
    throw error
  }
  throw new Error("nothing was thrown")
}

describe("a rule is read", () => {
  it.each([
    ["total >= 0", "(>= total 0)"],
    ["a or b and not c > 1 + 2 * 3", "(or a (and b (not (> c (+ 1 (* 2 3))))))"],
    ["not a == 1 and b", "(and (not (== a 1)) b)"],
    ["not (a and b) or c", "(or (not (and a b)) c)"],
    ["not not a", "(not (not a))"],
    ["a - b - c < -d", "(< (- (- a b) c) (minus d))"],
    ['country in ["DE", "FR"]', '(in country ["DE" "FR"])'],
    ["n not in [1, -2]", "(not in n [1 (minus 2)])"],
    ['email matches "^.+@.+\\.com$"', '(matches email "^.+@.+\\\\.com$")'],
    ["code not matches /a\\/b\\d/i", "(not matches code /a/b\\d/i)"],
    ["missing(a) < 0.05", "(< missing(a) 0.05)"],
    ["`a ``b` is not null", "(is not a `b missing)"],
    ["a is missing and missing is null", "(and (is a missing) (is missing missing))"],
    ["col(\"a b\") == 'it\\'s' or x", `(or (== col("a b") "it's") x)`],
    ["unique(a, b)", "unique(a b)"],
    ["größe > 1e3", "(> größe 1000)"],
  ])("%s", (text, tree) => {
    expect(shown(parseRule(text))).toBe(tree)
  })
})

describe("a number of an alert rule", () => {
  it.each([
    ["a > 2000ms", "(> a 2000ms)"],
    ["a < -10% or b > + 5%", "(or (< a -10% signed) (> b 5% signed))"],
    ["a - 10% > 0.5 USD and b", "(and (> (- a 10%) 0.5USD) b)"],
    ["a % 3 > 5 min", "(> (% a 3) 5min)"],
  ])("%s", (text, tree) => expect(shown(parseRule(text, { units: true }))).toBe(tree))

  it("has no unit elsewhere, and none that is unknown", () => {
    expect(() => parseRule("a > 2000ms")).toThrow(RuleError)
    expect(() => parseRule("a > 2000km", { units: true })).toThrow(RuleError)
  })
})

describe("a rule that cannot be read says where", () => {
  it.each([
    ["", 0, "the rule is empty", undefined],
    ["a >= ", 5, "the rule ends too early: expected expression after >=", "operators"],
    ["a = 1", 2, 'unexpected "="', "=="],
    ["a && b", 2, 'unexpected "&"', "`and`"],
    ["a b", 2, "an operator is missing here", undefined],
    ["a > 1 AND b", 6, "an operator is missing here", "written small"],
    ["a.b > 1", 0, "a name with a dot or brackets", "backticks"],
    ["((a > 1)", 8, "the rule ends too early: unclosed (", undefined],
    ["a > 1)", 5, 'unexpected ")"', undefined],
    ["a in [1 2]", 8, "a comma is missing here", undefined],
    ["a in [1,,2]", 5, "the list has a comma too many", undefined],
    ['a == "x', 5, 'the text has no closing "', undefined],
    ["a matches /x", 10, "the pattern has no closing /", undefined],
    ["`a > 1", 0, "the name has no closing `", undefined],
    ["1e999 > a", 0, "the number is too large", undefined],
    ["a is 5", 5, "`is` asks for missing values only", "=="],
    ["a ? b : c", 0, "rules do not have this (ConditionalExpression)", undefined],
  ])("%s", (text, at, message, hint) => {
    const error = errorOf(() => parseRule(text))
    expect([error.message, error.at]).toEqual([message, at])
    if (hint !== undefined) expect(error.hint).toContain(hint)
  })

  it("deep nesting and long texts are refused before they cost anything", () => {
    expect(errorOf(() => parseRule("(".repeat(1000))).message).toContain("levels of brackets")
    expect(errorOf(() => parseRule("not ".repeat(400) + "a")).message).toContain("levels of brackets")
    expect(errorOf(() => parseRule("a".repeat(3000))).message).toContain("longer than 2000")
  })
})

const scope = new Map([
  ["total", "number"],
  ["count", "number"],
  ["country", "string"],
  ["zip", "string"],
  ["paid", "boolean"],
  ["start", "datetime"],
  ["end", "datetime"],
  ["opens", "time"],
  ["tags", "nested"],
  ["gone", "null"],
] as const)

describe("types are checked before any row is looked at", () => {
  it.each([
    ["total >= 0 and paid"],
    ["end >= start"],
    ['start >= "2024-01-31"'],
    ['end < date("2024-01-31T08:30:00+02:00")'],
    ['opens < "18:00"'],
    ["gone > 1 or gone == country"],
    ["tags is not missing"],
    ["mean(total) < 2 * max(total)"],
    ["max(end) > min(start)"],
    ["days(start, end) <= 30 and year(start) > 2000"],
    ["length(trim(lower(country))) == 2"],
    ["unique(country, zip) and duplicates(total) == 0 and rows() > 10"],
    ['zip in ["1"] and total in [1, -2] and paid in [true]'],
    ["paid == true"],
    ["paid"],
  ])("%s", (text) => {
    expect(checkTypes(parseRule(text), scope).type).toBe("boolean")
  })

  it.each([
    ["totl >= 0", 0, 'unknown column "totl"', 'did you mean "total"?'],
    ['total >= 0 and cuntry == "DE"', 15, 'unknown column "cuntry"', 'did you mean "country"?'],
    ["lenght(country) > 1", 0, 'unknown function "lenght"', 'did you mean "length"?'],
    [
      "zip == 12345",
      0,
      '"zip" is a text and 12345 is a number: they cannot be compared',
      'write it as a text: "12345"',
    ],
    ['total > "5"', 0, '"total" is a number and "5" is a text: they cannot be compared', "without quotes: 5"],
    ["0 <= total <= 1", 0, "one side is true or false and 1 is a number: they cannot be compared", "0 <= x and x <= 1"],
    ["total + country > 1", 8, "after + stands a text, not a number", undefined],
    ["total", 0, "the rule is a number, neither true nor false", "compare it"],
    ["not total", 4, "after not stands a number, not true or false", undefined],
    ['start > "2024-13-01"', 8, '"2024-13-01" is no date', "2024-01-31"],
    ['start > "2024-02-30"', 8, '"2024-02-30" is no date', "2024-01-31"],
    ["end - start > 1", 0, "two dates cannot be subtracted", "days(start, end)"],
    ["total == null", 9, "a comparison with null is never true or false", "is missing"],
    ["country in []", 11, "the list is empty", undefined],
    ["country in [1]", 12, '"country" is a text and the list holds a number', 'as a text: "1"'],
    ["country in zip", 11, "after `in` stands a list", "country in"],
    ["total matches /1/", 0, "before matches stands a number, not a text", undefined],
    ["country matches zip", 16, "after `matches` stands a pattern", undefined],
    ['country matches "(a"', 16, "the pattern cannot be read: missing closing ): `(a`", "RE2"],
    ["country matches /a/gi", 16, 'the pattern\'s flag "gi"; only i is known', undefined],
    ["length(country, zip) > 1", 0, "length takes one value, not 2", undefined],
    ["missing() > 1", 0, "missing takes one column, not 0", undefined],
    ["missing(total + 1) > 1", 8, "missing takes a column's name", undefined],
    ["mean(country) > 1", 5, 'mean of "country", which is a text', undefined],
    ["tags == 1", 0, "a list, a structure or binary values cannot be compared", "is missing"],
  ])("%s", (text, at, message, hint) => {
    const error = errorOf(() => checkTypes(parseRule(text), scope))
    expect([error.message, error.at]).toEqual([message, at])
    if (hint !== undefined) expect(error.hint).toContain(hint)
  })
})

describe("whatever is typed", () => {
  const pieces = ["a", "total", "country", "paid", "(", ")", "[", "]", ",", ">=", "<", "==", "=", "!", "and", "or", "not", "in", "is",
    "null", "matches", "/x+/", "/", "`", '"', "'", "\\", "1", "1.5e3", ".", "-", "+", "*", "%", "missing(", "col(", "?", ":", ";", "$", "ß", "💥", "\u0000", "\n", " ", "__proto__", "constructor", "toString("] // prettier-ignore

  it("20,000 seeded strings are read or refused with a place in them, never a crash", () => {
    const random = seeded(7)
    let read = 0
    for (let i = 0; i < 20_000; i++) {
      const text = Array.from({ length: 1 + Math.floor(random() * 12) }, () => oneOf(random, pieces)).join(
        random() < 0.5 ? " " : "",
      )
      try {
        checkTypes(parseRule(text), scope)
        read++
      } catch (error) {
        if (!(error instanceof RuleError))
          throw new Error(`${JSON.stringify(text)}: ${String(error)}`, { cause: error })
        expect(error.at).toBeGreaterThanOrEqual(0)
        expect(error.at).toBeLessThanOrEqual(text.length)
      }
    }
    expect(read).toBeGreaterThan(10)
  })
})
