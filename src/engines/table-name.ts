/** "main.sales" → main, sales; a part in double quotes may hold dots. */
export function splitName(name: string): string[] {
  return Array.from(name.matchAll(/"((?:[^"]|"")*)"|[^."]+/g), ([part, quoted]: (string | undefined)[]) =>
    quoted === undefined ? String(part) : quoted.replaceAll('""', '"'),
  )
}
