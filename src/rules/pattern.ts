import { RE2JS } from "re2js"
import { RuleError } from "./expression.js"

/** Whether a text holds a match of the pattern. */
export type Pattern = (text: string) => boolean

/**
 * A pattern in RE2's syntax, which has no back-references: matching takes time in proportion to the text, whatever the
 * pattern, so that a rule cannot hang a run. `^` and `$` stand for the whole text. Throws RuleError at `at`.
 */
export function compilePattern(source: string, flags: string, at: number): Pattern {
  if (flags !== "" && flags !== "i")
    throw new RuleError(`the pattern's flag ${JSON.stringify(flags)}; only i is known`, at)
  try {
    const pattern = RE2JS.compile(source, flags === "i" ? RE2JS.CASE_INSENSITIVE : 0)
    return (text) => pattern.test(text)
  } catch (error) {
    const what = error instanceof Error ? error.message.replace(/^error parsing regexp: /, "") : String(error)
    throw new RuleError(`the pattern cannot be read: ${what}`, at, "patterns follow RE2: no back-references")
  }
}
