/** A JSON text's value with whole numbers of 16 digits or more as strings: parsed as numbers, ids beyond 2^53 are others. Throws SyntaxError. */
export function exactJson(text: string): unknown {
  return JSON.parse(
    text.replace(/"(?:[^"\\]|\\.)*"|-?\b\d{16,}\b(?![.eE])/g, (found) =>
      found.startsWith('"') ? found : `"${found}"`,
    ),
  )
}
