/** Words and signs for "no value" among numbers, dates and booleans; among texts they are texts. In lower case. */
const words: ReadonlySet<string> = new Set([
  ...["na", "n/a", "#n/a", "#n/a n/a", "#na", "<na>", "n.a.", "null", "(null)", "none", "nil", "nan", "nat"],
  ...["undefined", "missing", "unknown", "\\n", "?", "-", "--", "---", ".", "..", "…", "–", "—", "#value!", "#ref!"],
  ...["#div/0!", "-1.#ind", "1.#ind", "-1.#qnan", "1.#qnan"],
])

/** Whether a text stands for "no value" where the others are numbers, dates or booleans; blank ones do. */
export function isMissingWord(text: string): boolean {
  if (text.length > 16) return false
  const bare = text.trim().toLowerCase()
  return bare === "" || words.has(bare)
}
