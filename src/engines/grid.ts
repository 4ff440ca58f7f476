/** A column of many different numbers in bins, each split again until it holds few rows. */
import { stepOf } from "../profiles/step.js"
import type { Points, ValueRange } from "../model.js"
import { firstWhere } from "../stats/first-where.js"
import { nextUp } from "../stats/next-up.js"
import type { Cell } from "./engine.js"
import { binsOf, type Segment } from "./statements.js"

/** Parts of the range that a later scan looks at. */
const mostSegments = 12
/** No bin that can be split shall hold more than this share of the rows. */
const finest = 1 / 4000
const mostRounds = 6

/** The values between two of the column's own: `rows` of them, the smallest and the largest included. */
export interface Bin {
  rows: number
  low: number
  high: number
}

/** Sums of the values in the range from −1 to 1 and of their powers; see `gridSql`. */
export type PowerSums = readonly [number, number, number, number]

export interface Grid {
  bins: Bin[]
  sums: PowerSums
}

/** Asks for the bins of these segments; the first time with the sums. */
export type AskGrid = (segments: readonly Segment[], moments: boolean) => Promise<Cell[][]>

/** All values from `low` to `high`, of which there are more than one, in bins of which none holds more than 1/4,000 of the rows, if it can be split. `most`: bins of a scan. */
export async function readGrid(low: number, high: number, most: number, ask: AskGrid): Promise<Grid> {
  const first = await ask([{ low, high, bins: most, first: 0 }], true)
  let bins = toBins(first)
  const rows = rowsIn(bins)
  for (let round = 1; round < mostRounds; round++) {
    const isHeavy = ({ rows: held, low, high }: Bin) => held > rows * finest && low < high
    const segments = segmentsOf(bins, isHeavy, most / 2)
    if (segments.length === 0) break
    bins = withFiner(bins, segments, toBins(await ask(segments, false)))
  }
  const sum = (place: number) => first.reduce((sum, row) => sum + Number(row[place]), 0)
  return { bins, sums: [sum(4), sum(5), sum(6), sum(7)] }
}

function toBins(cells: readonly Cell[][]): Bin[] {
  const bins = cells.map(([, rows, low, high]) => ({ rows: Number(rows), low: Number(low), high: Number(high) }))
  return bins.sort((a, b) => a.low - b.low)
}

const rowsIn = (bins: readonly Bin[]) => bins.reduce((sum, { rows }) => sum + rows, 0)

/** The bins with those in these segments split where finer ones end; as they are where the table has changed meanwhile. */
function withFiner(bins: readonly Bin[], segments: readonly Segment[], finer: readonly Bin[]): Bin[] {
  const within = (some: readonly Bin[], { low, high }: Segment) =>
    some.filter((bin) => bin.low >= low && bin.high <= high)
  const changed = segments.map((segment) => ({ segment, coarse: within(bins, segment), fine: within(finer, segment) }))
  const known = changed.filter(({ coarse, fine }) => rowsIn(coarse) === rowsIn(fine))
  const isOutside = (bin: Bin) => !known.some(({ segment: { low, high } }) => bin.low >= low && bin.high <= high)
  const split = known.flatMap(({ coarse, fine }) => splitBins(coarse, fine))
  return [...bins.filter(isOutside), ...split].sort((a, b) => a.low - b.low)
}

/** Bins of the same rows with the ends of both. */
function splitBins(coarse: readonly Bin[], fine: readonly Bin[]): Bin[] {
  const cuts = Array.from(new Map([...cutsOf(coarse), ...cutsOf(fine)]).entries()).sort(([a], [b]) => a - b)
  let [from, low] = [0, coarse[0].low]
  return [...cuts, [rowsIn(coarse), { high: coarse[coarse.length - 1].high, low: 0 }] as const].map(([to, next]) => {
    const bin = { rows: to - from, low, high: next.high }
    ;[from, low] = [to, next.low]
    return bin
  })
}

/** By the rows before it: where one bin ends and the next begins. */
function cutsOf(bins: readonly Bin[]): [rows: number, between: { high: number; low: number }][] {
  let rows = 0
  return bins.slice(1).map(({ low }, i) => {
    rows += bins[i].rows
    return [rows, { high: bins[i].high, low }]
  })
}

/** Doubtful bins of which finer ones are asked for at once. */
const mostDoubtful = 8192

/** The bins, finer within these ranges, what matters most first, by one more scan of at most so many bins; null where none can be split. */
export async function refineGrid(
  bins: readonly Bin[],
  doubts: readonly ValueRange[],
  most: number,
  ask: AskGrid,
): Promise<Bin[] | null> {
  const doubtful = new Set<Bin>()
  for (const { from, to } of doubts) {
    if (doubtful.size >= mostDoubtful) break
    for (
      let i = firstWhere(bins.length, (place) => bins[place].high >= from);
      i < bins.length && bins[i].low <= to;
      i++
    )
      if (bins[i].rows > 2 && bins[i].low < bins[i].high) doubtful.add(bins[i])
  }
  const segments = segmentsOf(bins, (bin) => doubtful.has(bin), most)
  return segments.length === 0 ? null : withFiner(bins, segments, toBins(await ask(segments, false)))
}

/** The bins that are meant, neighbours as one, joined over the fewest rows until there are no more than twelve; so many bins of all together. */
function segmentsOf(bins: readonly Bin[], isMeant: (bin: Bin) => boolean, together: number): Segment[] {
  const runs: { from: number; to: number }[] = []
  bins.forEach((bin, i) => {
    if (!isMeant(bin)) return
    const last = runs.at(-1)
    if (last?.to === i - 1) last.to = i
    else runs.push({ from: i, to: i })
  })
  while (runs.length > mostSegments) {
    const gaps = runs.slice(1).map((run, i) => rowsIn(bins.slice(runs[i].to + 1, run.from)))
    const place = gaps.indexOf(Math.min(...gaps))
    const [next] = runs.splice(place + 1, 1)
    runs[place].to = next.to
  }
  const sizes = runs.map(({ from, to }) => rowsIn(bins.slice(from, to + 1)))
  const all = sizes.reduce((sum, size) => sum + size, 0)
  let first = 0
  return runs.map(({ from, to }, i) => {
    const segment = { low: bins[from].low, high: bins[to].high, bins: Math.ceil((together * sizes[i]) / all), first }
    first += binsOf(segment)
    return segment
  })
}

/**
 * The bins as points: the end of each, and before it a point without rows where it begins, because what lies between two bins is known
 * to be empty. How many rows hold the ends of a bin is not known, only that one does.
 */
export function toPoints(bins: readonly Bin[]): Points {
  const ends = bins.flatMap(({ low, high }) => [low, high])
  const step = stepOf(Float64Array.from(ends), false)
  const values: number[] = []
  const at: number[] = []
  const between: number[] = []
  const add = (value: number, rows: number, before: number) => {
    values.push(value)
    at.push(rows)
    between.push(before)
  }
  for (const { rows, low, high } of bins) {
    if (low === high) add(low, rows, 0)
    else if (rows === 2) {
      add(low, 1, 0)
      add(high, 1, 0)
    } else {
      const start = step === null ? nextDown(low) : low - step
      if (start > (values.at(-1) ?? -Infinity)) add(start, 0, 0)
      add(high, 1, rows - 1)
    }
  }
  const [points, held, inside] = [values, at, between].map((each) => Float64Array.from(each))
  return { values: points, at: held, between: inside, step, slack: 0 }
}

const nextDown = (value: number) => -nextUp(-value)

/** Mean, standard deviation (n − 1), skewness and excess kurtosis (both biased) from the sums of `rows` values from `low` to `high`. */
export function momentsFrom(
  sums: PowerSums,
  rows: number,
  low: number,
  high: number,
): { mean: number; std: number; skew: number | null; kurtosis: number | null } {
  const [middle, reach] = [low / 2 + high / 2, high / 2 - low / 2]
  const [m1, m2, m3, m4] = sums.map((sum) => sum / rows)
  const variance = Math.max(0, m2 - m1 ** 2)
  const third = m3 - 3 * m1 * m2 + 2 * m1 ** 3
  const fourth = m4 - 4 * m1 * m3 + 6 * m1 ** 2 * m2 - 3 * m1 ** 4
  const blurred = variance <= Number.EPSILON * m1 ** 2
  return {
    mean: middle + reach * m1,
    std: reach * Math.sqrt((variance * rows) / (rows - 1)),
    skew: blurred ? null : third / variance ** 1.5,
    kurtosis: blurred ? null : fourth / variance ** 2 - 3,
  }
}

/** Both ends of each hour that holds instants, with what lies at its start and what within: [hour, rows, rows at its start, first, last]. */
export function hourPoints(cells: readonly Cell[][]): Points {
  const hourMs = 3_600_000
  const hours = cells.map((row) => row.map(Number)).sort((a, b) => a[0] - b[0])
  const values: number[] = []
  const at: number[] = []
  const between: number[] = []
  const add = (value: number, rows: number, before: number) => {
    if (values.at(-1) === value) at[at.length - 1] += rows
    else {
      values.push(value)
      at.push(rows)
      between.push(before)
    }
  }
  hours.forEach(([hour, rows, atStart, first, last], i) => {
    const [start, end] = [hour * hourMs, (hour + 1) * hourMs]
    if (i === 0 && first > start) add(first, 1, 0)
    else add(start, atStart, 0)
    const rest = rows - (i === 0 && first > start ? 1 : atStart)
    if (i < hours.length - 1) add(end, 0, rest)
    else if (rest > 0) add(last, 1, rest - 1)
  })
  return {
    values: Float64Array.from(values),
    at: Float64Array.from(at),
    between: Float64Array.from(between),
    step: 1,
    slack: 0,
  }
}
