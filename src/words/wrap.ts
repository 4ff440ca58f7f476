/**
 * The text in lines of at most `width` characters, broken at spaces; the first begins with `first`, the others with as many spaces as that
 * is wide. A word that does not fit stands alone. `width` null: one line.
 */
export function wrapped(text: string, width: number | null, first = ""): string[] {
  if (width === null || first.length + text.length <= width) return [first + text]
  const indent = " ".repeat(first.length)
  const lines: string[] = []
  let line = first
  for (const word of text.split(" ")) {
    const isEmpty = line === first || line === indent
    if (!isEmpty && line.length + 1 + word.length > width) {
      lines.push(line)
      line = indent + word
    } else line += isEmpty ? word : ` ${word}`
  }
  return [...lines, line]
}
