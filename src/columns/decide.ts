import type { ColumnType, DecimalMark, Reading, SideEvidence } from "../model.js"
import { decideBooleans } from "./decide-booleans.js"
import { decideDurations } from "./decide-durations.js"
import { decideNumbers } from "./decide-numbers.js"
import { decideClocks, decideDates, decideFormat } from "./decide-times.js"
import type { Found } from "./reading.js"
import { isMissingWord } from "./spellings/null-words.js"

/** What the user says of a column's values. */
export interface Declared {
  type: ColumnType | null
  decimal: DecimalMark | null
  /** How dates are written, as strptime has it. */
  format: string | null
}

type Family = (sides: readonly SideEvidence[], name: string, declared: Declared) => Found | null

/** The kinds of value that a column is tried as, in this order; the first that both sides are wins. */
const families: readonly { type: ColumnType; decide: Family }[] = [
  { type: "numeric", decide: decideDurations },
  { type: "boolean", decide: (sides, _, { type }) => decideBooleans(sides, type === "boolean") },
  { type: "datetime", decide: (sides, _, { format }) => decideFormat(sides, format) },
  { type: "datetime", decide: (sides, name, { type }) => decideDates(sides, name, type === "datetime") },
  { type: "datetime", decide: decideClocks },
  { type: "numeric", decide: (sides, _, { decimal }) => decideNumbers(sides, decimal) },
]

/** Types under which texts stay texts and numbers numbers. */
const asStored: ReadonlySet<ColumnType | null> = new Set(["categorical", "text", "identifier", "nested"])

/**
 * How the sides of one column are read, from all of their values together; null: as they are stored. A side without any value agrees
 * with every kind: it is read as missing values of the other's.
 */
export function decideColumn(
  sides: readonly SideEvidence[],
  name: string,
  declared: Declared = { type: null, decimal: null, format: null },
): Found | null {
  const undecided = sides.find(({ info }) => info.undecided !== undefined)?.info.undecided
  if (undecided !== undefined) return { open: undecided }
  const full = sides.filter((side) => !isEmpty(side))
  const found = asStored.has(declared.type) || full.length === 0 ? null : firstOf(full, name, declared)
  if (found !== null && "open" in found) return found
  const fullReadings = found?.readings ?? full.map(() => null)
  const kinds = full.map((side, i) => fullReadings[i]?.info ?? side.info)
  let next = 0
  const readings = sides.map((side): Reading | null => {
    if (!isEmpty(side)) return fullReadings[next++]
    const like = kinds.at(0)
    return like === undefined || like.kind === side.info.kind || like.kind === "nested"
      ? null
      : { how: { as: "missing" }, info: { ...like, name: side.info.name } }
  })
  return readings.every((reading) => reading === null) ? null : { readings, note: found?.note ?? "" }
}

function firstOf(sides: readonly SideEvidence[], name: string, declared: Declared): Found | null {
  for (const { type, decide } of families) {
    if (declared.type !== null && declared.type !== type) continue
    const found = decide(sides, name, declared)
    if (found !== null) return found
  }
  return null
}

/** Whether a side holds no value: of the type null, or nothing but words for missing. */
function isEmpty({ info, texts, numbers }: SideEvidence): boolean {
  if (info.kind === "null") return true
  return texts !== null ? texts.values.every(isMissingWord) : numbers !== null && numbers.values === 0
}
