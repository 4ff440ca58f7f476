import type { RowReader } from "../model.js"
import type { RowFunctionName } from "./functions.js"
import type { Arithmetic, Comparison, Typed } from "./typed.js"

/** Truth of one row: a comparison with a missing value is unknown. */
export const no = 0
export const yes = 1
export const unknown = 2

/** The rule over rows `from` up to `to`: one of `no`, `yes`, `unknown` per row. */
export type Evaluator = (from: number, to: number) => Uint8Array

/** What a rule needs beside itself: its columns by name, and its table functions' figures. */
export interface Surroundings {
  columns: ReadonlyMap<string, RowReader>
  /** null: the table has no such figure (the mean of nothing). */
  figure: (call: Typed & { kind: "table" }) => number | boolean | null
}

type Numbers = (from: number, to: number) => Float64Array
/** Texts as places in a list; -1: missing. The list is known before any row is looked at. */
interface Texts {
  labels: readonly string[]
  read: (from: number, to: number) => Int32Array
}

/** The rule as a function of ranges of rows. What depends on texts alone is worked out here, once per different text. */
export function evaluator(rule: Typed, surroundings: Surroundings): Evaluator {
  return truth(rule, surroundings)
}

function truth(typed: Typed, around: Surroundings): Evaluator {
  switch (typed.kind) {
    case "and":
    case "or":
      return both(truth(typed.left, around), truth(typed.right, around), typed.kind === "and" ? kleeneAnd : kleeneOr)
    case "not": {
      const argument = truth(typed.argument, around)
      return (from, to) => argument(from, to).map((value) => (value === unknown ? unknown : 1 - value))
    }
    case "is-missing":
      return isMissing(typed.value, typed.negated, around)
    case "compare":
      return comparison(typed.operator, typed.left, typed.right, around)
    case "in":
      return membership(typed, around)
    case "matches":
      return byLabel(typed.value, around, (text) => typed.pattern(text) !== typed.negated)
    case "row":
      return textQuestion(typed.function, typed.args, around)
    default: {
      // A boolean column, literal or figure: doubles 0, 1 and NaN.
      const values = numbers(typed, around)
      return (from, to) => Uint8Array.from(values(from, to), (value) => (Number.isNaN(value) ? unknown : value))
    }
  }
}

const kleeneAnd = (a: number, b: number): number => (a === no || b === no ? no : a === yes && b === yes ? yes : unknown)
const kleeneOr = (a: number, b: number): number => (a === yes || b === yes ? yes : a === no && b === no ? no : unknown)

function both(left: Evaluator, right: Evaluator, combine: (a: number, b: number) => number): Evaluator {
  return (from, to) => {
    const result = left(from, to)
    const others = right(from, to)
    for (let i = 0; i < result.length; i++) result[i] = combine(result[i], others[i])
    return result
  }
}

function isMissing(value: Typed, negated: boolean, around: Surroundings): Evaluator {
  const missing = negated ? no : yes
  const present = negated ? yes : no
  const column = value.kind === "column" ? around.columns.get(value.name) : undefined
  if (column?.kind === "presence")
    return (from, to) => column.read(from, to).map((there) => (there === 1 ? present : missing))
  if (value.type === "text") {
    const { read } = texts(value, around)
    return (from, to) => Uint8Array.from(read(from, to), (code) => (code < 0 ? missing : present))
  }
  if (value.type === "boolean") {
    const values = truth(value, around)
    return (from, to) => values(from, to).map((answer) => (answer === unknown ? missing : present))
  }
  const values = numbers(value, around)
  return (from, to) => Uint8Array.from(values(from, to), (number) => (Number.isNaN(number) ? missing : present))
}

// ---------------------------------------------------------------- comparisons

const compare: Record<Comparison, (a: number | string, b: number | string) => boolean> = {
  "==": (a, b) => a === b,
  "!=": (a, b) => a !== b,
  "<": (a, b) => a < b,
  "<=": (a, b) => a <= b,
  ">": (a, b) => a > b,
  ">=": (a, b) => a >= b,
}

function comparison(operator: Comparison, left: Typed, right: Typed, around: Surroundings): Evaluator {
  if (left.type === "text" || right.type === "text") return textComparison(operator, left, right, around)
  const [a, b] = [numbers(left, around), numbers(right, around)]
  const holds = compareNumbers[operator]
  return (from, to) => holds(a(from, to), b(from, to))
}

type NumberComparison = (a: Float64Array, b: Float64Array) => Uint8Array

/** A loop of its own for each sign: one shared loop would call a function per row. NaN is equal to nothing, itself included. */
const compareNumbers: Record<Comparison, NumberComparison> = {
  "==": (a, b) =>
    over(a, b, (out) => {
      for (let i = 0; i < out.length; i++) out[i] = a[i] === b[i] ? 1 : 0
    }),
  "!=": (a, b) =>
    over(a, b, (out) => {
      for (let i = 0; i < out.length; i++) out[i] = a[i] !== b[i] ? 1 : 0
    }),
  "<": (a, b) =>
    over(a, b, (out) => {
      for (let i = 0; i < out.length; i++) out[i] = a[i] < b[i] ? 1 : 0
    }),
  "<=": (a, b) =>
    over(a, b, (out) => {
      for (let i = 0; i < out.length; i++) out[i] = a[i] <= b[i] ? 1 : 0
    }),
  ">": (a, b) =>
    over(a, b, (out) => {
      for (let i = 0; i < out.length; i++) out[i] = a[i] > b[i] ? 1 : 0
    }),
  ">=": (a, b) =>
    over(a, b, (out) => {
      for (let i = 0; i < out.length; i++) out[i] = a[i] >= b[i] ? 1 : 0
    }),
}

function over(a: Float64Array, b: Float64Array, fill: (out: Uint8Array) => void): Uint8Array {
  const out = new Uint8Array(a.length)
  fill(out)
  for (let i = 0; i < out.length; i++) if (a[i] !== a[i] || b[i] !== b[i]) out[i] = unknown
  return out
}

/** With a literal on one side the answer is known per different text; otherwise the texts of each row are compared. */
function textComparison(operator: Comparison, left: Typed, right: Typed, around: Surroundings): Evaluator {
  const holds = compare[operator]
  if (right.kind === "constant" && typeof right.value === "string") {
    const { value } = right
    return byLabel(left, around, (text) => holds(text, value))
  }
  if (left.kind === "constant" && typeof left.value === "string") {
    const { value } = left
    return byLabel(right, around, (text) => holds(value, text))
  }
  const [a, b] = [texts(left, around), texts(right, around)]
  return (from, to) => {
    const codes = b.read(from, to)
    return Uint8Array.from(a.read(from, to), (code, i) =>
      code < 0 || codes[i] < 0 ? unknown : Number(holds(a.labels[code], b.labels[codes[i]])),
    )
  }
}

function membership(typed: Typed & { kind: "in" }, around: Surroundings): Evaluator {
  const { value, negated } = typed
  if (value.type === "text") {
    const items = new Set(typed.items.map(String))
    return byLabel(value, around, (text) => items.has(text) !== negated)
  }
  const items = new Set(typed.items.map(Number))
  const values = value.type === "boolean" ? asNumbers(truth(value, around)) : numbers(value, around)
  return (from, to) =>
    Uint8Array.from(values(from, to), (number) =>
      Number.isNaN(number) ? unknown : Number(items.has(number) !== negated),
    )
}

/** A question about a text, asked once per different text. */
function byLabel(value: Typed, around: Surroundings, ask: (text: string) => boolean): Evaluator {
  const { labels, read } = texts(value, around)
  const answers = Uint8Array.from(labels, (label) => Number(ask(label)))
  return (from, to) => {
    const codes = read(from, to)
    const out = new Uint8Array(codes.length)
    for (let i = 0; i < out.length; i++) out[i] = codes[i] < 0 ? unknown : answers[codes[i]]
    return out
  }
}

const questions: Partial<Record<RowFunctionName, (text: string, part: string) => boolean>> = {
  starts_with: (text, part) => text.startsWith(part),
  ends_with: (text, part) => text.endsWith(part),
  contains: (text, part) => text.includes(part),
}

function textQuestion(name: RowFunctionName, args: readonly Typed[], around: Surroundings): Evaluator {
  const ask = questions[name]
  if (ask === undefined) throw new Error(`${name} gives neither true nor false`)
  const [text, part] = args
  if (part.kind === "constant") return byLabel(text, around, (label) => ask(label, String(part.value)))
  const [a, b] = [texts(text, around), texts(part, around)]
  return (from, to) => {
    const codes = b.read(from, to)
    return Uint8Array.from(a.read(from, to), (code, i) =>
      code < 0 || codes[i] < 0 ? unknown : Number(ask(a.labels[code], b.labels[codes[i]])),
    )
  }
}

// ---------------------------------------------------------------- values

const arithmetic: Record<Arithmetic, (a: number, b: number) => number> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  // A quotient by zero has no value: the comparison is then unknown.
  "/": (a, b) => (b === 0 ? NaN : a / b),
  "%": (a, b) => a % b,
}

const ofNumber: Partial<Record<RowFunctionName, (value: number) => number>> = {
  abs: Math.abs,
  floor: Math.floor,
  year: (ms) => new Date(Math.floor(ms)).getUTCFullYear(),
}

const msPerDay = 86_400_000

/** Doubles per row; NaN: missing. Booleans are 0 and 1. */
function numbers(typed: Typed, around: Surroundings): Numbers {
  switch (typed.kind) {
    case "constant":
      return constant(typed.value === null ? NaN : Number(typed.value))
    case "table": {
      const figure = around.figure(typed)
      return constant(figure === null ? NaN : Number(figure))
    }
    case "column": {
      const column = around.columns.get(typed.name)
      if (column?.kind === "numbers") return column.read
      throw new Error(`the column ${typed.name} holds no numbers`)
    }
    case "minus": {
      const argument = numbers(typed.argument, around)
      return (from, to) => argument(from, to).map((value) => -value)
    }
    case "arithmetic":
      return combined(numbers(typed.left, around), numbers(typed.right, around), arithmetic[typed.operator])
    case "row":
      return rowFigure(typed.function, typed.args, around)
    default:
      return asNumbers(truth(typed, around))
  }
}

function rowFigure(name: RowFunctionName, args: readonly Typed[], around: Surroundings): Numbers {
  const one = ofNumber[name]
  if (one !== undefined) {
    const values = numbers(args[0], around)
    return (from, to) => values(from, to).map((value) => one(value))
  }
  if (name === "days")
    return combined(numbers(args[0], around), numbers(args[1], around), (start, end) => (end - start) / msPerDay)
  if (name !== "length") return asNumbers(textQuestion(name, args, around))
  const { labels, read } = texts(args[0], around)
  const lengths = Float64Array.from(labels, (label) => Array.from(label).length)
  return (from, to) => Float64Array.from(read(from, to), (code) => (code < 0 ? NaN : lengths[code]))
}

function asNumbers(values: Evaluator): Numbers {
  return (from, to) => Float64Array.from(values(from, to), (value) => (value === unknown ? NaN : value))
}

function constant(value: number): Numbers {
  let filled = new Float64Array(0)
  return (from, to) => {
    if (filled.length < to - from) filled = new Float64Array(to - from).fill(value)
    return filled.subarray(0, to - from)
  }
}

function combined(left: Numbers, right: Numbers, combine: (a: number, b: number) => number): Numbers {
  return (from, to) => {
    const a = left(from, to)
    const b = right(from, to)
    const out = new Float64Array(a.length)
    for (let i = 0; i < out.length; i++) out[i] = combine(a[i], b[i])
    return out
  }
}

const ofText: Partial<Record<RowFunctionName, (text: string) => string>> = {
  lower: (text) => text.toLowerCase(),
  trim: (text) => text.trim(),
}

function texts(typed: Typed, around: Surroundings): Texts {
  if (typed.type === "missing") return { labels: [], read: (from, to) => new Int32Array(to - from).fill(-1) }
  if (typed.kind === "constant") return { labels: [String(typed.value)], read: (from, to) => new Int32Array(to - from) }
  if (typed.kind === "column") {
    const column = around.columns.get(typed.name)
    if (column?.kind === "labels") return column
    throw new Error(`the column ${typed.name} holds no texts`)
  }
  const change = typed.kind === "row" ? ofText[typed.function] : undefined
  if (typed.kind !== "row" || change === undefined) throw new Error(`${typed.kind} gives no text`)
  const { labels, read } = texts(typed.args[0], around)
  return { labels: labels.map(change), read }
}
