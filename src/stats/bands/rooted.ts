import { banded, type BandedValue } from "./banded.js"

/**
 * `banded` on the scale of cube roots, with bands in the values' own unit. For distances: of unchanged data they are skewed like a sum of
 * squares, whose cube root is nearly normal (Wilson and Hilferty (1931), PNAS 17:684-688). Values at least 0.
 */
export function rootedBands(series: readonly { day: number; value: number | null }[]): BandedValue[] {
  const roots = series.map(({ day, value }) => ({ day, value: value === null ? null : Math.cbrt(value) }))
  return banded(roots).map(({ band, ...rest }) => ({
    ...rest,
    band: band && {
      ...band,
      center: Math.max(0, band.center) ** 3,
      low: Math.max(0, band.low) ** 3,
      high: Math.max(0, band.high) ** 3,
      pOf: (value) => band.pOf(Math.cbrt(value)),
    },
  }))
}
