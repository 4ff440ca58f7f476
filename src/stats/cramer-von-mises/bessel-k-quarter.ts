const largestStep = 1 / 16
const negligible = 745

/**
 * e^x times the modified Bessel function K of order 1/4, for x > 0: ∫ exp(−x·(cosh t − 1))·cosh(t/4) dt from 0 on.
 * The trapezoid rule is good to all digits here, because the integrand is even and dies away faster than any power.
 * Numbers: `besselk_quarter` in fixtures/golden/edge_special_functions.json.
 */
export function scaledBesselKQuarter(x: number): number {
  // Fine enough for the width of the peak, about 1/√x.
  const step = Math.min(largestStep, 0.7 / Math.sqrt(x))
  let sum = 0.5
  for (let t = step; ; t += step) {
    const exponent = 2 * x * Math.sinh(t / 2) ** 2
    if (exponent > negligible) return sum * step
    sum += Math.exp(-exponent) * Math.cosh(t / 4)
  }
}
