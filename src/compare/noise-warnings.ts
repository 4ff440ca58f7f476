import type { ColumnResult } from "../model.js"
import { plural, score } from "../words/format.js"

const mostNamed = 5

/**
 * A warning for each method whose threshold alone decides columns although chance reaches it at these sizes: the threshold
 * lies below the noise floor. Rules that ask a test as well need none.
 */
export function noiseWarnings(columns: readonly ColumnResult[]): string[] {
  const below = columns.flatMap((column) => {
    if (column.method === null || column.effect !== null) return []
    const floor = column.measurements.find(({ method }) => method === column.method)?.noise_floor ?? null
    return floor !== null && column.threshold < floor ? [{ name: column.name, method: column.method, floor }] : []
  })
  return Array.from(new Set(below.map(({ method }) => method)), (method) => {
    const those = below.filter((column) => column.method === method)
    const named = those.slice(0, mostNamed).map(({ name, floor }) => `${name} (${score(floor, 0)})`)
    const more = those.length > named.length ? ", …" : ""
    return `The threshold of ${method} lies below its noise floor in ${plural(those.length, "column")}, so that chance alone can reach it: ${named.join(", ")}${more}.`
  })
}
