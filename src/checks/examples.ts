import type { CheckInput } from "../model.js"

const mostNamed = 5
const longest = 40

/** At most five values as a message shows them, ": "a", "b"" with what comes before; nothing for a private column. */
export function examples(
  values: readonly string[],
  column: string,
  { private: hidden }: CheckInput,
  before = ": ",
): string {
  if (values.length === 0 || hidden.has(column)) return ""
  return before + values.slice(0, mostNamed).map(quoted).join(", ")
}

function quoted(value: string): string {
  const letters = Array.from(value)
  return `"${letters.length > longest ? `${letters.slice(0, longest - 1).join("")}…` : value}"`
}
