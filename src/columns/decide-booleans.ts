import type { Reading, SideEvidence } from "../model.js"
import type { Found } from "./reading.js"
import { booleanPair } from "./spellings/boolean-text.js"
import { isMissingWord } from "./spellings/null-words.js"

type Pair = readonly [yes: string, no: string]

/**
 * True and false in other words, null where there are none: texts true and false always; other pairs (yes and no, T and F, 1 and 0)
 * only where the sides write them differently. Where both say yes and no, these are categories like any others.
 */
export function decideBooleans(sides: readonly SideEvidence[], declared: boolean): Found | null {
  const pairs = sides.map(pairOf)
  if (!pairs.every((pair) => pair !== null)) return null
  const spelt = new Set(pairs.map((pair) => pair.join()))
  const numbers = sides.every(({ info }) => info.kind === "number")
  const differ = spelt.size > 1 && !numbers && (!isDigits(pairs) || sides.some(({ info }) => info.kind === "boolean"))
  if (!declared && !differ && !(spelt.has("true,false") && sides.some(({ texts }) => texts !== null))) return null
  const readings = sides.map(({ info }, i): Reading | null => {
    if (info.kind === "boolean") return null
    const [yes, no] = pairs[i]
    return { how: { as: "booleans", yes: [yes], no: [no] }, info: { ...info, kind: "boolean", integer: false } }
  })
  const words = pairs.filter((_, i) => readings[i] !== null).map(([yes, no]) => `${yes} and ${no}`)
  return readings.every((reading) => reading === null)
    ? null
    : { readings, note: `read as true and false (${Array.from(new Set(words)).join("; ")})` }
}

/** 1 against 1.0 are numbers written differently, no flags. */
const isDigits = (pairs: readonly Pair[]) => pairs.every(([yes]) => yes.startsWith("1"))

function pairOf({ info, texts, numbers }: SideEvidence): Pair | null {
  if (info.kind === "boolean") return ["true", "false"]
  if (numbers !== null) return numbers.flags && numbers.values > 0 ? ["1", "0"] : null
  if (texts === null || texts.values.length > 12) return null
  return booleanPair(texts.values.filter((text) => !isMissingWord(text)))
}
