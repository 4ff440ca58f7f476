import type { MovesWith } from "../model.js"
import { nameText } from "./escape.js"
import { number, plural, pValue } from "./format.js"

const longestName = 60

/** "conversion moves with p99_latency, 2 nights later, against it (Spearman −0.62 of changes over 58 nights, adjusted p 0.001)". */
export function movesWithText({ business, other, lag, rho, nights, p_value_adjusted: p }: MovesWith): string {
  const name = ({ name: figure, subject }: MovesWith["other"]) =>
    `${figure}${subject === "" ? "" : ` of ${nameText(subject, longestName)}`}`
  const when = lag === 0 ? "the same night" : `${plural(lag, "night")} later`
  const way = rho < 0 ? ", the other way" : ""
  return `${name(business)} moves with ${name(other)}, ${when}${way} (Spearman ${number(rho, 2)} of changes over ${plural(nights, "night")}, adjusted p ${pValue(p)})`
}
