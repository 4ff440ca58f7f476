import type { DecimalMark, Reading, SideEvidence } from "../model.js"
import { type Found, isMost } from "./reading.js"
import { mainUnit, tallyNumbers, withUnit, type NumberTally, type UnitTally } from "./spellings/number-tally.js"

/**
 * Texts that are numbers, or null where they are not: on every side nearly all texts have to be, with one unit. The decimal mark is
 * that which reads more of a side; where both read it alike, the other side decides, or that groups of three digits occur beside
 * whole numbers below 1000 only. Codes stay texts: zeros before other digits, or five digits and more, as many in every text.
 */
export function decideNumbers(sides: readonly SideEvidence[], forced: DecimalMark | null): Found | null {
  if (sides.some(({ info, texts }) => texts === null && info.kind !== "number")) return null
  const tallies = sides.map(({ texts }) => (texts === null ? null : tallyNumbers(texts)))
  const told = tallies.filter((tally) => tally !== null)
  if (told.length === 0 || told.some(({ codes }) => codes > 0)) return null
  if (told.length === sides.length && told.every(isCode)) return null
  const units = told.map((tally) => mainUnit([tally]))
  const unit = mainUnit(told)
  const parts = told.map((tally) => withUnit(tally, unit))
  if (!parts.every((part, i) => isMost(Math.max(part.readable["."], part.readable[","]), told[i].rows))) return null
  const marks = parts.map((part, i) => markOf(part, told[i].rows, forced))
  const known = marks.find((mark) => mark === "." || mark === ",")
  const whole = told.every(({ whole }) => whole)
  if (marks.includes("open") && known === undefined && !areGroups(told, parts, sides))
    return { open: "numbers such as 1,234: the comma may group thousands or be the decimal mark" }
  let next = 0
  const readings = sides.map(({ info, texts }): Reading | null => {
    if (texts === null) return null
    const mark = marks[next++]
    const decimal = mark === "." || mark === "," ? mark : (known ?? ".")
    const how = { as: "numbers" as const, decimal, unit }
    return { how, info: { ...info, kind: "number", integer: whole && !told.some(hasWords) } }
  })
  return { readings, note: noteOf(unit, readings, units) }
}

/** Words such as inf make a column of whole numbers one of doubles. */
const hasWords = ({ whole }: NumberTally) => !whole

const isCode = ({ digits }: NumberTally) => digits !== null && digits >= 5

/** What one side says of its decimal mark: "either" where it makes no difference, "open" where it does and nothing tells. */
function markOf({ readable, ambiguous }: UnitTally, rows: number, forced: DecimalMark | null) {
  if (forced !== null) return forced
  if (readable["."] !== readable[","] && (ambiguous === 0 || isMost(Math.max(readable["."], readable[","]), rows)))
    return readable["."] > readable[","] ? "." : ","
  return ambiguous === 0 ? "either" : "open"
}

const fewestGroups = 5

/**
 * Whether 1,234 stands beside whole numbers below 1000 alone, which a decimal comma with three digits throughout would not. On a side that
 * groups no number of 1000 and more is written without; the other side may write them so.
 */
function areGroups(told: readonly NumberTally[], parts: readonly UnitTally[], sides: readonly SideEvidence[]): boolean {
  const stored = sides.map(({ numbers }) => numbers).filter((facts) => facts !== null)
  const small = told.some(({ small }) => small > 0) || stored.length > 0
  const mixed = told.some(({ large }, i) => large > 0 && parts[i].ambiguous > 0) || stored.some(({ whole }) => !whole)
  return small && !mixed && parts.reduce((sum, part) => sum + part.differentAmbiguous, 0) >= fewestGroups
}

function noteOf(unit: string, readings: readonly (Reading | null)[], units: readonly string[]): string {
  const comma = readings.some((reading) => reading?.how.as === "numbers" && reading.how.decimal === ",")
  const other = units.find((each) => each !== "" && each !== unit)
  return [
    `read as numbers`,
    comma ? ", with the comma as decimal mark" : "",
    unit === "" ? "" : `, without their unit ${JSON.stringify(unit)}`,
    other === undefined ? "" : ` (one side has ${JSON.stringify(other)})`,
  ].join("")
}
