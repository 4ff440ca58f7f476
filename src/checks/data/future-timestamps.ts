import type { DataCheck } from "../../model.js"
import { count, share, time } from "../../words/format.js"
import { bothSides, shareOf } from "../both-sides.js"
import { chanceSlack } from "../chance.js"

/** Share of instants more than a day after the run began, or after the end of the period that it judges, held to the reference's share. */
export default {
  meta: {
    title: "No new timestamps in the future",
    failTitle: "Timestamps in the future",
    description:
      "The share of timestamps more than a day after this run began (with `--every`: after the end of the period), against the reference's share. The day allows for clocks and time zones.",
    evidence: "times",
    unit: "share",
    limitsAbove: "reference",
    warnLimit: 0,
    failLimit: null,
    limitsReason:
      "What has happened lies in the past; a wrong year or milliseconds read as seconds do not. It never fails by default: due dates lie ahead by nature, and so they may where the reference is old.",
  },

  check({ columns, evidence, now, private: hidden }) {
    if (now === null) return { reason: "The run has no clock." }
    return bothSides(columns).flatMap(({ name, reference, current }) => {
      const after = evidence.get(name)?.times?.afterNow ?? null
      if (after === null) return []
      const [n, m] = [reference.rows - reference.missing, current.rows - current.missing]
      const [inReference, inCurrent] = [shareOf(after.reference, n), shareOf(after.current, m)]
      const last = hidden.has(name) ? "" : `, the last ${time(String(current.max))}`
      const message =
        after.current === 0
          ? "No timestamp lies in the future"
          : `${count(after.current)} timestamps (${share(inCurrent)}) lie in the future${last}; ${share(inReference)} in reference`
      const slack = after.reference === 0 ? 0 : chanceSlack(inReference, n, inCurrent, m)
      return [{ column: name, value: inCurrent, reference_value: inReference, slack, message }]
    })
  },
} satisfies DataCheck
