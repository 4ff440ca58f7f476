/** Pairs of words for yes and no, in lower case. */
export const booleanPairs = [
  ["true", "false"],
  ["yes", "no"],
  ["t", "f"],
  ["y", "n"],
  ["on", "off"],
  ["1", "0"],
  ["1.0", "0.0"],
] as const

/** The pair that all of these texts come from, and at least one of them; null where there is none. */
export function booleanPair(texts: Iterable<string>): readonly [yes: string, no: string] | null {
  let open: readonly (readonly [string, string])[] = booleanPairs
  let any = false
  for (const text of texts) {
    const word = text.trim().toLowerCase()
    open = open.filter((pair) => pair.includes(word))
    any = true
    if (open.length === 0) return null
  }
  return any ? open[0] : null
}
