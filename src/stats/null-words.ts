const words: ReadonlySet<string> = new Set([
  ...["na", "n/a", "#n/a", "n.a.", "nan", "null", "(null)", "none", "nil", "nul", "undefined", "missing"],
  ...["-", "--", "---", ".", "?", "\\n", "-999", "-9999", "<na>"],
])
const longest = Math.max(...Array.from(words, ({ length }) => length))

/** Bytes that the words start with, in either case. */
const firsts = new Set(Array.from(words, (word) => [word.charCodeAt(0), word.toUpperCase().charCodeAt(0)]).flat())

/** Whether `isNullWord` is worth asking of an ASCII text of which the first byte and the length are known. */
export function mayBeNullWord(first: number, length: number): boolean {
  return length <= longest && firsts.has(first)
}

/** Whether a text often stands for a missing value, whatever its case: "N/A", "null", "-". The empty text is not among them. */
export function isNullWord(text: string): boolean {
  return text.length <= longest && words.has(text.toLowerCase())
}
