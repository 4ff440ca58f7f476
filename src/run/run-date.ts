import { UsageError } from "../errors.js"
import { takes } from "../options/takes.js"
import type { Io } from "./io.js"

/** The flag that dates a run otherwise than by the clock. */
export const runDate = {
  takes: takes((v) => v.string(), { read: readInstant }),
  flag: "--run-date <date>",
  help: "the date of the run, such as 2026-11-23 or 2026-11-23T02:15:00Z, for reports, history and what is accepted until a day; replaces the run of that date",
  otherwise: "now",
} as const

const written = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d))?$/

/** The same instant in UTC, in whole seconds as run folders have them. */
function readInstant(text: string): string {
  const at = written.test(text) ? Date.parse(text) : NaN
  // Date.parse takes the 31st of any month and goes on into the next.
  if (Number.isNaN(at) || (text.length === 10 && !new Date(at).toISOString().startsWith(text)))
    throw new UsageError("It takes a date or an instant, such as 2026-11-23 or 2026-11-23T02:15:00Z.")
  return new Date(Math.floor(at / 1000) * 1000).toISOString()
}

/** The world with a clock that begins at this instant; as it is where nothing is said. */
export function dated(io: Io, instant: unknown): Io {
  if (typeof instant !== "string") return io
  let began: number | null = null
  const passed = () => {
    const now = io.now().getTime()
    began ??= now
    return now - began
  }
  return { ...io, now: () => new Date(Date.parse(instant) + passed()) }
}
