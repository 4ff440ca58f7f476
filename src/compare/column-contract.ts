import { UsageError } from "../errors.js"
import type { ColumnType, StorageKind } from "../model.js"
import { checkTypes } from "../rules/check-types.js"
import { RuleError, type Expression } from "../rules/expression.js"
import { compilePattern } from "../rules/pattern.js"
import type { Typed } from "../rules/typed.js"
import type { ColumnOptions } from "../options/options.js"

/** What a column's range, domain and pattern ask of each row; `misfit`: why the column as stored cannot be asked. */
export type ColumnRule = { id: string; what: string } & (
  { typed: Typed; misfit: null } | { typed: null; misfit: string }
)

const mostListed = 8

/** The column's own contract as rules over its rows. Missing values break none of them. */
export function columnRules(name: string, own: ColumnOptions, kind: StorageKind): ColumnRule[] {
  const column: Expression = { ...nowhere, kind: "column", name }
  const { min, max, values, pattern } = own
  const rules: { id: string; what: string; expression: Expression }[] = []
  if (min !== undefined || max !== undefined)
    rules.push({
      id: "value-range",
      what: own.private === true ? "Values must lie in their range" : rangeText(min, max),
      expression: range(column, min, max),
    })
  if (values !== undefined) {
    const items = values.map((value) => literal(value, kind))
    const list: Expression = { ...nowhere, kind: "list", items }
    rules.push({
      id: "value-domain",
      what: own.private === true ? "Values must be among those allowed" : domainText(values),
      expression: binary("in", column, list),
    })
  }
  if (pattern !== undefined) {
    requirePattern(name, pattern)
    const whole: Expression = { ...nowhere, kind: "pattern", source: `^(?:${pattern})$`, flags: "" }
    rules.push({
      id: "value-pattern",
      what: `Texts must match ${pattern}`,
      expression: binary("matches", column, whole),
    })
  }
  return rules.map(({ id, what, expression }) => ({ id, what, ...typedOr(expression, name, kind) }))
}

function requirePattern(name: string, pattern: string): void {
  try {
    compilePattern(pattern, "", 0)
  } catch (error) {
    if (!(error instanceof RuleError)) throw error
    throw new UsageError(`columns.${name}: pattern: ${error.message}`, { hint: error.hint, cause: error })
  }
}

/** How a column of this type is stored. */
export function kindOfType(type: ColumnType): StorageKind {
  const kinds = { numeric: "number", boolean: "boolean", datetime: "datetime", nested: "nested" } as const
  return type in kinds ? kinds[type as keyof typeof kinds] : "string"
}

/** Whether values so stored can be of this type: a number may be a category, a text is no number. All-missing columns fit any. */
export function fitsType(type: ColumnType, kind: StorageKind): boolean {
  if (kind === "null") return true
  switch (type) {
    case "numeric":
      return kind === "number"
    case "datetime":
      return kind === "datetime" || kind === "time"
    case "boolean":
      return kind === "boolean"
    case "nested":
      return kind === "nested"
    case "text":
      return kind === "string" || kind === "binary"
    case "categorical":
    case "identifier":
      return kind === "string" || kind === "number" || kind === "boolean"
  }
}

const nowhere = { at: 0, end: 0 }

function typedOr(
  expression: Expression,
  name: string,
  kind: StorageKind,
): { typed: Typed; misfit: null } | { typed: null; misfit: string } {
  try {
    return { typed: checkTypes(expression, new Map([[name, kind]])), misfit: null }
  } catch (error) {
    if (error instanceof RuleError) return { typed: null, misfit: error.message }
    throw error
  }
}

const binary = (
  operator: (Expression & { kind: "binary" })["operator"],
  left: Expression,
  right: Expression,
): Expression => ({
  ...nowhere,
  kind: "binary",
  operator,
  left,
  right,
})

function range(column: Expression, min: number | undefined, max: number | undefined): Expression {
  const number = (value: number): Expression => ({ ...nowhere, kind: "number", value })
  const low = min === undefined ? null : binary(">=", column, number(min))
  const high = max === undefined ? null : binary("<=", column, number(max))
  if (low === null || high === null) return low ?? high ?? column
  return binary("and", low, high)
}

/** A value of the configuration as the column would hold it: "1" for a number column is 1, 1 for a text column "1". */
function literal(value: string | number | boolean, kind: StorageKind): Expression {
  if (kind === "number" && typeof value === "string" && value.trim() !== "" && Number.isFinite(Number(value)))
    return { ...nowhere, kind: "number", value: Number(value) }
  if (kind === "string" || typeof value === "string") return { ...nowhere, kind: "text", value: String(value) }
  return typeof value === "number" ? { ...nowhere, kind: "number", value } : { ...nowhere, kind: "boolean", value }
}

function rangeText(min: number | undefined, max: number | undefined): string {
  if (min === undefined) return `Values must be at most ${max ?? ""}`
  return max === undefined ? `Values must be at least ${min}` : `Values must lie from ${min} to ${max}`
}

function domainText(values: readonly (string | number | boolean)[]): string {
  const first = values.slice(0, mostListed).map((value) => JSON.stringify(value))
  return `Values must be one of ${first.join(", ")}${values.length > first.length ? `, … (${values.length})` : ""}`
}
