import type { Points } from "../model.js"
import { countAtOrBelow, countBelow } from "../stats/count-below.js"
import { countDistinct } from "../stats/count-distinct.js"
import { mostHourPoints, mostPoints } from "./profile.js"
import { rowsOfPoints } from "../stats/rows-of-points.js"
import { stepOf } from "./step.js"

export type { Points } from "../model.js"

const hourMs = 3_600_000
/** Part of the points that is spread evenly over the ranks; the rest is spread over the range, for long tails. */
const byRank = 0.8

/**
 * At most 2,000 points of an ascending sample: all different values where there are no more than that, otherwise points
 * that no two neighbours have more than 1/1,600 of the rows between them. Times keep both ends of every hour that holds rows,
 * as long as these are at most 20,000. `slack`: rows by which the sample's own counts may be wrong.
 */
export function toPoints(sorted: Float64Array, time: boolean, slack = 0): Points {
  const step = stepOf(sorted, time)
  const chosen = countDistinct(sorted) <= mostPoints ? sorted : ((time ? hourEnds(sorted) : null) ?? spread(sorted))
  return { ...countAround(sorted, different(chosen)), step, slack }
}

/**
 * The same of points that stand for more rows than can be handed over: their own, fewer of them where they are more than a profile
 * keeps. Of exact ones these are the points of all their rows.
 */
export function fewerPoints(points: Points, time: boolean): Points {
  const { values } = points
  const exact = resolutionOf(points) === 0
  if (values.length <= (time && !exact ? mostHourPoints : mostPoints)) return points
  const chosen = (time && exact ? hourEnds(values) : null) ?? spreadPoints(points)
  const step = exact ? stepOf(values, time) : points.step
  return { ...countBetween(points, different(chosen)), step, slack: points.slack }
}

/** The values that `spread` chooses of all rows. */
function spreadPoints({ values, at, between }: Points): Float64Array {
  const upTo = new Float64Array(values.length)
  let rows = 0
  upTo.forEach((_, i) => (upTo[i] = rows += between[i] + at[i]))
  const placeOf = placeIn(values, rows)
  const chosen = new Float64Array(mostPoints)
  const last = values.length - 1
  for (let point = 0, i = 0; point < mostPoints; point++) {
    const goal = point / (mostPoints - 1)
    while (i < last && placeOf(upTo[i] - 1, values[i]) < goal) i++
    chosen[point] = values[point === mostPoints - 1 ? last : i]
  }
  return chosen
}

/** Rows at and between some of the points, or any numbers where the points are exact. */
function countBetween(points: Points, values: Float64Array): Pick<Points, "values" | "at" | "between"> {
  const at = new Float64Array(values.length)
  const between = new Float64Array(values.length)
  let [next, before, seen] = [0, 0, 0]
  values.forEach((value, i) => {
    for (; points.values[next] < value; next++) before += points.between[next] + points.at[next]
    const isPoint = points.values[next] === value
    const below = before + (isPoint ? points.between[next] : 0)
    at[i] = isPoint ? points.at[next] : 0
    between[i] = below - seen
    seen = below + at[i]
  })
  return { values, at, between }
}

/** How far along a value of a rank is, from 0 to 1: a measure that grows with the rank and with the value. */
function placeIn(sorted: Float64Array, rows: number): (rank: number, value: number) => number {
  const [first, last] = [sorted[0], sorted[sorted.length - 1]]
  const scale = Math.max(Math.abs(first), Math.abs(last), Number.MIN_VALUE)
  const low = first / scale
  const range = last / scale - low
  return (rank, value) => byRank * (rank / (rows - 1)) + (1 - byRank) * ((value / scale - low) / range)
}

/** Values at even steps of a measure that grows with the rank and with the value. */
function spread(sorted: Float64Array): Float64Array {
  const last = sorted.length - 1
  const placeOf = placeIn(sorted, sorted.length)
  const chosen = new Float64Array(mostPoints)
  for (let point = 0, i = 0; point < mostPoints; point++) {
    const goal = point / (mostPoints - 1)
    while (i < last && placeOf(i, sorted[i]) < goal) i++
    chosen[point] = sorted[point === mostPoints - 1 ? last : i]
  }
  return chosen
}

/** The start and the end of every hour that holds instants, the first and the last instant; null when they are too many. */
function hourEnds(sorted: Float64Array): Float64Array | null {
  const ends = [sorted[0]]
  for (let hour = -Infinity, i = 0; i < sorted.length; i++) {
    const start = Math.floor(sorted[i] / hourMs) * hourMs
    if (start === hour) continue
    if (start > ends[ends.length - 1]) ends.push(start)
    if (ends.length > mostHourPoints || !Number.isSafeInteger(start + hourMs)) return null
    ends.push(start + hourMs)
    hour = start
  }
  const last = sorted[sorted.length - 1]
  return Float64Array.from([...ends.filter((end) => end < last), last])
}

/** Each value once; -0 as 0. */
function different(ascending: Float64Array): Float64Array {
  return ascending.filter((value, i) => i === 0 || value !== ascending[i - 1]).map((value) => value + 0)
}

function countAround(sorted: Float64Array, values: Float64Array): Pick<Points, "values" | "at" | "between"> {
  const at = new Float64Array(values.length)
  const between = new Float64Array(values.length)
  let seen = 0
  values.forEach((value, i) => {
    const below = countBelow(sorted, value)
    const upTo = countAtOrBelow(sorted, value)
    between[i] = below - seen
    at[i] = upTo - below
    seen = upTo
  })
  return { values, at, between }
}

/** Whether the points of a column of times say how many rows each hour holds. */
export function tellsHours(points: Points): boolean {
  return resolutionOf(points) === 0 || points.values.slice(1, -1).every((instant) => instant % hourMs === 0)
}

/** Largest share of rows by which the share at or below any number may differ from the truth; 0 when every value is kept. */
export function resolutionOf(points: Points): number {
  const rows = rowsOfPoints(points)
  const widest = points.between.reduce((most, between) => Math.max(most, between), 0)
  return rows === 0 ? 0 : Math.min(1, (widest + points.slack) / rows)
}

/**
 * One ascending value per row: at the points exactly, between two of them evenly spaced (on the sample's own step where it is
 * known), so that the share at or below any number differs from the truth by at most the resolution. `room`: an array that is written
 * over where it has as many values.
 */
export function expandPoints(points: Points, room: Float64Array | null = null): Float64Array {
  const { values, at, between, step } = points
  const sample = inRoom(rowsOfPoints(points), room)
  let row = 0
  for (let i = 0; i < values.length; i++) {
    const value = values[i]
    const rows = between[i]
    const before = rows > 0 ? values[i - 1] : value
    for (let j = 1; j <= rows; j++) {
      const part = j / (rows + 1)
      const even = before * (1 - part) + value * part
      sample[row++] = Math.min(value, Math.max(before, step === null ? even : onStep(even, step)))
    }
    sample.fill(value, row, row + at[i])
    row += at[i]
  }
  return sample
}

/** So many values of `room`, or of an array of its own where that has not as many. */
export function inRoom(length: number, room: Float64Array | null): Float64Array {
  return room !== null && room.length >= length ? room.subarray(0, length) : new Float64Array(length)
}

/** The multiple of `step` at or below `value`; steps below 1 are one over a whole number. */
function onStep(value: number, step: number): number {
  if (step >= 1) return Math.floor(value / step) * step
  const parts = Math.round(1 / step)
  return Math.floor(value * parts) / parts
}
