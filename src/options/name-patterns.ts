/** Whether a text stands for more than the name it spells: `*` any text, `?` one character; `\` before a sign takes it as it is. */
export function isPattern(text: string): boolean {
  return /(?<!\\)(?:\\\\)*[*?]/.test(text)
}

/**
 * The names that a text stands for, in their own order: the name it spells where there is one, so that a column called
 * `is_ok?` needs no `\`; otherwise those that fit it as a pattern.
 */
export function namesFor(text: string, names: ReadonlySet<string>): string[] {
  if (names.has(text)) return [text]
  const expression = patternExpression(text)
  return Array.from(names).filter((name) => expression.test(name))
}

/** The text that stands for exactly this name. */
export function literalName(name: string): string {
  return name.replace(/[\\*?]/g, "\\$&")
}

function patternExpression(text: string): RegExp {
  const parts = text.replace(/\\[\\*?]|[*?]|[^*?\\]+|\\/gsu, (part) => {
    if (part === "*") return ".*"
    if (part === "?") return "."
    return escaped(/^\\[\\*?]$/.test(part) ? part.slice(1) : part)
  })
  return new RegExp(`^${parts}$`, "su")
}

const escaped = (text: string) => text.replace(/[$()*+./?[\\\]^{|}-]/g, (sign) => `\\${sign}`)
