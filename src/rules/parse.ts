import jsep, * as jsepModule from "jsep"
import { precedence, RuleError, type Expression, type Operator, type QuantityUnit } from "./expression.js"

/** Longer rules are refused: a rule is read by people. */
const longest = 2000
const deepest = 60

/** The part of jsep's parser that is steered from here; its own types leave it out. */
interface Parser {
  expr: string
  index: number
  parse(): Node
  throwError(message: string): never
  gobbleSpaces(): void
  gobbleToken(): Node | false
  gobbleBinaryOp(): string | false
  gobbleBinaryExpression(): Node | false
  gobbleGroup(): Node | false
  gobbleArguments(termination: number): Node[]
  gobbleStringLiteral(): Node
}

/** The class behind `jsep()`, which its types leave out as well. */
const { Jsep } = jsepModule as unknown as { Jsep: new (text: string) => Parser }

/** jsep's node with the place that jsep itself does not keep. */
type Node = jsep.Expression & { at?: number; end?: number }

/**
 * jsep with the operators of rules, places in the text, and what rules have beyond JavaScript's expressions: `names in
 * backticks`, /patterns/, `not` that binds looser than a comparison, and texts that keep a backslash before any letter but
 * n, t, a quote and itself.
 */
class RuleParser extends Jsep {
  /** Within `not`, which ends at the next `and` or `or`. */
  private inNot = false
  private depth = 0

  constructor(
    text: string,
    private readonly units: boolean,
  ) {
    super(text)
  }

  override gobbleToken(): Node | false {
    this.gobbleSpaces()
    const at = this.index
    if (++this.depth > deepest) this.throwError(`more than ${deepest} levels of brackets and signs`)
    const node = this.ownToken() ?? super.gobbleToken()
    this.depth--
    if (node === false) return false
    node.at ??= at
    node.end ??= this.index
    return node
  }

  override gobbleBinaryOp(): string | false {
    const at = this.index
    const operator = super.gobbleBinaryOp()
    if (!this.inNot || (operator !== "and" && operator !== "or")) return operator
    this.index = at
    return false
  }

  override gobbleGroup(): Node | false {
    return this.afresh(() => super.gobbleGroup())
  }

  override gobbleArguments(termination: number): Node[] {
    return this.afresh(() => super.gobbleArguments(termination))
  }

  override gobbleStringLiteral(): Node {
    const quote = this.expr[this.index]
    const escapes: Record<string, string> = { n: "\n", t: "\t", "\\": "\\", [quote]: quote }
    let value = ""
    for (let i = this.index + 1; i < this.expr.length; i++) {
      const sign = this.expr[i]
      if (sign === quote) {
        this.index = i + 1
        return { type: "Literal", value, raw: value }
      }
      const next = sign === "\\" ? escapes[this.expr[i + 1] ?? ""] : undefined
      value += next ?? sign
      if (next !== undefined) i++
    }
    return this.throwError(`the text has no closing ${quote}`)
  }

  private ownToken(): Node | undefined {
    const rest = this.expr.slice(this.index)
    if (rest.startsWith("`")) return this.quotedName()
    if (rest.startsWith("/")) return this.pattern()
    if (/^not(?![\p{L}\p{N}_$])/u.test(rest)) return this.not()
    return this.units ? this.quantity(rest) : undefined
  }

  /** 2000ms, 0.5 USD, -10%: a number with a unit; with its sign where one is written. */
  private quantity(rest: string): Node | undefined {
    const found = quantity.exec(rest)
    if (found === null) return undefined
    const [whole, sign, number, unit = "%"] = found
    this.index += whole.length
    const value = Number(number) * (sign === "-" ? -1 : 1)
    return { type: "Quantity", value, unit, signed: sign !== "" }
  }

  /** `a b`; a backtick within is written twice. */
  private quotedName(): Node {
    const [whole = "", name = ""] = /^`((?:[^`]|``)*)`/.exec(this.expr.slice(this.index)) ?? []
    if (whole === "") this.throwError("the name has no closing `")
    this.index += whole.length
    return { type: "Identifier", name: name.replaceAll("``", "`") }
  }

  /** /…/ with the flag i or none; a slash within is written \/. */
  private pattern(): Node {
    const [whole = "", source = "", flags = ""] = /^\/((?:[^/\\]|\\.)+)\/(\w*)/.exec(this.expr.slice(this.index)) ?? []
    if (whole === "") this.throwError("the pattern has no closing /")
    this.index += whole.length
    return { type: "Pattern", source: source.replaceAll("\\/", "/"), flags }
  }

  private not(): Node {
    this.index += "not".length
    const outer = this.inNot
    this.inNot = true
    const argument = this.gobbleBinaryExpression()
    this.inNot = outer
    if (argument === false) this.throwError("something is missing after not")
    return { type: "UnaryExpression", operator: "not", argument, prefix: true }
  }

  private afresh<T>(read: () => T): T {
    const outer = this.inNot
    this.inNot = false
    const result = read()
    this.inNot = outer
    return result
  }
}

const operators = new Set<string>(precedence.flat())

/** A sign, a number and its unit; a remainder is written with a space: a % 3. */
const quantity = /^([+-]?)\s*(\d+(?:\.\d+)?)(?:\s?(ms|s|min|h|USD)(?![\p{L}\p{N}_$])|(%))/u

/** jsep keeps its operators in one place for all parsers of the process; nobody else here uses it. */
function setUp(): void {
  jsep.removeAllBinaryOps()
  jsep.removeAllUnaryOps()
  jsep.addUnaryOp("-")
  for (const [level, names] of precedence.entries()) for (const name of names) jsep.addBinaryOp(name, level + 1)
}
setUp()

/**
 * The rule in a tree, or RuleError with the place. Nothing of it is ever run as code. `units`: numbers may have one (2000ms, 5%), as in
 * alert rules.
 */
export function parseRule(text: string, { units = false } = {}): Expression {
  if (text.trim() === "") throw new RuleError("the rule is empty", 0)
  if (text.length > longest) throw new RuleError(`the rule is longer than ${longest} letters`, longest)
  const parser = new RuleParser(text, units)
  let parsed: Node
  try {
    parsed = parser.parse()
  } catch (error) {
    throw syntaxError(error, text)
  }
  return toExpression(parsed, text)
}

/** Signs of other languages, and what to write instead. */
const foreign: readonly [sign: RegExp, hint: string][] = [
  [/^&&?/, "write `and`"],
  [/^\|\|?/, "write `or`"],
  [/^!/, "write `not`, or `!=` for differs"],
  [/^=/, "write `==` for equals"],
  [/^<>/, "write `!=` for differs"],
  [/^(between|like|ilike)\b/i, "write `a >= 1 and a <= 5`, or `name matches /…/`"],
  [/^(AND|OR|NOT|IN|IS|MATCHES)\b/, "operators are written small: and, or, not, in, is, matches"],
  [/^not\b/, "write `not in` or `not matches` with a single space, or `not` in front of the whole comparison"],
]

function syntaxError(error: unknown, text: string): RuleError {
  if (!(error instanceof Error) || !("index" in error)) throw error
  const at = Math.min(Number(error.index), text.length)
  const description = "description" in error ? String(error.description) : error.message
  return unexpected(at, text, description)
}

function unexpected(at: number, text: string, description: string): RuleError {
  // "a =" is refused after the space before the sign, "a > = 1" before it.
  const rest = text.slice(at).trimStart()
  const before = text.slice(0, at).trimEnd()
  const hint =
    foreign.find(([sign]) => sign.test(rest))?.[1] ??
    (/[<>!=]$/.test(before) ? "operators: == != < <= > >=" : undefined)
  const what = description.charAt(0).toLowerCase() + description.slice(1)
  return new RuleError(rest === "" && !what.includes("closing") ? `the rule ends too early: ${what}` : what, at, hint)
}

/** jsep's tree in ours; what rules do not have is refused. */
function toExpression(node: Node, text: string): Expression {
  const { at, end } = placeOf(node)
  const place = { at, end }
  const inner = (child: unknown) => toExpression(child as Node, text)
  switch (node.type) {
    case "Literal":
      return literal(node.value, place)
    case "Quantity":
      return {
        ...place,
        kind: "quantity",
        value: Number(node.value),
        unit: node.unit as QuantityUnit,
        signed: node.signed === true,
      }
    case "Pattern":
      return { ...place, kind: "pattern", source: word(node.source), flags: word(node.flags) }
    case "Identifier":
      return { ...place, kind: "column", name: word(node.name) }
    case "ThisExpression":
      return { ...place, kind: "column", name: "this" }
    case "ArrayExpression":
      return { ...place, kind: "list", items: separated(node.elements as (Node | null)[], place, text).map(inner) }
    case "UnaryExpression":
      return { ...place, kind: node.operator === "not" ? "not" : "minus", argument: inner(node.argument) }
    case "BinaryExpression":
      return binary({
        ...place,
        kind: "binary",
        operator: operatorOf(node),
        left: inner(node.left),
        right: inner(node.right),
      })
    case "CallExpression":
      return call(node, place, text)
    case "MemberExpression":
      throw new RuleError("a name with a dot or brackets", at, "put the column's name in backticks: `a.b`")
    case "Compound":
    case "SequenceExpression": {
      const second = ((node.body ?? node.expressions) as Node[]).at(1)
      const from = second === undefined ? at : placeOf(second).at
      throw unexpected(from, text, second === undefined ? "the rule is empty" : "an operator is missing here")
    }
    default:
      throw new RuleError(`rules do not have this (${node.type})`, at)
  }
}

/** A field of a node that always is a text. */
function word(field: unknown): string {
  return typeof field === "string" ? field : ""
}

function operatorOf(node: Node): Operator {
  const operator = word(node.operator)
  if (!operators.has(operator)) throw new Error(`the parser knows an operator ${operator} that rules do not`)
  return operator as Operator
}

/** `is` asks only whether a value is missing; both words for it are taken. */
function binary(expression: Expression & { kind: "binary" }): Expression {
  const { operator, right } = expression
  if (operator !== "is" && operator !== "is not") return expression
  if (right.kind === "missing") return expression
  if (right.kind === "column" && right.name === "missing")
    return { ...expression, right: { at: right.at, end: right.end, kind: "missing" } }
  throw new RuleError(
    `\`${operator}\` asks for missing values only`,
    right.at,
    "write `is missing`, `is not missing`, or `==`",
  )
}

function literal(value: unknown, place: { at: number; end: number }): Expression {
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new RuleError("the number is too large", place.at)
    return { ...place, kind: "number", value }
  }
  if (typeof value === "string") return { ...place, kind: "text", value }
  if (typeof value === "boolean") return { ...place, kind: "boolean", value }
  return { ...place, kind: "missing" }
}

function call(node: Node, place: { at: number; end: number }, text: string): Expression {
  const callee = node.callee as Node
  if (callee.type !== "Identifier") throw new RuleError("only a function's name can stand before (", place.at)
  const args = separated(node.arguments as Node[], place, text)
  return { ...place, kind: "call", name: word(callee.name), args: args.map((arg) => toExpression(arg, text)) }
}

/** The parts of a list; jsep lets them stand without a comma, or leaves a hole for `a,,b`. */
function separated(nodes: readonly (Node | null)[], place: { at: number; end: number }, text: string): Node[] {
  return nodes.map((node, i) => {
    if (node === null) throw new RuleError("the list has a comma too many", place.at)
    const before = nodes[i - 1]
    const from = placeOf(node).at
    if (before && !text.slice(placeOf(before).end, from).includes(","))
      throw new RuleError("a comma is missing here", from)
    return node
  })
}

/** Where a node stands: its own place, or from its first part to its last. */
function placeOf(node: Node): { at: number; end: number } {
  const parts = [node.left, node.right, ...((node.body ?? node.expressions ?? []) as Node[])].filter(
    (part): part is Node => typeof part === "object" && part !== null,
  )
  return {
    at: node.at ?? (parts.length > 0 ? placeOf(parts[0]).at : 0),
    end: node.end ?? (parts.length > 0 ? placeOf(parts[parts.length - 1]).end : 0),
  }
}
