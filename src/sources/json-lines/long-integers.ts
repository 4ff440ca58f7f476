/**
 * The digits of the whole numbers of 16 digits or more that are values of the object itself, by key. JSON.parse rounds them to doubles.
 * `line` is JSON and holds an object: the caller has parsed it.
 */
export function longIntegers(line: string): Map<string, string> {
  const found = new Map<string, string>()
  let at = skipSpace(line, line.indexOf("{") + 1)
  while (line[at] === '"') {
    const keyEnd = afterString(line, at)
    const key = JSON.parse(line.slice(at, keyEnd)) as string
    const start = skipSpace(line, line.indexOf(":", keyEnd) + 1)
    const end = afterValue(line, start)
    const value = line.slice(start, end).trim()
    // Of a key that is there twice, JSON.parse keeps the last value.
    if (/^-?\d{16,}$/.test(value)) found.set(key, value)
    else found.delete(key)
    at = skipSpace(line, end + 1)
  }
  return found
}

function skipSpace(line: string, at: number): number {
  let next = at
  while (line.charCodeAt(next) <= 32) next++
  return next
}

/** Position after the quote that closes the string opened at `at`. */
function afterString(line: string, at: number): number {
  let next = at + 1
  while (line[next] !== '"') next += line[next] === "\\" ? 2 : 1
  return next + 1
}

/** Position of the comma or brace after the value that begins at `at`. */
function afterValue(line: string, at: number): number {
  let depth = 0
  for (let next = at; next < line.length;) {
    const sign = line[next]
    if (sign === '"') {
      next = afterString(line, next)
      continue
    }
    if (depth === 0 && (sign === "," || sign === "}")) return next
    if (sign === "{" || sign === "[") depth++
    if (sign === "}" || sign === "]") depth--
    next++
  }
  return line.length
}
