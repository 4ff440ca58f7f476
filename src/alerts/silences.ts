import type { FiredSubject, Silence } from "../model.js"

/**
 * The subjects that no silence covers at this time (ISO 8601, UTC), and the reason of the first silence that covers one; null where none
 * does. A rule without subjects of its own is one subject, "".
 */
export function unsilenced(
  rule: string,
  subjects: readonly FiredSubject[],
  time: string,
  silences: readonly Silence[],
): { subjects: FiredSubject[]; reason: string | null } {
  const holding = silences.filter((silence) => holds(silence, rule, time))
  const covers = (subject: string) =>
    holding.find((each) => each.subjects.length === 0 || each.subjects.includes(subject))
  const left = subjects.filter(({ subject }) => covers(subject) === undefined)
  const covered = subjects.flatMap(({ subject }) => covers(subject) ?? [])
  return { subjects: left, reason: covered.at(0)?.reason ?? null }
}

function holds({ rules, from, until, weekdays }: Silence, rule: string, time: string): boolean {
  const now = Date.parse(time)
  return (
    (rules.length === 0 || rules.includes(rule)) &&
    (from === null || now >= Date.parse(from)) &&
    (until === null || now < Date.parse(until)) &&
    (weekdays.length === 0 || weekdays.includes((new Date(now).getUTCDay() + 6) % 7))
  )
}
