/** Different values that are looked at; more are no grid that anybody would see. */
const mostValues = 400
/** How far from its place a value may lie, in steps: what is left of 1.15078 by rounding to two decimals. */
const tolerance = 0.2

/** Values that lie at even steps: `first`, `first + step` … */
export interface EvenGrid {
  first: number
  step: number
}

/**
 * The grid on which all values of both sides lie; null where there are fewer than three different ones, more than 400, or where they
 * lie at no even steps. Places of the grid may be empty. Sides ascending, without NaN.
 */
export function evenGrid(reference: Float64Array, current: Float64Array): EvenGrid | null {
  const values = distinctValues([reference, current], mostValues)
  if (values === null || values.length < 3) return null
  const first = values[0]
  const range = values[values.length - 1] - first
  const least = values.reduce((least, value, i) => (i === 0 ? least : Math.min(least, value - values[i - 1])), range)
  const steps = Math.round(range / least)
  if (!Number.isFinite(range) || steps > mostValues) return null
  const step = range / steps
  const off = (value: number) => Math.abs((value - first) / step - Math.round((value - first) / step))
  return values.every((value) => off(value) <= tolerance) ? { first, step } : null
}

/** The different values of all sides, ascending; null where there are more than `most`. Sides ascending, without NaN. */
export function distinctValues(sides: readonly Float64Array[], most: number): number[] | null {
  const found = new Set<number>()
  for (const side of sides) {
    let last = NaN
    for (let i = 0; i < side.length; i++) {
      if (side[i] === last) continue
      last = side[i]
      if (found.add(last).size > most) return null
    }
  }
  return Array.from(found).sort((a, b) => a - b)
}
