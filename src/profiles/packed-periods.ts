import * as v from "valibot"
import type { PeriodRows, StoredColumn, StoredPeriods } from "../model.js"
import { hashCategory } from "./categories.js"
import { packText, unpackText } from "./pack.js"
import type { ProfilePeriods } from "./profile.js"

/** Digits of a distance or place: a limit is then within two thousandths of what it is from the file. */
const digits = 4
/** Decimals of the shares that checks ask for. */
const decimals = 4
/** Checks ask for a day's most common value only where it holds nearly all of them. */
const mostly = 0.9
/** Letters of one column's figures that are read at most. */
const mostLetters = 50_000_000

/** The days as a profile keeps them. `salt`: what its categories are hashed with. */
export function packPeriods({ columns, ...facts }: StoredPeriods, salt: string | null): ProfilePeriods {
  const packed = Array.from(columns, ([name, kept]) => [name, packText(JSON.stringify(written(hashed(kept, salt))))])
  return { ...facts, columns: Object.fromEntries(packed) as Record<string, string> }
}

type Kept = Partial<Record<"numbers" | "categories", StoredColumn>>

const hashed = (kept: Kept, salt: string | null): Kept =>
  salt === null || kept.categories === undefined || kept.numbers !== undefined
    ? kept
    : {
        categories: {
          ...kept.categories,
          locations: kept.categories.locations.map(({ value, periods }) => ({
            value: value === null ? null : hashCategory(value, salt),
            periods,
          })),
        },
      }

const written = ({ numbers, categories }: Kept) => ({
  ...(numbers && { numbers: short(numbers) }),
  ...(categories && { categories: short(categories) }),
})

/** The figures with as many digits as they need; those of days one list each, which takes a fifth less. */
function short({ rate, distances, clipped, missing, locations, rows }: StoredColumn): v.InferInput<typeof column> {
  const days = rows.map(withoutVariety)
  const list = (name: keyof PeriodRows) => days.map((day) => (isShare.has(name) ? shareOf(day[name]) : day[name]))
  return {
    rate: rounded(rate),
    distances: allOf(distances, rounded),
    clipped: clipped && { rate: rounded(clipped.rate), distances: allOf(clipped.distances, rounded) },
    missing: allOf(missing, rounded),
    locations: locations.map(({ value, periods }) => ({ value, periods: allOf(periods, rounded) })),
    rows: Object.fromEntries(dayFigures.map((name) => [name, list(name)])) as Record<keyof PeriodRows, number[]>,
  }
}

const rounded = (value: number) => Number(value.toPrecision(digits))
const shareOf = (value: number) => Number(value.toFixed(decimals))

const allOf = (values: readonly (number | null)[], to: (value: number) => number) =>
  values.map((value) => (value === null ? null : to(value)))

const dayFigures = ["rows", "missing", "infinite", "distinct", "most", "most_elsewhere", "fresh", "gone"] as const
const isShare: ReadonlySet<keyof PeriodRows> = new Set(["most_elsewhere", "gone"])

/** A day whose values vary: 2 for any number of them, and nothing of the most common one. */
function withoutVariety(day: PeriodRows): PeriodRows {
  const present = day.rows - day.missing - day.infinite
  return day.distinct < 2 || day.most >= mostly * present
    ? { ...day, distinct: Math.min(2, day.distinct) }
    : { ...day, distinct: 2, most: 0, most_elsewhere: 0 }
}

const figures = v.array(v.nullable(v.pipe(v.number(), v.minValue(0))))
const count = v.pipe(v.number(), v.minValue(0))
const counts = v.array(count)
const days = v.object({
  ...{ rows: counts, missing: counts, infinite: counts, distinct: counts },
  ...{ most: counts, most_elsewhere: counts, fresh: counts, gone: counts },
})
const column = v.object({
  rate: count,
  distances: figures,
  clipped: v.nullable(v.object({ rate: count, distances: figures })),
  missing: figures,
  locations: v.array(v.object({ value: v.nullable(v.string()), periods: v.array(v.nullable(v.number())) })),
  rows: days,
})
const form = v.object({ numbers: v.optional(column), categories: v.optional(column) })

/** The days that a profile kept. Throws Error where they do not fit together. */
export function unpackPeriods({ columns, ...facts }: ProfilePeriods): StoredPeriods {
  const { length } = facts.days
  if (facts.rows.length !== length) throw new Error("its days do not fit together")
  return {
    ...facts,
    columns: new Map(
      Object.entries(columns).map(([name, packed]) => {
        const kept = v.parse(form, JSON.parse(unpackText(packed, mostLetters)))
        const read: Kept = {
          ...(kept.numbers && { numbers: byDay(kept.numbers, length) }),
          ...(kept.categories && { categories: byDay(kept.categories, length) }),
        }
        return [name, read]
      }),
    ),
  }
}

function byDay({ rows: lists, ...kept }: v.InferOutput<typeof column>, days: number): StoredColumn {
  const { distances, clipped, missing, locations } = kept
  const all = [
    ...[distances, missing, ...Object.values(lists)],
    ...(clipped ? [clipped.distances] : []),
    ...locations.map((at) => at.periods),
  ]
  if (all.some(({ length }) => length !== days)) throw new Error("its days do not fit together")
  const day = (i: number) =>
    Object.fromEntries(dayFigures.map((name) => [name, lists[name][i]])) as unknown as PeriodRows
  return { ...kept, rows: Array.from({ length: days }, (_, i) => day(i)) }
}
