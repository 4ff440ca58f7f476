import type { AlertFigure, FiredSubject, MetricUnit } from "../model.js"
import { RuleError, type Expression, type QuantityUnit } from "../rules/expression.js"
import { parseRule } from "../rules/parse.js"
import { didYouMean } from "../words/suggest.js"

/** Figures that a rule may name, with their unit where it is known. */
export type KnownFigures = ReadonlyMap<string, MetricUnit | null>

/** What a figure is held to over the nights; null where there is no band yet. */
export type OutsideBand = (name: string, subject: string, rule: "band" | "sigma" | "lasting") => boolean | null

/** A rule ready to be asked. */
export interface CompiledWhen {
  /** The figures that it names, in their order. */
  names: readonly string[]
  /** The subjects of a run that it holds for, the furthest first; none where a figure is not measured. */
  firing: (figures: readonly AlertFigure[], outside: OutsideBand) => FiredSubject[]
}

type Value = number | boolean | null
interface Place {
  figure: (name: string) => AlertFigure | undefined
  outside: (name: string, rule: "band" | "sigma") => boolean | null
}
/** A part of a rule: what it gives, and how. */
interface Part {
  type: "number" | "boolean"
  /** Of the only figure it names, where it is no more than that. */
  name?: string
  names: string[]
  at: number
  read: (place: Place) => Value
}

/** Functions of one figure by name, each with what it gives. */
const functions = ["change", "outside_band", "outside_3sigma"] as const
const milliseconds: Partial<Record<QuantityUnit, number>> = { ms: 1, s: 1000, min: 60_000, h: 3_600_000 }

/** The expression of an alert rule, or RuleError with the place: a name that no figure has, or types that do not fit. */
export function compileWhen(text: string, known: KnownFigures, facts: readonly string[]): CompiledWhen {
  const expression = parseRule(text, { units: true })
  if (isAnyOutside(expression)) return { names: [], firing: anyOutside }
  const part = new Compiler(known, new Set(facts)).boolean(expression)
  const names = Array.from(new Set(part.names))
  return { names, firing: (figures, outside) => firing(part, names, figures, outside) }
}

function firing(part: Part, names: readonly string[], figures: readonly AlertFigure[], outside: OutsideBand) {
  const named = figures.filter(({ name }) => names.includes(name))
  const bySubject = new Map<string, Map<string, AlertFigure>>([["", new Map()]])
  for (const figure of named) {
    const own = bySubject.get(figure.subject) ?? new Map<string, AlertFigure>()
    bySubject.set(figure.subject, own.set(figure.name, figure))
  }
  const whole = bySubject.get("")
  return Array.from(bySubject, ([subject, own]): FiredSubject | null => {
    const find = (name: string) => own.get(name) ?? whole?.get(name)
    const holds = (figure: Place["figure"]) =>
      part.read({ figure, outside: (name, rule) => outside(name, find(name)?.subject ?? "", rule) })
    return ends(names, find).every((figure) => holds(figure) === true)
      ? { subject, figures: names.flatMap((name) => find(name) ?? []) }
      : null
  })
    .filter((each) => each !== null)
    .sort((a, b) => distance(b) - distance(a))
}

/** The figures, those of which not every value is known with the least and with the most that they may be. */
function ends(names: readonly string[], find: Place["figure"]): Place["figure"][] {
  const open = names.filter((name) => find(name)?.between !== undefined)
  return Array.from({ length: 2 ** open.length }, (_, which) => (name: string) => {
    const found = find(name)
    const place = open.indexOf(name)
    if (found?.between === undefined || place < 0) return found
    return { ...found, value: (which >> place) % 2 === 0 ? found.between.low : found.between.high }
  })
}

/** `outside_band()`, which stands alone: it is of every figure. */
const isAnyOutside = (expression: Expression) =>
  expression.kind === "call" && expression.name === "outside_band" && expression.args.length === 0

/** Each subject with its figures that lie outside for the second run in a row. */
function anyOutside(figures: readonly AlertFigure[], outside: OutsideBand): FiredSubject[] {
  const bySubject = new Map<string, AlertFigure[]>()
  for (const figure of figures) {
    if (outside(figure.name, figure.subject, "lasting") !== true) continue
    bySubject.set(figure.subject, [...(bySubject.get(figure.subject) ?? []), figure])
  }
  return Array.from(bySubject, ([subject, own]) => ({ subject, figures: own }))
}

function distance({ figures }: FiredSubject): number {
  const first = figures.at(0)
  return first === undefined ? 0 : Math.abs(first.value - (first.reference ?? 0))
}

class Compiler {
  /** The figure on the other side of the comparison: `baseline` is its own. */
  private beside: string | null = null

  constructor(
    private readonly known: KnownFigures,
    private readonly facts: ReadonlySet<string>,
  ) {}

  boolean(expression: Expression): Part {
    const part = this.part(expression)
    if (part.type === "boolean") return part
    throw new RuleError("the rule is a number, neither true nor false", part.at, "compare it with something: psi > 0.2")
  }

  private number(expression: Expression): Part {
    const part = this.part(expression)
    if (part.type === "number") return part
    throw new RuleError("a number is needed here, not true or false", part.at)
  }

  private part(expression: Expression): Part {
    const { at } = expression
    switch (expression.kind) {
      case "number":
        return constant(expression.value, at)
      case "quantity":
        return constant(quantityValue(expression), at)
      case "boolean":
        return { type: "boolean", names: [], at, read: () => expression.value }
      case "column":
        return this.figure(expression.name, at)
      case "call":
        return this.call(expression)
      case "minus": {
        const { names, read } = this.number(expression.argument)
        return { type: "number", names, at, read: (place) => arithmetic("-", 0, read(place)) }
      }
      case "not": {
        const { names, read } = this.boolean(expression.argument)
        return { type: "boolean", names, at, read: (place) => negated(read(place)) }
      }
      case "binary":
        return this.binary(expression)
      default:
        throw new RuleError("alert rules have figures, numbers and comparisons only", at)
    }
  }

  private figure(name: string, at: number): Part {
    if (name === "baseline" && this.beside !== null) return baseline(this.beside, at)
    if (name === "baseline")
      throw new RuleError("`baseline` stands only beside the figure that it is of", at, "roc_auc < baseline - 0.03")
    this.expectKnown(name, at)
    const read = ({ figure }: Place) => figure(name)?.value ?? null
    return this.facts.has(name)
      ? { type: "boolean", names: [name], at, read: (place) => truth(read(place)) }
      : { type: "number", name, names: [name], at, read }
  }

  private expectKnown(name: string, at: number): void {
    if (this.known.has(name) || this.facts.has(name)) return
    const all = [...this.known.keys(), ...this.facts]
    throw new RuleError(
      `unknown figure ${JSON.stringify(name)}`,
      at,
      didYouMean(name, all, "figures: the ids of metrics and methods (a-b is written a_b), null_rate, drift_share, …"),
    )
  }

  private call({ name, args, at }: Expression & { kind: "call" }): Part {
    if (!functions.includes(name as never))
      throw new RuleError(
        `unknown function ${JSON.stringify(name)}`,
        at,
        didYouMean(name, functions, `functions: ${functions.join(", ")}`),
      )
    const [argument] = args
    if (args.length === 0 && name === "outside_band")
      throw new RuleError("outside_band() of every figure stands alone", at, "outside_band(cost_per_request)")
    if (args.length !== 1 || argument.kind !== "column")
      throw new RuleError(`${name} takes the name of one figure`, at, `${name}(cost_per_request)`)
    this.expectKnown(argument.name, argument.at)
    return name === "change" ? change(argument.name, at) : outsideOf(argument.name, name, at)
  }

  private binary(expression: Expression & { kind: "binary" }): Part {
    const { operator, left, right, at } = expression
    switch (operator) {
      case "and":
      case "or": {
        const sides = [this.boolean(left), this.boolean(right)]
        const names = sides.flatMap((side) => side.names)
        return {
          type: "boolean",
          names,
          at,
          read: (place) =>
            joined(
              operator,
              sides.map(({ read }) => read(place)),
            ),
        }
      }
      case "+":
      case "-":
      case "*":
      case "/":
      case "%": {
        const [a, b] = [this.number(left), this.number(right)]
        const read = (place: Place) => arithmetic(operator, a.read(place), b.read(place))
        return { type: "number", names: [...a.names, ...b.names], at, read }
      }
      case "==":
      case "!=":
      case "<":
      case "<=":
      case ">":
      case ">=":
        return this.comparison(expression, operator)
      default:
        throw new RuleError(
          `alert rules have no \`${operator}\``,
          at,
          "operators: and or not == != < <= > >= + - * / %",
        )
    }
  }

  private comparison({ left, right, at }: Expression & { kind: "binary" }, operator: Comparison): Part {
    const [a, b] = [this.side(left, right), this.side(right, left)]
    const read = (place: Place) => compared(operator, a.read(place), b.read(place))
    return { type: "boolean", names: [...a.names, ...b.names], at, read }
  }

  /** A side of a comparison: `baseline` is of the other side's figure, and a figure beside a signed per cent is its change. */
  private side(side: Expression, other: Expression): Part {
    this.expectUnit(side, other)
    const isChange = other.kind === "quantity" && other.unit === "%" && other.signed
    if (isChange && side.kind === "column") {
      this.expectKnown(side.name, side.at)
      return change(side.name, side.at)
    }
    this.beside = other.kind === "column" ? other.name : null
    const part = this.number(side)
    this.beside = null
    return part
  }

  private expectUnit(side: Expression, other: Expression): void {
    if (side.kind !== "column" || other.kind !== "quantity" || milliseconds[other.unit] === undefined) return
    const unit = this.known.get(side.name)
    if (unit === undefined || unit === null || unit === "ms" || unit === "number") return
    throw new RuleError(`${side.name} is no time: its unit is ${unit}`, other.at)
  }
}

type Comparison = "==" | "!=" | "<" | "<=" | ">" | ">="

const constant = (value: number, at: number): Part => ({ type: "number", names: [], at, read: () => value })

const quantityValue = ({ value, unit }: Expression & { kind: "quantity" }) =>
  unit === "%" ? value / 100 : value * (milliseconds[unit] ?? 1)

/** Change against the reference as a share of it; null without a reference, or where that is 0. */
const change = (name: string, at: number): Part => ({
  type: "number",
  names: [name],
  at,
  read({ figure }) {
    const found = figure(name)
    return found?.reference ? (found.value - found.reference) / Math.abs(found.reference) : null
  },
})

const baseline = (name: string, at: number): Part => ({
  type: "number",
  names: [name],
  at,
  read: ({ figure }) => figure(name)?.reference ?? null,
})

const outsideOf = (name: string, call: string, at: number): Part => ({
  type: "boolean",
  names: [name],
  at,
  read: ({ outside }) => outside(name, call === "outside_band" ? "band" : "sigma"),
})

type Operator = "+" | "-" | "*" | "/" | "%"

/** Null for a missing figure, and where the result is no finite number. */
function arithmetic(operator: Operator, a: Value, b: Value): number | null {
  if (typeof a !== "number" || typeof b !== "number") return null
  const results = { "+": a + b, "-": a - b, "*": a * b, "/": a / b, "%": a % b }
  return Number.isFinite(results[operator]) ? results[operator] : null
}

function compared(operator: Comparison, a: Value, b: Value): boolean | null {
  if (typeof a !== "number" || typeof b !== "number") return null
  return { "==": a === b, "!=": a !== b, "<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b }[operator]
}

const truth = (value: Value): boolean | null => (value === null ? null : value !== 0 && value !== false)
const negated = (value: Value): boolean | null => (value === null ? null : value === false)

/** Kleene's logic: what is not measured leaves the answer open unless the other side settles it. */
function joined(operator: "and" | "or", values: readonly Value[]): boolean | null {
  const settles = operator === "or"
  return values.includes(settles) ? settles : values.includes(null) ? null : !settles
}
