/** Columns whose drift somebody accepted for a while: they are shown, and do not count. */
import type { Acceptance, ColumnResult } from "../model.js"
import { nameText } from "./escape.js"
import { months } from "./format.js"

type Judged = Pick<ColumnResult, "status" | "accepted">

/** Whether it drifted and counts. */
export const isDrifted = ({ status, accepted }: Judged): boolean => status === "drift" && accepted === undefined

/** Whether it was tested and counts. */
export const isCounted = ({ status, accepted }: Judged): boolean =>
  (status === "drift" || status === "ok") && accepted === undefined

/** Whether it drifted, and that is accepted. */
export const isAccepted = ({ status, accepted }: Judged): boolean => status === "drift" && accepted !== undefined

/** "accepted until 31 Dec 2026: season (ml-platform)". */
export function acceptedText({ until, why, owner }: Acceptance): string {
  return `accepted until ${dayText(until)}${why === null ? "" : `: ${why}`}${owner === null ? "" : ` (${owner})`}`
}

/** "Not counted: temp, accepted until 31 Dec 2026: season (ml-platform)." Empty where nothing that drifted is accepted. */
export function acceptedNotes(columns: readonly Pick<ColumnResult, "name" | "status" | "accepted">[]): string[] {
  const named = columns.flatMap(({ name, status, accepted }) =>
    status === "drift" && accepted !== undefined ? [`${nameText(name, longestName)}, ${acceptedText(accepted)}`] : [],
  )
  return named.length === 0 ? [] : [`Drifted and not counted: ${named.join("; ")}.`]
}

const longestName = 40

/** "31 Dec 2026" of "2026-12-31". */
export function dayText(day: string): string {
  const [year = "", month = "", date = ""] = day.split("-")
  return `${Number(date)} ${months[Number(month) - 1] ?? ""} ${year}`
}
