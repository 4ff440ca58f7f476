import type { SideEvidence } from "../model.js"
import { booleanPair } from "./spellings/boolean-text.js"
import { isFineDuration } from "./decide-durations.js"
import { namesTime } from "./decide-times.js"
import { timeOfDay } from "./spellings/clock-text.js"
import { dateText } from "./spellings/date-text.js"
import { isMissingWord } from "./spellings/null-words.js"
import { numberText, numberWord } from "./spellings/number-text.js"

const mostTexts = 200

/** Whether the first rows of a column leave it possible that it is something else than it is stored as. */
export function isWorthALook({ info, texts, numbers }: SideEvidence): boolean {
  if (texts !== null) return isWorthReading(texts.values)
  if (isFineDuration(info)) return true
  if (info.kind !== "number" || numbers === null || !numbers.whole) return false
  if (namesTime(info.name) || (numbers.days === numbers.values && numbers.differentDays > 0)) return true
  return numbers.months === numbers.values && numbers.differentMonths > 0
}

/** Whether at least half of the texts, as far as they are looked at, say something else than a text. */
function isWorthReading(texts: readonly string[]): boolean {
  const step = Math.max(1, Math.floor(texts.length / mostTexts))
  let looked = 0
  let told = 0
  for (let i = 0; i < texts.length; i += step) {
    looked++
    if (saysMore(texts[i])) told++
  }
  return 2 * told >= looked
}

function saysMore(text: string): boolean {
  if (isMissingWord(text) || numberText(text) !== null || numberWord(text) !== undefined) return true
  return dateText(text) !== null || !Number.isNaN(timeOfDay(text)) || booleanPair([text]) !== null
}
