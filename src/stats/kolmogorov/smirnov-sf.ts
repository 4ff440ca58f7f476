import { stirlingError } from "./stirling-error.js"

const exactUpTo = 1e6
const termByTermUpTo = 4000
/** Terms at each end that are added one by one, the sum being too bent there to be integrated. */
const endTerms = 256
/** Each block of the integral reaches this many times as far from its end as the one before. */
const blockGrowth = 1.3

/**
 * Probability that the empirical distribution function of `n` values lies at least `gap` above the true one.
 * Up to a million values Smirnov's sum, in logarithms; beyond, his limit with Miller's correction.
 * Sources: Smirnov (1944), Uspekhi Mat. Nauk 10:179-206; Miller (1956), J. Am. Statist. Assoc. 51:111-121.
 */
export function smirnovSf(gap: number, n: number): number {
  if (n > exactUpTo) return Math.exp(-((6 * n * gap + 1) ** 2) / (18 * n))
  const term = smirnovTerm(n, n * gap)
  const last = Math.floor(n * (1 - gap))
  const first = Math.exp(n * Math.log1p(-gap))
  if (last <= termByTermUpTo) return first + sumTerms(term, 1, last)
  const [from, to] = [endTerms, last - endTerms]
  return first + sumTerms(term, 1, from) + sumSmooth(term, from + 0.5, to + 0.5, last) + sumTerms(term, to + 1, last)
}

type Term = (j: number) => number

/** The j-th term, j ≥ 1, also between whole numbers from 16 on: c/(c+j) times a binomial probability, c = n·gap. */
function smirnovTerm(n: number, c: number): Term {
  const start = stirlingError(n)
  return (j) => {
    const rest = n - j
    if (rest <= c) return 0
    const exponent = start - stirlingError(j) - stirlingError(rest) - deviance(j, c) - deviance(rest, -c)
    return (c / (c + j)) * Math.exp(exponent) * Math.sqrt(n / (2 * Math.PI * j * rest))
  }
}

/** c − k·ln(1 + c/k), ≥ 0. */
function deviance(k: number, c: number): number {
  const x = c / k
  if (Math.abs(x) > 0.05) return c - k * Math.log1p(x)
  let sum = 0
  for (let power = 14; power >= 2; power--) sum = 1 / power - x * sum
  return c * x * sum
}

function sumTerms(term: Term, from: number, to: number): number {
  let sum = 0
  for (let j = from; j <= to; j++) sum += term(j)
  return sum
}

/** Sum of the terms between two half-integer limits: the integral in blocks, less the bend at both limits (Euler-Maclaurin). */
function sumSmooth(term: Term, from: number, to: number, last: number): number {
  const middle = Math.round((from + to) / 2) + 0.5
  let sum = (slope(term, from) - slope(term, to)) / 24
  for (let a = from; a < middle; a = Math.min(middle, a * blockGrowth)) {
    sum += integrate(term, a, Math.min(middle, a * blockGrowth))
  }
  const distanceToMiddle = last + 1 - middle
  for (let a = last + 1 - to; a < distanceToMiddle; a = Math.min(distanceToMiddle, a * blockGrowth)) {
    sum += integrate(term, last + 1 - Math.min(distanceToMiddle, a * blockGrowth), last + 1 - a)
  }
  return sum
}

function slope(term: Term, j: number): number {
  return (term(j + 1) - term(j - 1)) / 2
}

/** Nodes and weights of the 12-point Gauss-Legendre rule on [-1, 1], the positive half. */
const gauss = [
  [0.1252334085114689, 0.24914704581340277],
  [0.3678314989981802, 0.2334925365383548],
  [0.5873179542866175, 0.20316742672306592],
  [0.7699026741943047, 0.16007832854334622],
  [0.9041172563704749, 0.10693932599531843],
  [0.9815606342467192, 0.04717533638651183],
]

function integrate(term: Term, from: number, to: number): number {
  const middle = (from + to) / 2
  const half = (to - from) / 2
  let sum = 0
  for (const [node, weight] of gauss) sum += weight * (term(middle - half * node) + term(middle + half * node))
  return sum * half
}
