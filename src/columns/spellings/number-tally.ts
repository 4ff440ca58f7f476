import type { TextSide, DecimalMark } from "../../model.js"
import { isMissingWord } from "./null-words.js"
import { isAmbiguous, isPlainWhole, leadsWithZero, numberText, numberValue, numberWord } from "./number-text.js"

/** How the rows of one side that carry one unit read as numbers. */
export interface UnitTally {
  /** Rows that read as a number with this decimal mark. */
  readable: Record<DecimalMark, number>
  /** Rows such as 1,234, which both marks read, and differently; and how many different ones. */
  ambiguous: number
  differentAmbiguous: number
}

/** How the texts of one side read as numbers. */
export interface NumberTally {
  /** Rows that hold anything but a word for a missing value. */
  rows: number
  /** By unit; those without one under "". */
  units: ReadonlyMap<string, UnitTally>
  /** Rows that write zeros before other digits, as codes do. */
  codes: number
  /** Plain whole numbers below 1000 and from 1000 on, in rows. */
  small: number
  large: number
  /** Whether every text is a plain whole number; and how many digits all have, null where they differ. */
  whole: boolean
  digits: number | null
}

/** Looks at every different text of one side. */
export function tallyNumbers({ values, counts }: TextSide): NumberTally {
  const units = new Map<string, UnitTally>()
  const tally = { rows: 0, codes: 0, small: 0, large: 0, whole: true }
  let digits: number | null | undefined
  values.forEach((text, i) => {
    if (isMissingWord(text)) return
    const rows = counts[i]
    tally.rows += rows
    const parts = numberText(text)
    const length = parts !== null && isPlainWhole(parts) ? parts.body.length : null
    digits = digits === undefined || digits === length ? length : null
    tally.whole &&= length !== null
    if (length !== null) tally[length <= 3 ? "small" : "large"] += rows
    if (parts === null) {
      if (numberWord(text) !== undefined) addTo(unitOf(units, ""), rows, rows)
      return
    }
    if (leadsWithZero(parts)) tally.codes += rows
    const [point, comma] = [numberValue(parts, "."), numberValue(parts, ",")]
    const unit = unitOf(units, parts.unit)
    addTo(unit, Number.isNaN(point) ? 0 : rows, Number.isNaN(comma) ? 0 : rows)
    if (isAmbiguous(parts)) {
      unit.ambiguous += rows
      unit.differentAmbiguous++
    }
  })
  return { ...tally, units, digits: digits ?? null }
}

function unitOf(units: Map<string, UnitTally>, name: string): UnitTally {
  const known = units.get(name)
  if (known !== undefined) return known
  const unit = { readable: { ".": 0, ",": 0 }, ambiguous: 0, differentAmbiguous: 0 }
  units.set(name, unit)
  return unit
}

function addTo({ readable }: UnitTally, point: number, comma: number): void {
  readable["."] += point
  readable[","] += comma
}

/** The unit that most rows with one carry; "" where none do. */
export function mainUnit(tallies: readonly NumberTally[]): string {
  const rows = new Map<string, number>()
  for (const { units } of tallies)
    for (const [unit, { readable }] of units)
      if (unit !== "") rows.set(unit, (rows.get(unit) ?? 0) + Math.max(readable["."], readable[","]))
  return Array.from(rows).reduce<[string, number]>((a, b) => (b[1] > a[1] ? b : a), ["", 0])[0]
}

/** The rows that carry this unit or none. */
export function withUnit({ units }: NumberTally, unit: string): UnitTally {
  const parts = [units.get(""), unit === "" ? undefined : units.get(unit)].filter((each) => each !== undefined)
  const sum = (of: (each: UnitTally) => number) => parts.reduce((total, each) => total + of(each), 0)
  return {
    readable: { ".": sum(({ readable }) => readable["."]), ",": sum(({ readable }) => readable[","]) },
    ambiguous: sum(({ ambiguous }) => ambiguous),
    differentAmbiguous: sum(({ differentAmbiguous }) => differentAmbiguous),
  }
}

/** The value of a text with this decimal mark and unit, NaN for a text that is no such number. */
export function readNumber(text: string, decimal: DecimalMark, unit: string): number {
  const parts = numberText(text)
  if (parts === null) return numberWord(text) ?? NaN
  return parts.unit === "" || parts.unit === unit ? numberValue(parts, decimal) : NaN
}
