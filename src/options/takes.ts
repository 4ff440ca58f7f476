/** What settings and flags take: how a flag's text is read, what the configuration may hold, and what a shell can offer. */
import type * as valibot from "valibot"
import { UsageError } from "../errors.js"

/** The schema library, handed in by who checks a configuration, so that `--help` loads none. */
export type Valibot = typeof valibot

export interface Takes<S extends valibot.GenericSchema = valibot.GenericSchema> {
  /** What the configuration may hold. */
  schema: (v: Valibot) => S
  /**
   * The value that a flag's text stands for; `before` is what an earlier use of the flag gave. UsageError says what it takes. Absent for
   * switches, and for what only the configuration can say.
   */
  read?: (text: string, before: unknown) => unknown
  /** Words that a shell offers after the flag. */
  choices?: readonly string[]
  /** Whether it is a file or folder, which the configuration names from its own folder. */
  isPath?: true
  /** Whether it is a mapping: of keys that are known, or of names that a user chose. An empty one says nothing. */
  mapping?: "keys" | "names"
}

/** A text that a flag takes as it is. */
export const asIs = (text: string) => text

export const takes = <const S extends valibot.GenericSchema>(
  schema: (v: Valibot) => S,
  more: Omit<Takes, "schema"> = {},
): Takes<S> => ({ ...more, schema })

/** A key of the configuration that may be left out, with what it means. */
export const key = <const S extends valibot.GenericSchema>(
  v: Valibot,
  schema: S,
  description: string,
  more: Record<string, unknown> = {},
) => v.optional(v.pipe(schema, v.metadata({ description, ...more })))

export const text = takes((v) => v.string(), { read: asIs })
/** A switch: true where the flag is given, false where its name begins with `--no-`. */
export const onOff = takes((v) => v.boolean())
export const file = takes((v) => v.string(), { read: asIs, isPath: true })

/** Comma-separated names, also over several uses of the flag; `\,` stands for a comma in a name. */
export const readNames = (text: string, before: unknown) => [
  ...((before as string[] | undefined) ?? []),
  ...splitNames(text),
]

function splitNames(text: string): string[] {
  return text
    .split(/(?<!\\),/)
    .map((name) => name.replaceAll("\\,", ","))
    .filter((name) => name !== "")
}

export const names = takes((v) => v.array(v.string()), { read: readNames })
export const oneOrMore = takes((v) => v.union([v.string(), v.array(v.string())]), { read: readNames })

/** One of these words. */
export const oneOf = <const Word extends string>(words: readonly Word[]) =>
  takes((v) => v.picklist(words), { read: readOneOf(words), choices: words })

function readOneOf(words: readonly string[]): (text: string) => string {
  return (text) => {
    if (words.includes(text)) return text
    throw new UsageError(`It takes ${words.join(", ")}.`)
  }
}

/** Any of these words. A flag takes others too: the run refuses them, so that its folder is told why. */
export const anyOf = <const Word extends string>(words: readonly Word[]) =>
  takes((v) => v.array(v.picklist(words)), { read: readNames, choices: words })

/** A number from 0 to 1. */
export const share = takes((v) => v.pipe(v.number(), v.minValue(0), v.maxValue(1)), {
  read: readNumber((value) => value >= 0 && value <= 1, "from 0 to 1"),
})

/** A number between 0 and 1, neither of them. */
export const openShare = takes((v) => v.pipe(v.number(), v.gtValue(0), v.ltValue(1)), {
  read: readNumber((value) => value > 0 && value < 1, "between 0 and 1"),
})

/** A finite number. */
export const finite = takes((v) => v.pipe(v.number(), v.finite()), {
  read: readNumber(Number.isFinite, "that is finite"),
})

/** A finite number, 0 or more. */
export const atLeastZero = takes((v) => v.pipe(v.number(), v.finite(), v.minValue(0)), {
  read: readNumber((value) => value >= 0 && value < Infinity, "from 0 on"),
})

const spans = /^(?=.*[1-9])(\d{1,5}(?:\.\d{1,9})?) *(min|h|d|w)$/
const minutes: Readonly<Record<string, number>> = { min: 1, h: 60, d: 1440, w: 10_080 }

/** A length of time: "30min", "12h", "30d", "8w". */
export const timeSpan = takes((v) => v.pipe(v.string(), v.regex(spans)), {
  read: (text) => {
    if (spans.test(text)) return text
    throw new UsageError("It takes minutes, hours, days or weeks, such as 30min, 12h, 30d or 8w.")
  },
})

/** The milliseconds of what `timeSpan` takes; null for any other text, or none. */
export function milliseconds(text: string | undefined): number | null {
  const found = spans.exec(text ?? "")
  return found === null ? null : Number(found[1]) * minutes[found[2]] * 60_000
}
const durations = /^(\d{1,6}(?:\.\d{1,3})?) *(ms|s|m|min|h|d)$/
const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, min: 60_000, h: 3_600_000, d: 86_400_000 }

/** A length of time on the command line, in milliseconds, above 0: "30s", "10m", "1h". */
export const duration = takes((v) => v.number(), {
  read: (text) => {
    const found = durations.exec(text)
    const ms = found === null ? 0 : Number(found[1]) * unitMs[found[2]]
    if (ms >= 1) return ms
    throw new UsageError("It takes seconds, minutes, hours or days, such as 30s, 10m, 1h or 1d.")
  },
})

const writtenInstant = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d))?$/

/** A date (its first second, UTC) or an instant; as ISO 8601 in UTC, in whole seconds. */
export const instant = takes((v) => v.string(), {
  read: (text) => {
    const at = writtenInstant.test(text) ? Date.parse(text) : NaN
    // Date.parse takes the 31st of any month and goes on into the next.
    if (Number.isNaN(at) || (text.length === 10 && !new Date(at).toISOString().startsWith(text)))
      throw new UsageError("It takes a date or an instant, such as 2026-11-23 or 2026-11-23T02:15:00Z.")
    return new Date(Math.floor(at / 1000) * 1000).toISOString()
  },
})

/** A finite number above 0. */
export const aboveZero = takes((v) => v.pipe(v.number(), v.finite(), v.gtValue(0)), {
  read: readNumber((value) => value > 0 && value < Infinity, "above 0"),
})

function readNumber(fits: (value: number) => boolean, range: string): (text: string) => number {
  return (text) => {
    const value = text.trim() === "" ? NaN : Number(text)
    if (fits(value)) return value
    throw new UsageError(`It takes a number ${range}.`)
  }
}

/** A whole number from `least` on. */
export const countFrom = (least: number) =>
  takes((v) => v.pipe(v.number(), v.integer(), v.minValue(least)), { read: readCount(least, Infinity) })

export const count = countFrom(1)

/** A whole number from 1 to `most`. */
export const countUpTo = (most: number) =>
  takes((v) => v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(most)), { read: readCount(1, most) })

function readCount(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = /^(0|[1-9]\d{0,14})$/.test(text) ? Number(text) : NaN
    if (value >= least && value <= most) return value
    throw new UsageError(
      `It takes a whole number ${most === Infinity ? `from ${least} on` : `from ${least} to ${most}`}.`,
    )
  }
}
