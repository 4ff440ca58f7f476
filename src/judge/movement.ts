/** Which part of a numeric column's values carries its movement: pure, over the figures of the report. */
import type { ColumnResult, ColumnSummary, Histogram } from "../model.js"
import {
  areaBetween,
  explained,
  othersShifted,
  multiplied,
  reweighted,
  shifted,
  stretched,
  type Atom,
  type Curve,
} from "../stats/quantile-curves.js"

/** All values are larger or smaller; lie further apart or closer together; lie at or below a value more or less often. */
export type Movement =
  | { part: "location" | "spread" | "gap" }
  /** Beside a value that more or fewer rows hold: all others are larger or smaller. */
  | { part: "others"; atom: Atom }
  /** More or fewer rows hold one value. */
  | { part: "share"; atom: Atom }
  /** What lies beyond the middle 95 %: the value at a per cent of the rows on both sides, 0: the smallest, 100: the largest. */
  | { part: "tail"; percent: number; reference: number; current: number }

/** A part that explains less by itself is not the story. */
const half = 0.5
const most = 0.75
/** What a second part must explain beside the first to be worth its words. */
const more = 0.25

/** The part that explains most of what a drifted numeric column's score saw, and a second one where both are needed. */
export function movementsOf(column: ColumnResult): Movement[] {
  const { distribution, reference, current } = column
  if (reference === null || current === null) return []
  if (column.status !== "drift") return [{ part: "location" }]
  if (distribution?.kind !== "histogram") return [byMoments(reference, current)]
  const [from, to] = [distribution.reference_quantiles, distribution.current_quantiles]
  if (from.length < 3 || to.length < 3) return [{ part: "location" }]
  const atoms = atomsOf(reference, current, distribution)
  const body = inBody(from, to, atoms)
  const tail = decidedByTail(column, areaBetween(from, to)) ? tailOf(reference, current, distribution, atoms) : null
  if (tail !== null && !reachesTails(body?.made ?? from, from, to)) return [tail]
  if (body !== null && body.share >= half) return body.movements
  return [distribution.gap === null ? { part: "location" } : { part: "gap" }]
}

interface Candidate {
  movement: Movement
  /** The first curve as it would be had only this part moved. */
  make: (from: Curve, to: Curve) => Curve | null
}

/** The candidates in the order in which equal ones are preferred. */
const candidates = (atoms: readonly Atom[]): Candidate[] => [
  { movement: { part: "location" }, make: shifted },
  { movement: { part: "location" }, make: multiplied },
  { movement: { part: "spread" }, make: stretched },
  ...atoms.map((atom): Candidate => ({ movement: { part: "share", atom }, make: (from) => reweighted(from, atom) })),
]

/** What may move as well once the first part has. */
function besides(first: Movement, atoms: readonly Atom[]): Candidate[] {
  if (first.part !== "share") return candidates(atoms).filter(({ movement }) => movement.part !== first.part)
  const { atom } = first
  return [{ movement: { part: "others", atom }, make: (from, to) => othersShifted(from, to, atom.value) }]
}

interface Story {
  movements: Movement[]
  /** The reference's curve had only these parts moved, and the share of the movement that they explain. */
  made: Curve
  share: number
}

/** The part that explains most between the tails, and a second one that explains much beside it; null where none does anything. */
function inBody(from: Curve, to: Curve, atoms: readonly Atom[]): Story | null {
  const fitted = (parts: readonly Candidate[], start: Curve) =>
    best(parts.map((part) => ({ movement: part.movement, ...fit(part, start, from, to) })))
  const first = fitted(candidates(atoms), from)
  if (first === undefined) return null
  const second = fitted(besides(first.movement, atoms), first.made)
  return second !== undefined && second.share >= first.share + more
    ? { ...second, movements: [first.movement, second.movement] }
    : { ...first, movements: [first.movement] }
}

function fit({ make }: Candidate, start: Curve, from: Curve, to: Curve): { made: Curve; share: number } {
  const made = make(start, to) ?? start
  const share = explained(made, from, to)
  return { made, share: Number.isFinite(share) ? share : 0 }
}

/** Whether what moved the body moved the tails' points as well: at least three quarters of the way, where they moved most. */
function reachesTails(made: Curve, from: Curve, to: Curve): boolean {
  const ends = [1, from.length - 2]
  const [furthest] = ends.sort((a, b) => Math.abs(to[b] - from[b]) - Math.abs(to[a] - from[a]))
  return Math.abs(to[furthest] - made[furthest]) <= (1 - most) * Math.abs(to[furthest] - from[furthest])
}

/** The first of those that explain most; none where nothing explains anything. */
const best = <Part extends { share: number }>(parts: readonly Part[]): Part | undefined =>
  parts
    .filter(({ share }) => share > 0)
    .reduce<Part | undefined>((a, b) => (a && a.share >= b.share ? a : b), undefined)

// ---------------------------------------------------------------- values that many rows hold

/** Zero and the most common values, with their shares of the rows that hold a number; those unknown on a side are left out. */
function atomsOf(reference: ColumnSummary, current: ColumnSummary, { edges, discrete, ...bars }: Histogram): Atom[] {
  const values = Array.from(new Set([reference, current].flatMap(({ top }) => top.map(({ value }) => Number(value)))))
  const whole = discrete && edges[1] - edges[0] === 1
  const bin = (value: number) => (whole ? Math.floor(value - edges[0]) : -1)
  const inBar = (side: "reference" | "current", value: number) =>
    bin(value) > 0 && bin(value) < edges.length - 2 && Number.isInteger(value) ? bars[side][bin(value)] : null
  const atoms = Array.from(new Set([0, ...values])).flatMap((value) => {
    const rows = [
      rowsOf(value, reference) ?? inBar("reference", value),
      rowsOf(value, current) ?? inBar("current", value),
    ]
    const [a, b] = [rows[0], rows[1]]
    if (a === null || b === null || a + b === 0) return []
    return [{ value, reference: a / numbersIn(reference), current: b / numbersIn(current) }]
  })
  // Of two values the larger, as of a boolean.
  return values.length === 2 ? atoms.filter(({ value }) => value === Math.max(...values)) : atoms
}

function rowsOf(value: number, { zeros, top, min, max, distinct }: ColumnSummary): number | null {
  if (value === 0 && zeros !== null) return zeros
  const listed = top.find((each) => Number(each.value) === value)
  if (listed !== undefined) return listed.count
  if (typeof min !== "number" || typeof max !== "number") return null
  return value < min || value > max || (distinct !== null && distinct <= top.length) ? 0 : null
}

const numbersIn = ({ rows, missing, infinite }: ColumnSummary) => Math.max(1, rows - missing - infinite)

// ---------------------------------------------------------------- tails

/** Whether the distance that decided saw something else than the middle 95 %, whose movement is `body`. */
function decidedByTail({ method, effect, measurements }: ColumnResult, body: number): boolean {
  const decider = effect?.method ?? method
  if (decider === "tails-distance" || decider === "tails") return true
  if (decider !== "wasserstein") return false
  const whole = measurements.find((each) => each.method === decider)?.statistic ?? 0
  return body < half * whole
}

/** The value that came into a tail or left it, or else the point of it that moved most for its share of the rows. */
function tailOf(
  reference: ColumnSummary,
  current: ColumnSummary,
  { reference_quantiles: from, current_quantiles: to }: Histogram,
  atoms: readonly Atom[],
): Movement | null {
  const last = from.length - 1
  const outside = atoms.filter(({ value }) => value <= from[1] || value >= from[last - 1])
  const atom = outside.sort((a, b) => gained(b) - gained(a)).at(0)
  if (atom !== undefined && gained(atom) >= leastTail) return { part: "share", atom }
  const [a, b] = [reference.quantiles ?? {}, current.quantiles ?? {}]
  const one = 1 / Math.max(numbersIn(reference), numbersIn(current))
  const points = [
    { percent: 97.5, weight: 0.025, reference: from[last - 1], current: to[last - 1] },
    { percent: 2.5, weight: 0.025, reference: from[1], current: to[1] },
    { percent: 99, weight: 0.01, reference: a["99"], current: b["99"] },
    { percent: 1, weight: 0.01, reference: a["1"], current: b["1"] },
    { percent: 100, weight: one, reference: from[last], current: to[last] },
    { percent: 0, weight: one, reference: from[0], current: to[0] },
  ].map((point) => ({ ...point, share: point.weight * Math.abs(point.current - point.reference) }))
  const furthest = best(points.filter(({ share }) => Number.isFinite(share)))
  if (furthest === undefined) return null
  return { part: "tail", percent: furthest.percent, reference: furthest.reference, current: furthest.current }
}

/** By so much a single value's share must have moved to be the tail's story: what a tail distance is held to. */
const leastTail = 0.015
const gained = ({ reference, current }: Atom) => Math.abs(current - reference)

// ---------------------------------------------------------------- without curves

/** Mean distance of a standard normal value from 0: by so much values move where their deviation doubles. */
const meanDeviation = Math.sqrt(2 / Math.PI)

/** From means, deviations and zeros alone: all that is known of a private column. */
function byMoments(reference: ColumnSummary, current: ColumnSummary): Movement {
  const atom = {
    value: 0,
    reference: (reference.zeros ?? 0) / numbersIn(reference),
    current: (current.zeros ?? 0) / numbersIn(current),
  }
  const others = (reference.mean ?? 0) / Math.max(1 - atom.reference, 1e-9)
  const parts = [
    { movement: { part: "location" } as Movement, share: moved(reference.mean, current.mean) },
    { movement: { part: "spread" } as Movement, share: meanDeviation * moved(reference.std, current.std) },
    { movement: { part: "share", atom } as Movement, share: gained(atom) * Math.abs(others) },
  ]
  return best(parts)?.movement ?? { part: "location" }
}

const moved = (a: number | null, b: number | null) => (a === null || b === null ? 0 : Math.abs(b - a))
