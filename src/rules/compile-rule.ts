import { UsageError } from "../errors.js"
import { checkTypes, type Scope } from "./check-types.js"
import { RuleError, type Expression } from "./expression.js"
import { cutMiddle } from "../words/escape.js"
import { parseRule } from "./parse.js"
import type { Typed } from "./typed.js"

/** A rule that was read: it fits the table at hand, or only the one that was expected, and then says why it cannot be asked. */
export type CompiledRule = { typed: Typed; misfit: null } | { typed: null; misfit: string }

/**
 * The rule ready to run over a table with these columns. Where it does not fit them but does fit `expected` (the reference's
 * columns, or those that the contract declares), the table is at fault; otherwise the rule is, and UsageError says so:
 * `origin` is where it was written.
 */
export function compileRule(text: string, origin: string, scope: Scope, expected: Scope): CompiledRule {
  try {
    return fitted(parseRule(text), scope, expected)
  } catch (error) {
    if (!(error instanceof RuleError)) throw error
    throw new UsageError(`${origin}: ${ruleMistake(text, error)}`, {
      hint: error.hint,
      cause: error,
    })
  }
}

/** Characters of a rule that a message shows, at most, on each side of the place. */
const shownAround = 100

/** "column 4 of `a > `: …": what is wrong with a rule and where in it; of a long rule, what stands around the place. */
export const ruleMistake = (text: string, { at, message }: RuleError): string =>
  `column ${at + 1} of \`${printable(around(text, at))}\`: ${printable(cutMiddle(message, 4 * shownAround))}`

function around(text: string, at: number): string {
  const [from, to] = [at - shownAround, at + shownAround]
  return `${from > 0 ? "…" : ""}${text.slice(Math.max(0, from), to)}${to < text.length ? "…" : ""}`
}

function fitted(rule: Expression, scope: Scope, expected: Scope): CompiledRule {
  try {
    return { typed: checkTypes(rule, scope), misfit: null }
  } catch (error) {
    if (!(error instanceof RuleError) || !fits(rule, expected)) throw error
    return { typed: null, misfit: error.message }
  }
}

function fits(rule: Expression, scope: Scope): boolean {
  try {
    checkTypes(rule, scope)
    return true
  } catch (error) {
    if (error instanceof RuleError) return false
    throw error
  }
}

/** Unprintable letters as their code points, so that an error stays on one line. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (sign) => `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`)
}
