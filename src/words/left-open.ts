import type { ScoreRange } from "../model.js"
import { pValue, score } from "./format.js"

/** As it was set; a noise floor to four digits. */
const limitText = (limit: number) => String(Number(limit.toPrecision(4)))

const whose: Record<ScoreRange["side"], string> = {
  reference: "The reference's resolution leaves",
  current: "Current's resolution leaves",
  both: "The resolution of both sides leaves",
}

/** "Current's resolution leaves it open: moved by 0.12 to 0.13 sd, limit of the reference's own periods from 0.121 to 0.124." */
export function openPeriodSentence(
  { distance, limit }: Record<"distance" | "limit", { low: number; high: number }>,
  side: ScoreRange["side"],
): string {
  const shown = ({ low, high }: { low: number; high: number }) =>
    `${score(low, limit.low)} to ${score(high, limit.low)}`
  return `${whose[side]} it open: moved by ${shown(distance)} sd, limit of the reference's own periods ${shown(limit)}.`
}

/** Of which side too little is known to say whether a figure is below its limit: "The reference's resolution leaves it open: KS distance between 0.098 and 0.103, limit 0.1." */
export function leftOpenSentence(
  { low, high, side }: ScoreRange,
  { title, isTest, threshold }: { title: string; isTest: boolean; threshold: number },
): string {
  const shown = (value: number) => (isTest ? pValue(value, threshold) : score(value, threshold))
  return `${whose[side]} it open: ${title} between ${shown(low)} and ${shown(high)}, limit ${limitText(threshold)}.`
}
