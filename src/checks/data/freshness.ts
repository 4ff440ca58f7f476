import type { DataCheck } from "../../model.js"
import { isoTime } from "../../stats/iso-time.js"
import { duration, time } from "../../words/format.js"
import { daysBetween, timeColumns } from "../instants.js"

/** By how many days current's newest instant lies before the reference's newest; its longest gap is allowed three times. */
export default {
  meta: {
    title: "Current is newer than reference",
    failTitle: "Current ends before reference",
    description:
      "By how many days current's newest timestamp lies before the reference's newest: an older file that was delivered again, or a feed that stopped. Held to the column named by --timestamp, or to every datetime column.",
    evidence: "figures",
    unit: "number",
    limitsAbove: "zero",
    warnLimit: 0,
    failLimit: null,
    limitsReason:
      "Current data is not older than what it is compared with. Three times the reference's longest gap is allowed, as two samples of one time end apart by chance. It never fails by default: a backtest compares with older data on purpose.",
  },

  check({ columns, private: hidden }) {
    return timeColumns(columns).map(({ column, reference, current }) => {
      const behind = Math.max(0, daysBetween(current.last, reference.last))
      const gaps = [column.reference.time?.largest_gap_ms ?? 0, column.current.time?.largest_gap_ms ?? 0]
      const newest = hidden.has(column.name) ? "" : `, newest ${time(isoTime(current.last))}`
      const message =
        behind === 0
          ? `Ends no earlier than reference${newest}`
          : `Ends ${duration(reference.last - current.last)} before reference${newest}`
      const slack = 3 * daysBetween(0, Math.max(...gaps))
      return { column: column.name, value: behind, reference_value: 0, slack, message }
    })
  },
} satisfies DataCheck
