import type { EpisodeFacts, Silence, Word } from "../model.js"
import { silenceDays } from "../model.js"
import { cutEnd } from "./escape.js"
import { time } from "./format.js"

const longest = 200

/** "acknowledged by ada: the new fleet"; "nobody yet" of an open alert that nobody said anything of; "" of others. */
export function wordOfEpisode({ acknowledged, resolved_by: resolved, silenced, status }: EpisodeFacts): string {
  return [
    ...(resolved === null ? [] : [said("resolved", resolved)]),
    ...(acknowledged === null ? [] : [said("acknowledged", acknowledged)]),
    ...(silenced === null ? [] : [`silenced: ${silenced}`]),
    ...(status === "open" && acknowledged === null && silenced === null ? ["nobody yet"] : []),
  ].join("; ")
}

const said = (what: string, { by, why }: Word) => `${what} by ${by}${why === "" ? "" : `: ${why}`}`

/** "feature_drift, carrier"; "everything". */
export function silenceSubjects({ rules, subjects }: Silence): string {
  const names = [...rules, ...subjects]
  return names.length === 0 ? "everything" : cutEnd(names.join(", "), longest)
}

/** "on sat, sun, until 1 Dec 2026, 10:00 UTC". */
export function silenceSpan({ from, until, weekdays }: Silence): string {
  return [
    ...(weekdays.length === 0 ? [] : [`on ${weekdays.map((day) => silenceDays[day]).join(", ")}`]),
    ...(from === null ? [] : [`from ${time(from)}`]),
    until === null ? "without an end" : `until ${time(until)}`,
  ].join(", ")
}
