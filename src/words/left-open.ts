import type { ScoreRange } from "../model.js"
import { pValue, score } from "./format.js"

/** As it was set; a noise floor to four digits. */
const limitText = (limit: number) => String(Number(limit.toPrecision(4)))

const whose: Record<ScoreRange["side"], string> = {
  reference: "The reference's resolution leaves",
  current: "Current's resolution leaves",
  both: "The resolution of both sides leaves",
}

/** Of which side too little is known to say whether a figure is below its limit: "The reference's resolution leaves it open: KS distance between 0.098 and 0.103, limit 0.1." */
export function leftOpenSentence(
  { low, high, side }: ScoreRange,
  { title, isTest, threshold }: { title: string; isTest: boolean; threshold: number },
): string {
  const shown = (value: number) => (isTest ? pValue(value, threshold) : score(value, threshold))
  return `${whose[side]} it open: ${title} between ${shown(low)} and ${shown(high)}, limit ${limitText(threshold)}.`
}
