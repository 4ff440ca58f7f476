import type { DataCheck } from "../../model.js"
import { count, share } from "../../words/format.js"
import { shareOf } from "../both-sides.js"
import { chanceSlack } from "../chance.js"

/** Of a file in a store only the columns that are compared are fetched; others cannot be read. */
const notKnown = { reason: "Which rows repeat others is not known: not every column was read." }

/** Share of rows equal to an earlier row in every column that is not nested, held to the reference's share. */
export default {
  meta: {
    title: "Duplicate rows did not rise",
    failTitle: "More rows are duplicates",
    description: "The share of rows equal to an earlier row in every column (lists and structures left aside).",
    evidence: "figures",
    unit: "share",
    limitsAbove: "reference",
    warnLimit: 0.01,
    failLimit: 0.1,
    limitsReason:
      "Data that repeats by nature repeats in the reference too. A rise of 1 point is worth a look; 10 points are the mark of a join that multiplies rows or a file loaded twice.",
  },

  check({ reference, current }) {
    if (reference.duplicate_rows === null || current.duplicate_rows === null) return notKnown
    const inReference = shareOf(reference.duplicate_rows, reference.rows)
    const inCurrent = shareOf(current.duplicate_rows, current.rows)
    const message = `${count(current.duplicate_rows)} rows (${share(inCurrent)}) repeat an earlier row, ${share(inReference)} in reference`
    const slack = chanceSlack(inReference, reference.rows, inCurrent, current.rows)
    return [{ column: null, value: inCurrent, reference_value: inReference, slack, message }]
  },

  alone: {
    meta: {
      title: "No row repeats another",
      failTitle: "Rows repeat another",
      description: "The share of rows equal to an earlier row in every column (lists and structures left aside).",
      evidence: "figures",
      unit: "share",
      limitsAbove: "zero",
      warnLimit: 0.01,
      failLimit: null,
      limitsReason:
        "Some data repeats by nature, so that it never fails by default; a file loaded twice repeats in half of its rows.",
    },

    check({ current }) {
      if (current.duplicate_rows === null) return notKnown
      const value = shareOf(current.duplicate_rows, current.rows)
      const message = `${count(current.duplicate_rows)} rows (${share(value)}) repeat an earlier row`
      return [{ column: null, value, reference_value: null, message }]
    },
  },
} satisfies DataCheck
