/** Two columns by their quantiles: whether one is the other, times a factor, as far as their rows can say. */

/** The quantiles of one side by percent, and its values. */
export interface QuantileSide {
  /** Ascending shares, from 0 to 1, and the value below which each of them lies. */
  shares: number[]
  values: number[]
  rows: number
  /** The quantiles that are looked at, 5 to 95 %. */
  middle: number[]
}

export interface Conversion {
  times: number
  plus: number
}

const looked = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95]
/** Standard errors within which a quantile agrees, and beyond which it does not. */
const [agreeing, sure] = [3.5, 4]
/** Shares of the spread, 5 to 95 %: within which quantiles agree, and beyond which they clearly do not. */
const [fits, clearly] = [0.05, 0.25]
/** Of a factor: growth seldom comes within one hundredth of a known one; from ten on it does not come near, and twice is enough. */
const [within, withinLarge, large] = [Math.log(1.01), Math.log(1.1), Math.log(9.9)]
/** Log ratios are not known better than this: quantiles are interpolated, values rounded. */
const finest = 0.002

export function quantileSide(quantiles: Readonly<Record<string, number>>, rows: number): QuantileSide {
  const entries = Object.entries(quantiles)
    .map(([percent, value]) => [Number(percent) / 100, value] as const)
    .sort(([a], [b]) => a - b)
  const middle = looked.map((share) => quantiles[String(Math.round(100 * share))] ?? 0)
  return { shares: entries.map(([share]) => share), values: entries.map(([, value]) => value), rows, middle }
}

/** Whether two of the quantiles lie outside what chance allows, and one a quarter of the spread away, had nothing changed. */
export function areClearlyOff(before: QuantileSide, after: QuantileSide): boolean {
  const outside = looked.filter((_, i) => {
    const [low, high] = band(before, after, i, sure, atMost)
    return after.middle[i] < low || after.middle[i] > high
  })
  return outside.length > 1 && furthest(before, after, { times: 1, plus: 0 }) >= clearly
}

/** The factor that all quantiles have in common, as logarithms. */
export interface CommonRatio {
  mean: number
  /** Its standard error. */
  error: number
  /** Of each quantile with the same sign on both sides: its ratio and standard error. */
  each: { ratio: number; error: number }[]
}

/** The mean of the quantiles' log ratios, weighed by their standard errors; null where fewer than three have one sign on both sides. */
export function commonRatio(before: QuantileSide, after: QuantileSide): CommonRatio | null {
  const each = looked.flatMap((_, i) => {
    const ratio = Math.log(after.middle[i] / before.middle[i])
    const [low, high] = band(before, after, i, 1, between)
    const error = Math.abs(Math.log(high / low)) / 2
    return Number.isFinite(ratio) && Number.isFinite(error) ? [{ ratio, error: Math.max(finest, error) }] : []
  })
  if (each.length < 3) return null
  const weights = each.map(({ error }) => error ** -2)
  const sum = (values: number[]) => values.reduce((a, b) => a + b, 0)
  const mean = sum(each.map(({ ratio }, i) => ratio * weights[i])) / sum(weights)
  return { mean, error: 1 / Math.sqrt(sum(weights)), each }
}

/** How far the quantiles are from a factor: at most 1 where they agree with it. */
export function offFactor(common: CommonRatio | null, { times }: Conversion): number {
  if (common === null) return Infinity
  const factor = Math.log(times)
  const allowed = Math.abs(factor) < large ? within : Math.min(Math.LN2, withinLarge + agreeing * common.error)
  const apart = common.each.map(
    ({ ratio, error }) => Math.abs(ratio - factor) / Math.max(withinLarge, agreeing * error),
  )
  return Math.max(Math.abs(common.mean - factor) / allowed, ...apart)
}

/** How far the quantiles are from a factor and a shift: at most 1 where each is off by at most 5 % of the spread. */
export function offShift(before: QuantileSide, after: QuantileSide, conversion: Conversion): number {
  return furthest(before, after, conversion) / fits
}

/** The largest distance between a converted quantile and the one found, in spreads of the converted values. */
function furthest(before: QuantileSide, after: QuantileSide, { times, plus }: Conversion): number {
  const spread = times * (before.middle[looked.length - 1] - before.middle[0])
  return Math.max(...before.middle.map((value, i) => Math.abs(after.middle[i] - (value * times + plus)))) / spread
}

/**
 * Where quantile number i of current lies had nothing changed, by so many standard errors of its place: the reference's quantiles
 * at both ends of p ± errors × √(p (1 − p) (1/n + 1/m)). No density is asked for, so that heavy tails and ties are served.
 */
function band(
  before: QuantileSide,
  after: QuantileSide,
  i: number,
  errors: number,
  values: typeof between,
): [number, number] {
  const share = looked[i]
  const off = errors * Math.sqrt(share * (1 - share) * (1 / before.rows + 1 / after.rows))
  return [Math.min(...values(before, share - off)), Math.max(...values(before, share + off))]
}

/** The value at a share between two known ones, on a straight line and, among values of one sign, by equal ratios. */
function between({ shares, values }: QuantileSide, share: number): number[] {
  const above = placeOf(shares, share)
  if (above === 0 || share > 1) return [values[above]]
  const [low, high] = [values[above - 1], values[above]]
  const part = (share - shares[above - 1]) / (shares[above] - shares[above - 1])
  return [low + part * (high - low), ...(low * high > 0 ? [low * (high / low) ** part] : [])]
}

/** The same, and a neighbour that is known twice, as nobody knows how far it reaches: the rest may be its value as well. */
function atMost(side: QuantileSide, share: number): number[] {
  const { shares, values } = side
  const above = placeOf(shares, share)
  const neighbours = [
    [above - 1, above - 2],
    [above, above + 1],
  ]
  const twice = neighbours.filter(
    ([near, far]) => values.at(near) === values.at(far) && near >= 0 && far >= 0 && far < values.length,
  )
  return [...between(side, share), ...twice.map(([near]) => values[near])]
}

/** The first known share that is at least this one; the last where there is none. */
function placeOf(shares: readonly number[], share: number): number {
  const place = shares.findIndex((known) => known >= share)
  return place === -1 ? shares.length - 1 : place
}
