import { fits, only, type Place } from "../words/wildcards.js"

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
  const places = placesOf(text)
  return Array.from(names).filter((name) => fits(places, name))
}

/** The text that stands for exactly this name. */
export function literalName(name: string): string {
  return name.replace(/[\\*?]/g, "\\$&")
}

function placesOf(text: string): Place[] {
  return Array.from(text.matchAll(/\\[\\*?]|./gsu), ([part]) => {
    if (part === "*") return "any"
    if (part === "?") return () => true
    return only(part.length > 1 && part.startsWith("\\") ? part.slice(1) : part)
  })
}
