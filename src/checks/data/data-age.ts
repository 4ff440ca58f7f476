import type { DataCheck } from "../../model.js"
import { isoTime } from "../../stats/iso-time.js"
import { duration, time } from "../../words/format.js"
import { daysBetween, timeColumns } from "../instants.js"

/** Age of current's newest instant in days, when the run began; 0 for instants to come. */
export default {
  meta: {
    title: "Current is recent",
    failTitle: "Current is old",
    description:
      "How many days before this run current's newest timestamp lies. Held to the column named by --timestamp, or to every datetime column.",
    evidence: "figures",
    unit: "number",
    limitsAbove: "zero",
    warnLimit: null,
    failLimit: null,
    limitsReason:
      "How old data may be, only its owner knows: set `data-age: { warn: 1.5, fail: 3 }` in the configuration for a file that comes every night.",
  },

  check({ columns, now, private: hidden }) {
    if (now === null) return { reason: "The run has no clock." }
    return timeColumns(columns).map(({ column, current }) => {
      const age = `${duration(Math.max(0, now - current.last))} before this run`
      const message = hidden.has(column.name) ? `Newest ${age}` : `Newest ${time(isoTime(current.last))}, ${age}`
      return { column: column.name, value: Math.max(0, daysBetween(current.last, now)), reference_value: null, message }
    })
  },
} satisfies DataCheck
