import type { Operator } from "./expression.js"
import type { RowFunctionName, TableFunctionName, ValueType } from "./functions.js"
import type { Pattern } from "./pattern.js"

export type Comparison = "==" | "!=" | "<" | "<=" | ">" | ">="
export type Arithmetic = Extract<Operator, "+" | "-" | "*" | "/" | "%">

/** A rule whose types are known to fit. Datetimes are milliseconds since 1970 UTC, times of day milliseconds since midnight. */
export type Typed = { type: ValueType } & (
  | { kind: "constant"; value: number | string | boolean | null }
  | { kind: "column"; name: string }
  | { kind: "table"; function: TableFunctionName; columns: string[] }
  | { kind: "row"; function: RowFunctionName; args: Typed[] }
  | { kind: "minus" | "not"; argument: Typed }
  | { kind: "arithmetic"; operator: Arithmetic; left: Typed; right: Typed }
  | { kind: "compare"; operator: Comparison; left: Typed; right: Typed }
  | { kind: "in"; negated: boolean; value: Typed; items: (number | string | boolean)[] }
  | { kind: "matches"; negated: boolean; value: Typed; pattern: Pattern }
  | { kind: "is-missing"; negated: boolean; value: Typed }
  | { kind: "and" | "or"; left: Typed; right: Typed }
)

/** The parts of an expression, from left to right. */
export function partsOf(typed: Typed): Typed[] {
  switch (typed.kind) {
    case "constant":
    case "column":
    case "table":
      return []
    case "row":
      return typed.args
    case "minus":
    case "not":
      return [typed.argument]
    case "in":
    case "matches":
    case "is-missing":
      return [typed.value]
    default:
      return [typed.left, typed.right]
  }
}

/** The columns whose rows the rule looks at, in the order of their first use; those within table functions left out. */
export function rowColumns(typed: Typed): Map<string, ValueType> {
  const columns = new Map<string, ValueType>()
  const visit = (part: Typed): void => {
    if (part.kind === "column" && !columns.has(part.name)) columns.set(part.name, part.type)
    for (const inner of partsOf(part)) visit(inner)
  }
  visit(typed)
  return columns
}

/** The table functions in it. */
export function tableCalls(typed: Typed): (Typed & { kind: "table" })[] {
  return typed.kind === "table" ? [typed] : partsOf(typed).flatMap(tableCalls)
}
