/** A rule as written, in a tree. `at` and `end`: where it stands in the text, counted from 0; `end` is one past the last letter. */
export type Expression = { at: number; end: number } & (
  | { kind: "number"; value: number }
  /** A number with its unit, in alert rules only. `signed`: written with its sign, "-10%". */
  | { kind: "quantity"; value: number; unit: QuantityUnit; signed: boolean }
  | { kind: "text"; value: string }
  | { kind: "boolean"; value: boolean }
  | { kind: "missing" }
  | { kind: "pattern"; source: string; flags: string }
  | { kind: "column"; name: string }
  | { kind: "list"; items: Expression[] }
  | { kind: "call"; name: string; args: Expression[] }
  | { kind: "not" | "minus"; argument: Expression }
  | { kind: "binary"; operator: Operator; left: Expression; right: Expression }
)

/** Units that a number of an alert rule may have. */
export type QuantityUnit = "ms" | "s" | "min" | "h" | "USD" | "%"

/** From the loosest to the tightest; those in one row bind alike, from left to right. */
export const precedence = [
  ["or"],
  ["and"],
  ["==", "!=", "<=", ">=", "<", ">", "in", "not in", "matches", "not matches", "is", "is not"],
  ["+", "-"],
  ["*", "/", "%"],
] as const

export type Operator = (typeof precedence)[number][number]

/** What is wrong with a rule, and where: `at` counts letters from 0. */
export class RuleError extends Error {
  override name = "RuleError"

  constructor(
    message: string,
    readonly at: number,
    readonly hint?: string,
  ) {
    super(message)
  }
}
