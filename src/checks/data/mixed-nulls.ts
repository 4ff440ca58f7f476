import type { DataCheck } from "../../model.js"
import { count, number, share } from "../../words/format.js"
import { bothSides, onCurrent, shareOf, type ColumnOnBothSides } from "../both-sides.js"
import { chanceSlack } from "../chance.js"

const mostNamed = 5

/** Share of values that stand for a missing one: words like "N/A" in texts, and numbers like −999 beyond the reference's range. */
export default {
  meta: {
    title: "No new stand-ins for missing",
    failTitle: "Missing values in disguise",
    description:
      'The share of values that stand for a missing one and rose by more than chance adds, against the reference\'s share: words such as "NA", "null", "None" or "-" in texts; in numbers a repeated −1, ±99, ±999 … as smallest or largest value, far outside the reference\'s range.',
    evidence: "figures",
    unit: "share",
    limitsAbove: "reference",
    warnLimit: 0.001,
    failLimit: 0.2,
    limitsReason:
      "They are missing values that no null count shows, and numbers among them spoil every average. Words that the reference holds as often are categories (None) or names.",
  },

  check({ columns, private: hidden }) {
    return bothSides(columns).flatMap((column) => {
      const { name, reference, current } = column
      const found = standIns(column)?.filter((word) => risen(word, reference.rows, current.rows))
      if (found === undefined) return []
      const inCurrent = shareOf(total(found, "current"), current.rows)
      const inReference = shareOf(total(found, "reference"), reference.rows)
      return [
        {
          column: name,
          value: inCurrent,
          reference_value: inReference,
          message: describe(found, inCurrent, inReference, hidden.has(name)),
        },
      ]
    })
  },

  alone: {
    meta: {
      title: "Missing values are written one way",
      failTitle: "Missing values in disguise",
      description:
        'The share of texts such as "NA", "null" or "-", in columns that also hold missing values or several such words.',
      evidence: "figures",
      unit: "share",
      limitsAbove: "zero",
      warnLimit: 0.001,
      failLimit: null,
      limitsReason:
        "They are missing values that no null count shows. A single such word without any missing value may be a category.",
    },

    check({ columns }) {
      return onCurrent(columns).flatMap(({ name, current }) => {
        const words = current.null_words
        if (words === null) return []
        const mixed = words.length > 1 || (words.length > 0 && current.missing > 0)
        const rows = mixed ? words.reduce((sum, word) => sum + word.count, 0) : 0
        const value = shareOf(rows, current.rows)
        const named = words
          .slice(0, mostNamed)
          .map((word) => `${JSON.stringify(word.value)} (${count(word.count)} rows)`)
        const message = mixed
          ? `${share(value)} of values stand for a missing one beside ${count(current.missing)} missing ones: ${named.join(", ")}`
          : "Missing values are written one way"
        return [{ column: name, value, reference_value: null, message }]
      })
    },
  },
} satisfies DataCheck

/** A value that stands for a missing one, and its rows on each side. */
interface StandIn {
  value: string
  reference: number
  current: number
}

/** What may stand for missing values in current; null where the column has no such notion. */
function standIns(column: ColumnOnBothSides): StandIn[] | null {
  const { type, outside_range: outside } = column
  const before = column.reference.null_words
  const after = column.current.null_words
  if (before !== null && after !== null)
    return after.map(({ value, count: rows }) => {
      const same = before.find((word) => word.value === value)
      return { value, reference: same?.count ?? 0, current: rows }
    })
  return type === "numeric" && outside !== null ? sentinels(column) : null
}

/** Whether the value's share rose by more than chance alone may add. */
function risen({ reference, current }: StandIn, n: number, m: number): boolean {
  const [inReference, inCurrent] = [shareOf(reference, n), shareOf(current, m)]
  return inCurrent - inReference > chanceSlack(inReference, n, inCurrent, m)
}

/** The repeated extremes of current that read like a sentinel and lie beyond the reference's range. */
function sentinels({ reference, current, outside_range: outside }: ColumnOnBothSides): StandIn[] {
  const [low, high, min, max] = [reference.min, reference.max, current.min, current.max]
  if (typeof low !== "number" || typeof high !== "number" || typeof min !== "number" || typeof max !== "number")
    return []
  const width = high - low
  const ends = [
    { value: min, rows: current.at_min ?? 0, beyond: low - min, all: outside?.below },
    { value: max, rows: current.at_max ?? 0, beyond: max - high, all: outside?.above },
  ]
  return ends
    .filter(({ value, rows }) => rows > 1 && readsLikeSentinel(value))
    .filter(({ value, rows, beyond, all }) => (value === -1 ? low >= 0 && rows === all : beyond > width))
    .map(({ value, rows }) => ({ value: number(value), reference: 0, current: rows }))
}

const typeLimits: ReadonlySet<number> = new Set([
  2 ** 31 - 1,
  -(2 ** 31),
  2 ** 15 - 1,
  -(2 ** 15),
  2 ** 16 - 1,
  2 ** 32 - 1,
])

function readsLikeSentinel(value: number): boolean {
  return value === -1 || typeLimits.has(value) || /^-?9{2,}(\.9+)?$/.test(String(value)) || Math.abs(value) >= 1e30
}

function total(values: readonly StandIn[], side: "reference" | "current"): number {
  return values.reduce((sum, value) => sum + value[side], 0)
}

function describe(found: readonly StandIn[], inCurrent: number, inReference: number, isPrivate: boolean): string {
  if (found.length === 0) return "No value newly stands for a missing one"
  const named = found.slice(0, mostNamed).map(({ value, current }) => `${value} (${count(current)} rows)`)
  const told = isPrivate ? "" : `: ${named.join(", ")}`
  return `${share(inCurrent)} of values stand for a missing one, ${share(inReference)} in reference${told}`
}
