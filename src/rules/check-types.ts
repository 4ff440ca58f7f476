import { didYouMean } from "../words/suggest.js"
import type { StorageKind } from "../model.js"
import { RuleError, type Expression, type Operator } from "./expression.js"
import {
  functionNames,
  rowFunctions,
  tableFunctions,
  type RowFunctionName,
  type TableFunctionName,
  type ValueType,
} from "./functions.js"
import { compilePattern } from "./pattern.js"
import { readDate, readTime } from "./read-date.js"
import type { Arithmetic, Comparison, Typed } from "./typed.js"

/** The columns that a rule may name, and how each is stored. */
export type Scope = ReadonlyMap<string, StorageKind>

const typeOfKind: Record<StorageKind, ValueType> = {
  number: "number",
  string: "text",
  boolean: "boolean",
  datetime: "datetime",
  time: "time",
  null: "missing",
  binary: "other",
  nested: "other",
}

const inWords: Record<ValueType, string> = {
  number: "a number",
  text: "a text",
  boolean: "true or false",
  datetime: "a date",
  time: "a time of day",
  missing: "missing",
  other: "a list, a structure or binary",
}

/** The rule with its types, or RuleError for an unknown name, for types that do not go together, or for a rule that is neither true nor false. */
export function checkTypes(rule: Expression, scope: Scope): Typed {
  const typed = check(rule, scope)
  if (typed.type === "boolean") return typed
  throw new RuleError(
    `the rule is ${inWords[typed.type]}, neither true nor false`,
    rule.at,
    "compare it with something: total >= 0",
  )
}

function check(expression: Expression, scope: Scope): Typed {
  switch (expression.kind) {
    case "number":
    case "text":
    case "boolean":
      return { kind: "constant", type: expression.kind, value: expression.value }
    case "quantity":
      throw new RuleError("a number with a unit stands only in alert rules", expression.at)
    case "missing":
      throw new RuleError("a comparison with null is never true or false", expression.at, "write `is missing`")
    case "pattern":
      throw new RuleError("a pattern stands only after `matches`", expression.at)
    case "list":
      throw new RuleError("a list stands only after `in`", expression.at)
    case "column":
      return column(expression.name, expression.at, scope)
    case "call":
      return call(expression, scope)
    case "minus": {
      const argument = wanted(expression.argument, "number", "after -", scope)
      return { kind: "minus", type: "number", argument }
    }
    case "not":
      return { kind: "not", type: "boolean", argument: wanted(expression.argument, "boolean", "after not", scope) }
    case "binary":
      return binary(expression, scope)
  }
}

function column(name: string, at: number, scope: Scope): Typed {
  const kind = scope.get(name)
  if (kind !== undefined) return { kind: "column", type: typeOfKind[kind], name }
  const names = Array.from(scope.keys())
  const first = names.slice(0, 8).map((known) => JSON.stringify(known))
  throw new RuleError(
    `unknown column ${JSON.stringify(name)}`,
    at,
    didYouMean(name, names, `columns: ${first.join(", ")}${names.length > first.length ? ", …" : ""}`),
  )
}

/** The expression, which must be of one type; a missing value goes with every type. */
function wanted(expression: Expression, type: ValueType, where: string, scope: Scope): Typed {
  const typed = coerced(expression, check(expression, scope), type)
  if (typed.type === type || typed.type === "missing") return typed
  throw new RuleError(
    `${where} stands ${inWords[typed.type]}, not ${inWords[type]}`,
    expression.at,
    chained(expression),
  )
}

function chained(expression: Expression): string | undefined {
  const compares = expression.kind === "binary" && isComparison(expression.operator)
  return compares ? "write `0 <= x and x <= 1` for two comparisons in one" : undefined
}

/** A text literal where a date or a time of day is meant, as that. */
function coerced(expression: Expression, typed: Typed, type: ValueType): Typed {
  if (expression.kind !== "text" || (type !== "datetime" && type !== "time")) return typed
  const value = (type === "datetime" ? readDate : readTime)(expression.value)
  if (value !== null) return { kind: "constant", type, value }
  const example = type === "datetime" ? '"2024-01-31" or "2024-01-31T08:30:00Z"' : '"08:30" or "08:30:15"'
  throw new RuleError(
    `${JSON.stringify(expression.value)} is no ${type === "datetime" ? "date" : "time of day"}`,
    expression.at,
    `write ${example}`,
  )
}

type Binary = Expression & { kind: "binary" }

function binary(expression: Binary, scope: Scope): Typed {
  const { operator, left } = expression
  switch (operator) {
    case "and":
    case "or":
      return {
        kind: operator,
        type: "boolean",
        left: wanted(expression.left, "boolean", `before ${operator}`, scope),
        right: wanted(expression.right, "boolean", `after ${operator}`, scope),
      }
    case "is":
    case "is not":
      return { kind: "is-missing", type: "boolean", negated: operator === "is not", value: check(left, scope) }
    case "in":
    case "not in":
      return membership(expression, scope)
    case "matches":
    case "not matches":
      return match(expression, scope)
    case "+":
    case "-":
    case "*":
    case "/":
    case "%":
      return arithmetic(expression, operator, scope)
    default:
      return comparison(expression, operator, scope)
  }
}

function isComparison(operator: Operator): operator is Comparison {
  return ["==", "!=", "<", "<=", ">", ">="].includes(operator)
}

function arithmetic({ left, right }: Binary, operator: Arithmetic, scope: Scope): Typed {
  const sides = [check(left, scope), check(right, scope)]
  const times = sides.every(({ type }) => type === "datetime")
  if (operator === "-" && times)
    throw new RuleError("two dates cannot be subtracted", left.at, "write days(start, end) for the days between them")
  return {
    kind: "arithmetic",
    type: "number",
    operator,
    left: wanted(left, "number", `before ${operator}`, scope),
    right: wanted(right, "number", `after ${operator}`, scope),
  }
}

function comparison({ left, right, at }: Binary, operator: Comparison, scope: Scope): Typed {
  const inReference = check(left, scope)
  const inCurrent = check(right, scope)
  const [before, after] = [coerced(left, inReference, inCurrent.type), coerced(right, inCurrent, inReference.type)]
  const known = [before, after].filter(({ type }) => type !== "missing")
  if (known.some(({ type }) => type === "other"))
    throw new RuleError(`${inWords.other} values cannot be compared`, at, "only `is missing` can be asked of them")
  if (known.length === 2 && before.type !== after.type)
    throw new RuleError(
      `${nameOf(left)} is ${inWords[before.type]} and ${nameOf(right)} is ${inWords[after.type]}: they cannot be compared`,
      at,
      chained(left) ?? quoted(left, before, right, after),
    )
  return { kind: "compare", type: "boolean", operator, left: before, right: after }
}

/** `zip == 12345` where zip holds texts: write "12345". */
function quoted(left: Expression, before: Typed, right: Expression, after: Typed): string | undefined {
  if (before.type === "text" && right.kind === "number") return `write it as a text: "${right.value}"`
  if (after.type === "text" && left.kind === "number") return `write it as a text: "${left.value}"`
  const [bare, against] = right.kind === "text" ? [right, before] : left.kind === "text" ? [left, after] : [null, null]
  if (bare === null || against.type !== "number" || !Number.isFinite(Number(bare.value))) return undefined
  return `write it without quotes: ${bare.value}`
}

function nameOf(expression: Expression): string {
  switch (expression.kind) {
    case "column":
      return JSON.stringify(expression.name)
    case "text":
      return JSON.stringify(expression.value)
    case "number":
    case "boolean":
      return String(expression.value)
    case "call":
      return `${expression.name}(…)`
    default:
      return "one side"
  }
}

function membership({ left, right, operator }: Binary, scope: Scope): Typed {
  if (right.kind !== "list")
    throw new RuleError("after `in` stands a list", right.at, 'write it so: country in ["DE", "FR"]')
  if (right.items.length === 0) throw new RuleError("the list is empty", right.at)
  const value = check(left, scope)
  if (value.type === "other") throw new RuleError(`${inWords.other} values are in no list`, left.at)
  const items = right.items.map((item) => {
    const typed = coerced(item, check(item, scope), value.type)
    const constant =
      typed.kind === "minus" && typed.argument.kind === "constant" ? negative(typed.argument.value) : typed
    if (constant.kind !== "constant" || constant.value === null)
      throw new RuleError("a list holds only numbers, texts, true and false", item.at)
    if (value.type !== "missing" && constant.type !== value.type)
      throw new RuleError(
        `${nameOf(left)} is ${inWords[value.type]} and the list holds ${inWords[constant.type]}`,
        item.at,
        quoted(left, value, item, constant),
      )
    return constant.value
  })
  return { kind: "in", type: "boolean", negated: operator === "not in", value, items }
}

function negative(value: number | string | boolean | null): Typed {
  return { kind: "constant", type: "number", value: -Number(value) }
}

function match({ left, right, operator }: Binary, scope: Scope): Typed {
  if (right.kind !== "text" && right.kind !== "pattern")
    throw new RuleError("after `matches` stands a pattern", right.at, "write it so: code matches /^[A-Z]{3}$/")
  const value = wanted(left, "text", "before matches", scope)
  const pattern =
    right.kind === "text"
      ? compilePattern(right.value, "", right.at)
      : compilePattern(right.source, right.flags, right.at)
  return { kind: "matches", type: "boolean", negated: operator === "not matches", value, pattern }
}

type Call = Expression & { kind: "call" }

function call(expression: Call, scope: Scope): Typed {
  const { name, args, at } = expression
  if (name === "col") return named(expression, scope)
  if (Object.hasOwn(rowFunctions, name)) return rowCall(expression, name as RowFunctionName, scope)
  if (Object.hasOwn(tableFunctions, name)) return tableCall(expression, name as TableFunctionName, scope)
  if (name === "date" && args.length === 1) return coercedDate(args[0])
  throw new RuleError(
    `unknown function ${JSON.stringify(name)}`,
    at,
    didYouMean(name, functionNames, `functions: ${functionNames.join(", ")}`),
  )
}

function coercedDate(text: Expression): Typed {
  if (text.kind === "text") return coerced(text, { kind: "constant", type: "text", value: text.value }, "datetime")
  throw new RuleError("date takes a text", text.at, 'write it so: date("2024-01-31")')
}

function named({ args, at }: Call, scope: Scope): Typed {
  const [arg] = args
  if (args.length !== 1 || arg.kind !== "text") throw new RuleError("col takes one text", at, 'write it so: col("a b")')
  return column(arg.value, arg.at, scope)
}

function rowCall({ args, at }: Call, name: RowFunctionName, scope: Scope): Typed {
  const { takes, gives } = rowFunctions[name]
  if (args.length !== takes.length)
    throw new RuleError(
      `${name} takes ${takes.length === 1 ? "one value" : `${takes.length} values`}, not ${args.length}`,
      at,
    )
  const typed = args.map((arg, i) => wanted(arg, takes[i], `in ${name}(…)`, scope))
  return { kind: "row", type: gives, function: name, args: typed }
}

function tableCall({ args, at }: Call, name: TableFunctionName, scope: Scope): Typed {
  const { columns, atMost, gives } = tableFunctions[name]
  const fits = atMost === Infinity ? args.length > 0 : args.length === atMost
  if (!fits) {
    const takes = atMost === 0 ? "nothing" : atMost === 1 ? "one column" : "one column or more"
    throw new RuleError(`${name} takes ${takes}, not ${args.length}`, at)
  }
  const typed = args.map((arg) => {
    const value = check(arg, scope)
    if (value.kind !== "column") throw new RuleError(`${name} takes a column's name`, arg.at)
    const allowed: readonly ValueType[] | null = columns
    if (allowed !== null && value.type !== "missing" && !allowed.includes(value.type))
      throw new RuleError(`${name} of ${JSON.stringify(value.name)}, which is ${inWords[value.type]}`, arg.at)
    return value
  })
  const type = gives === "column" ? (typed[0]?.type ?? "number") : gives
  return { kind: "table", type, function: name, columns: typed.map((value) => value.name) }
}
