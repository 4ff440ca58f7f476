/** Labels that came later than the predictions they belong to. */
import { UsageError } from "../../errors.js"
import type { Origin, Settings } from "../setting.js"
import { file, milliseconds, oneOrMore, takes, text, timeSpan } from "../takes.js"
import { list } from "../values.js"

const timeForms =
  'a date or a time as ISO 8601 has it, in UTC unless it says otherwise: "2026-11-23", "2026-11-23T06:00:00Z"'

const time = takes((v) => v.string(), {
  read: (written) => {
    if (parseTime(written) === null) throw new UsageError(`It takes ${timeForms}.`)
    return written
  },
})

function timeOf(written: string | undefined, origin: Origin): number | null {
  if (written === undefined) return null
  const at = parseTime(written)
  if (at !== null) return at
  throw new UsageError(`${origin()}: ${JSON.stringify(written)} is not ${timeForms}`)
}

export const labels = {
  "labels.file": {
    takes: file,
    flag: "--labels <file>",
    help: "labels that came later, joined to current by --id",
    about: "Labels that came later: a file, folder or pattern, joined to current by the column with the role `id`",
    field: "labels",
  },
  "labels.reference": {
    takes: file,
    flag: "--reference-labels <file>",
    help: "the same for reference",
    about: "The same for reference",
    field: "referenceLabels",
  },
  "labels.as_of": {
    takes: time,
    flag: "--as-of <time>",
    help: "use only labels stamped up to then",
    about: "Use only labels stamped up to then, as if the run were made at that time (UTC)",
    field: "labelsAsOf",
    as: timeOf,
    otherwise: "every label",
  },
  "labels.window": {
    takes: timeSpan,
    flag: "--window <span>",
    help: "label only predictions of so long before that time: 7d, 12h",
    about: "Label only predictions of so long before `as_of`, or before the newest prediction: `7d`, `12h`, `30min`",
    field: "labelsWindow",
    as: milliseconds,
    otherwise: "all predictions",
  },
  "labels.id": {
    takes: oneOrMore,
    about: "What the label file calls the columns with the role `id`",
    otherwise: "as in the data",
    field: "labelsId",
    as: list,
  },
  "labels.target": {
    takes: text,
    about: "What the label file calls the label",
    otherwise: "as `target`; else the one column that is neither id nor time",
    field: "labelsTarget",
  },
  "labels.timestamp": {
    takes: text,
    about: "The label file's column that says when each label came",
    otherwise: "its only column of times",
    field: "labelsTimestamp",
  },
} as const satisfies Settings

/** Milliseconds since 1970 UTC of an ISO 8601 date or time, UTC where it names no zone; null for any other text. */
export function parseTime(written: string): number | null {
  const iso = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?))?\s*(Z|[+-]\d\d:?\d\d)?$/i.exec(written.trim())
  if (iso === null) return null
  const [, day, clock = "00:00", zone = "Z"] = iso
  const time = Date.parse(`${day}T${clock}${zone.toUpperCase()}`)
  return Number.isNaN(time) || new Date(`${day}T00:00Z`).toISOString().slice(0, 10) !== day ? null : time
}
