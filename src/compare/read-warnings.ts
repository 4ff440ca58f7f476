const sides = ["Reference", "Current"] as const

/**
 * What both files say of how they were read, side first: what is said of several columns alike names them together, and what both say is
 * said once of both sides.
 */
export function readWarnings(reference: readonly string[], current: readonly string[]): string[] {
  const [ofReference, ofCurrent] = [together(reference), together(current)]
  const both = new Set(ofReference.filter((warning) => ofCurrent.includes(warning)))
  return [
    ...Array.from(both, (warning) => `Both sides: ${warning}`),
    ...[ofReference, ofCurrent].flatMap((warnings, side) =>
      warnings.filter((warning) => !both.has(warning)).map((warning) => `${sides[side]}: ${warning}`),
    ),
  ]
}

const ofColumn = /^column ("(?:[^"\\]|\\.)*"): (.+)$/s
const mostNames = 5

/** The warnings in their order; those that differ in the column alone are one, where the first of them stood. */
function together(warnings: readonly string[]): string[] {
  const columns = new Map<string, string[]>()
  for (const warning of warnings) {
    const [, name, words] = ofColumn.exec(warning) ?? [null, null, warning]
    columns.set(words, [...(columns.get(words) ?? []), ...(name === null ? [] : [name])])
  }
  return Array.from(columns, ([words, names]) => (names.length === 0 ? words : `${called(names)}: ${words}`))
}

function called(names: readonly string[]): string {
  if (names.length === 1) return `column ${names[0]}`
  const more = names.length - mostNames
  return `columns ${names.slice(0, mostNames).join(", ")}${more > 0 ? ` and ${more} more` : ""}`
}
