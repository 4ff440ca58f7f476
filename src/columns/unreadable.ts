import { InputError } from "../errors.js"
import type { Dataset, Unreadable, DecimalMark, How, SideEvidence } from "../model.js"
import { textReader } from "./convert.js"
import type { Declared } from "./decide.js"
import type { Found } from "./reading.js"
import { booleanPairs } from "./spellings/boolean-text.js"
import { dateOrders } from "./spellings/date-text.js"
import { isMissingWord } from "./spellings/null-words.js"

const mostExamples = 5

/** The texts of a side that cannot be read so, the most common first; null where all can. */
export function unreadableOf({ texts }: SideEvidence, how: How): Unreadable | null {
  if (texts === null || how.as === "missing" || how.as === "open" || how.as === "singles") return null
  const read = textReader(how)
  const found = texts.values.flatMap((value, i) =>
    read(value) === "unreadable" ? [{ value, count: texts.counts[i] }] : [],
  )
  if (found.length === 0) return null
  const examples = found.sort((a, b) => b.count - a.count).slice(0, mostExamples)
  return { rows: found.reduce((sum, { count }) => sum + count, 0), examples }
}

const kinds = { numeric: "number", datetime: "datetime", boolean: "boolean" } as const
const words = { numeric: "number", datetime: "date", boolean: "true or false" } as const

/** Throws InputError where a side of a column is not what the user says: with the first value that is none, and its row. */
export async function requireReadable(
  name: string,
  declared: Declared,
  sides: readonly SideEvidence[],
  found: Found | null,
  there: readonly { dataset: Dataset }[],
): Promise<void> {
  const { type } = declared
  if (type !== "numeric" && type !== "datetime" && type !== "boolean") return
  if (found !== null && "open" in found)
    throw new InputError(`column ${JSON.stringify(name)} is declared ${type}, and holds ${found.open}`, {
      hint: type === "datetime" ? formatHint(name) : `state it: columns: { ${name}: { type: ${type}, decimal: "," } }`,
    })
  for (const [i, { info, texts }] of sides.entries()) {
    const kind = found?.readings[i]?.info.kind ?? info.kind
    if (kind === kinds[type] || kind === "null" || (type === "datetime" && kind === "time")) continue
    const bad = texts?.values.find((text) => !isMissingWord(text) && isUnreadable(text, declared, type))
    const { dataset } = there[i]
    const what =
      bad === undefined
        ? `is ${info.storageType}`
        : `holds ${JSON.stringify(bad)} in row ${(await rowOf(dataset, name, bad)) + 1}, which is no ${nameOf(declared, type)}`
    throw new InputError(`${dataset.label}: column ${JSON.stringify(name)} is declared ${type}, and ${what}`, {
      hint: type === "datetime" ? formatHint(name) : undefined,
    })
  }
}

type Convertible = "numeric" | "datetime" | "boolean"

const nameOf = ({ format }: Declared, type: Convertible) =>
  format === null ? words[type] : `date in the format ${JSON.stringify(format)}`

/** The first row, from 0, that holds this text. */
async function rowOf(dataset: Dataset, column: string, text: string): Promise<number> {
  const reader = await dataset.reader(column)
  if (reader.kind !== "labels") return 0
  return reader.read(0, dataset.rows).indexOf(reader.labels.indexOf(text))
}

const formatHint = (name: string) =>
  `say how it is written: columns: { ${name}: { type: datetime, format: "%d/%m/%Y" } }`

function isUnreadable(text: string, { decimal, format }: Declared, type: Convertible): boolean {
  return waysToRead(type, decimal, format).every((how) => textReader(how)(text) === "unreadable")
}

function waysToRead(type: Convertible, decimal: Declared["decimal"], format: string | null): How[] {
  if (type === "numeric") return ([".", ","] as const).filter((mark) => mark === (decimal ?? mark)).map(asNumbers)
  if (type === "boolean")
    return [{ as: "booleans", yes: booleanPairs.map(([yes]) => yes), no: booleanPairs.map(([, no]) => no) }]
  if (format !== null) return [{ as: "format", format }]
  return dateOrders.map((order) => ({ as: "dates", order }))
}

const asNumbers = (decimal: DecimalMark): How => ({ as: "numbers", decimal, unit: "" })
