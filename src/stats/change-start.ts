/**
 * The place from which on the values most likely lie apart from 0, about which they lay before: where the square of the sum from
 * there to the end is largest beside the number of values. At least one value.
 * Source: the likelihood ratio of a change of a normal mean at an unknown place (Hinkley 1970, Biometrika 57:1-17).
 */
export function changeStart(values: readonly number[]): number {
  let [best, start, sum] = [-1, values.length - 1, 0]
  for (let i = values.length - 1; i >= 0; i--) {
    sum += values[i]
    const evidence = sum ** 2 / (values.length - i)
    if (evidence > best) [best, start] = [evidence, i]
  }
  return start
}
