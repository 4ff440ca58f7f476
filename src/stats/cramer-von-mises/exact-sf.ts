import { greatestCommonDivisor } from "../greatest-common-divisor.js"

/** How many lattice paths reach a point with each value of the statistic; values ascending. */
interface Frequencies {
  values: Float64Array
  paths: Float64Array
}

/**
 * Probability of a Cramér–von Mises statistic of at least `statistic` for two samples of `n` and `m` values of one
 * continuous law: every order of the pooled values counted, in [0, 1], never below the probability of the largest
 * statistic there is. Ties can push the statistic beyond that, where scipy gives 0. Meant for up to 20 values a side.
 * Source: Xiao, Gordon and Yakovlev (2006), J. Statistical Software 17(8).
 */
export function cramerExactSf(statistic: number, n: number, m: number): number {
  const multiple = (n * m) / greatestCommonDivisor(n, m)
  const { values, paths } = frequencies(n, m, multiple / n, multiple / m)
  // The statistic in steps of the lattice; with ties it may lie between two, and the lower one is taken.
  const target = Math.floor(((statistic * multiple * multiple * (n + m)) / n / m) * (n + m) + 1e-6)
  let [atLeast, all] = [0, 0]
  for (let k = 0; k < values.length; k++) {
    all += paths[k]
    if (values[k] >= target || k === values.length - 1) atLeast += paths[k]
  }
  return Math.min(1, atLeast / all)
}

/** Row by row over the lattice; each point adds the square of its distance from the diagonal to all that reaches it. */
function frequencies(n: number, m: number, perN: number, perM: number): Frequencies {
  const none: Frequencies = { values: new Float64Array(0), paths: new Float64Array(0) }
  let row = new Array<Frequencies>(m + 1).fill(none)
  for (let u = 0; u <= n; u++) {
    const next: Frequencies[] = []
    for (let v = 0; v <= m; v++) {
      const start = u === 0 && v === 0
      const reached = start ? one() : merge(row[v], v === 0 ? none : next[v - 1])
      const square = (perN * u - perM * v) ** 2
      next.push({ values: reached.values.map((value) => value + square), paths: reached.paths })
    }
    row = next
  }
  return row[m]
}

const one = (): Frequencies => ({ values: Float64Array.of(0), paths: Float64Array.of(1) })

function merge(a: Frequencies, b: Frequencies): Frequencies {
  if (a.values.length === 0) return b
  if (b.values.length === 0) return a
  const values = new Float64Array(a.values.length + b.values.length)
  const paths = new Float64Array(values.length)
  let [i, j, size] = [0, 0, 0]
  while (i < a.values.length || j < b.values.length) {
    const [left, right] = [a.values[i] ?? Infinity, b.values[j] ?? Infinity]
    values[size] = Math.min(left, right)
    if (left <= right) paths[size] += a.paths[i++]
    if (right <= left) paths[size] += b.paths[j++]
    size++
  }
  return { values: values.slice(0, size), paths: paths.slice(0, size) }
}
