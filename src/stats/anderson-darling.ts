export interface AndersonDarlingResult {
  /** A² less its mean over its standard deviation: the statistic that scipy.stats.anderson_ksamp gives. */
  statistic: number
  /** In [0.001, 0.25], the ends of the published table. */
  p: number
  /** At which end of the table it lies, if at one. */
  limit: "capped" | "floored" | null
}

/** Least-squares parabola of ln p over the seven tabulated points for two samples, and the ends of the table. */
const parabola = [-1.0777702798204873, -1.0082265644652506, 0.01819809457411125]
const ends = { smallest: 0.325, largest: 6.546, pMost: 0.25, pLeast: 0.001 }

/**
 * Anderson–Darling test of A² (midrank form) of `n` and `m` values, at least 4 together.
 * Source: Scholz and Stephens (1987), J. Am. Statist. Assoc. 82:918-924. Numbers: `ad` in fixtures/golden.
 */
export function andersonDarling(anderson: number, n: number, m: number): AndersonDarlingResult {
  const statistic = (anderson - 1) / Math.sqrt(variance(n, m))
  if (statistic < ends.smallest) return { statistic, p: ends.pMost, limit: "capped" }
  if (statistic > ends.largest) return { statistic, p: ends.pLeast, limit: "floored" }
  const p = Math.exp(parabola[0] + statistic * (parabola[1] + statistic * parabola[2]))
  return { statistic, p: Math.min(ends.pMost, Math.max(ends.pLeast, p)), limit: null }
}

/** Of A² for two samples of one continuous law. */
function variance(n: number, m: number): number {
  const all = n + m
  const h = harmonic(all - 1)
  const g = squareHarmonic(all) - (2 * h) / all - 1 / all ** 2
  const inverses = 1 / n + 1 / m
  const a = 4 * g - 6 + (10 - 6 * g) * inverses
  const b = 8 * g - 16 + 16 * h + (2 * g - 14 * h - 4) * inverses - 8 * h + 4 * g - 6
  const c = 4 * (6 * h + 2 * g - 2) + 2 * (4 * h - 4 * g + 6) + (2 * h - 6) * inverses + 4 * h
  const d = 4 * (2 * h + 6) - 8 * h
  return ((((a * all + b) * all + c) / (all - 1)) * all + d / (all - 1)) / (all - 2) / (all - 3)
}

const fewTerms = 64
const euler = 0.5772156649015329

/** 1 + 1/2 + … + 1/n. */
function harmonic(n: number): number {
  if (n <= fewTerms) return sumOfInverses(n, 1)
  return Math.log(n) + euler + 1 / (2 * n) - 1 / (12 * n ** 2) + 1 / (120 * n ** 4)
}

/** 1 + 1/4 + … + 1/n². */
function squareHarmonic(n: number): number {
  if (n <= fewTerms) return sumOfInverses(n, 2)
  return Math.PI ** 2 / 6 - 1 / n + 1 / (2 * n ** 2) - 1 / (6 * n ** 3) + 1 / (30 * n ** 5)
}

function sumOfInverses(n: number, power: number): number {
  let sum = 0
  for (let i = n; i >= 1; i--) sum += 1 / i ** power
  return sum
}
