/** ln n! less Stirling's √(2πn)·(n/e)ⁿ, for whole n from 1 and any n from 16. Source: Loader (2000), Fast and accurate computation of binomial probabilities. */
export function stirlingError(n: number): number {
  if (n < 16) return logFactorial(n) - (n + 0.5) * Math.log(n) + n - 0.5 * Math.log(2 * Math.PI)
  const square = n * n
  return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - 1 / 1188 / square) / square) / square) / square) / n
}

function logFactorial(n: number): number {
  let product = 1
  for (let i = 2; i <= n; i++) product *= i
  return Math.log(product)
}
