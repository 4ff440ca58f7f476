const words: ReadonlySet<string> = new Set([
  ...["na", "n/a", "#n/a", "n.a.", "nan", "null", "(null)", "none", "nil", "nul", "undefined", "missing"],
  ...["-", "--", "---", ".", "?", "\\n", "-999", "-9999", "<na>"],
])
const longest = Math.max(...Array.from(words, ({ length }) => length))

/** Whether a text often stands for a missing value, whatever its case: "N/A", "null", "-". The empty text is not among them. */
export function isNullWord(text: string): boolean {
  return text.length <= longest && words.has(text.toLowerCase())
}
