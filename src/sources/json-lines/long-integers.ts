/**
 * The digits of the whole numbers of 16 digits or more that are values of the object or of objects in it, by key; keys of objects within
 * others stand behind theirs and a dot. JSON.parse rounds them to doubles. `line` is JSON and holds an object: the caller has parsed it.
 */
export function longIntegers(line: string): Map<string, string> {
  const found = new Map<string, string>()
  collect(line, line.indexOf("{"), "", found)
  return found
}

/** Adds those of the object that begins at `open`, under names that begin with `above`. */
function collect(line: string, open: number, above: string, found: Map<string, string>): void {
  let at = skipSpace(line, open + 1)
  while (line[at] === '"') {
    const keyEnd = afterString(line, at)
    const key = above + (JSON.parse(line.slice(at, keyEnd)) as string)
    const start = skipSpace(line, line.indexOf(":", keyEnd) + 1)
    const end = afterValue(line, start)
    const value = line.slice(start, end).trim()
    // Of a key that is there twice, JSON.parse keeps the last value.
    for (const name of found.keys()) if (name === key || name.startsWith(`${key}.`)) found.delete(name)
    if (/^-?\d{16,}$/.test(value)) found.set(key, value)
    else if (value.startsWith("{")) collect(line, start, `${key}.`, found)
    at = skipSpace(line, end + 1)
  }
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
