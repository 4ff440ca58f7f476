import * as v from "valibot"
import type { StoredColumn, StoredPeriods } from "../model.js"
import { hashCategory } from "./categories.js"
import { packText, unpackText } from "./pack.js"
import type { ProfilePeriods } from "./profile.js"

/** Digits of a figure: a limit is then within two thousandths of what it is from the file. */
const digits = 4
/** Letters of one column's figures that are read at most. */
const mostLetters = 50_000_000

/** The days as a profile keeps them. `salt`: what its categories are hashed with. */
export function packPeriods({ columns, ...facts }: StoredPeriods, salt: string | null): ProfilePeriods {
  const packed = Array.from(columns, ([name, kept]) => [name, packText(JSON.stringify(short(hashed(kept, salt))))])
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

function short(value: unknown): unknown {
  if (typeof value === "number") return Number(value.toPrecision(digits))
  if (Array.isArray(value)) return value.map(short)
  if (typeof value !== "object" || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, short(each)]))
}

const figures = v.array(v.nullable(v.pipe(v.number(), v.minValue(0))))
const count = v.pipe(v.number(), v.minValue(0))
const day = v.object({
  ...{ rows: count, missing: count, infinite: count, distinct: count },
  ...{ most: count, most_elsewhere: count, fresh: count, gone: count },
})
const column = v.object({
  rate: count,
  distances: figures,
  clipped: v.nullable(v.object({ rate: count, distances: figures })),
  missing: figures,
  locations: v.array(v.object({ value: v.nullable(v.string()), periods: v.array(v.nullable(v.number())) })),
  rows: v.array(day),
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
        for (const each of [kept.numbers, kept.categories]) if (each !== undefined) requireDays(each, length)
        return [name, kept as Kept]
      }),
    ),
  }
}

function requireDays({ distances, clipped, missing, locations, rows }: StoredColumn, days: number): void {
  const lists = [
    distances,
    missing,
    rows,
    ...(clipped ? [clipped.distances] : []),
    ...locations.map((at) => at.periods),
  ]
  if (lists.some(({ length }) => length !== days)) throw new Error("its days do not fit together")
}
