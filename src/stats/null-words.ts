const words: ReadonlySet<string> = new Set([
  ...["na", "n/a", "#n/a", "n.a.", "nan", "null", "(null)", "none", "nil", "nul", "undefined", "missing"],
  ...["-", "--", "---", ".", "?", "\\n", "-999", "-9999", "<na>"],
])
const longest = Math.max(...Array.from(words, ({ length }) => length))

/** 1 for each byte that a word starts with, in either case. */
const firsts = new Uint8Array(256)
for (const word of words) firsts[word.charCodeAt(0)] = firsts[word.toUpperCase().charCodeAt(0)] = 1

/** Whether `isNullWord` is worth asking of an ASCII text of which the first byte and the length are known. */
export function mayBeNullWord(first: number, length: number): boolean {
  return length <= longest && firsts[first] === 1
}

/** Whether a text often stands for a missing value, whatever its case: "N/A", "null", "-". The empty text is not among them. */
export function isNullWord(text: string): boolean {
  return text.length <= longest && words.has(text.toLowerCase())
}
