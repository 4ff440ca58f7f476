import type { TextSide, DateOrder } from "../../model.js"
import { timeOfDay } from "./clock-text.js"
import { dateOrders, dateText } from "./date-text.js"
import { isMissingWord } from "./null-words.js"

/** How the texts of one side read as dates. */
export interface DateTally {
  /** Rows that hold anything but a word for a missing value. */
  rows: number
  /** Rows that are a date when read in this order. */
  readable: Record<DateOrder, number>
  /** Rows whose text leaves the order open, and those of them that write it with points. */
  open: number
  dotted: number
  /** Rows that are a time of day and nothing else. */
  clocks: number
}

/** Looks at every different text of one side. */
export function tallyDates({ values, counts }: TextSide): DateTally {
  const tally: DateTally = {
    rows: 0,
    readable: { ymd: 0, dmy: 0, mdy: 0 },
    open: 0,
    dotted: 0,
    clocks: 0,
  }
  values.forEach((text, i) => {
    if (isMissingWord(text)) return
    tally.rows += counts[i]
    const date = dateText(text)
    if (date !== null) addDate(tally, date, counts[i])
    else if (!Number.isNaN(timeOfDay(text))) tally.clocks += counts[i]
  })
  return tally
}

function addDate(tally: DateTally, date: NonNullable<ReturnType<typeof dateText>>, rows: number): void {
  for (const order of dateOrders) if (!Number.isNaN(date.at[order])) tally.readable[order] += rows
  if (date.open) tally.open += rows
  if (date.dotted) tally.dotted += rows
}

/** Milliseconds since 1970 UTC of a text read in this order, NaN for a text that is no date. */
export function readDate(text: string, order: DateOrder): number {
  return dateText(text)?.at[order] ?? NaN
}
