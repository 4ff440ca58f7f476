import type { Reading } from "../model.js"

/** A column that is read as something else than what it is stored as. */
export interface Agreed {
  name: string
  /** One for each dataset; null: as it is stored, or not there. */
  readings: (Reading | null)[]
  /** How it is read, in words that follow "values are"; "" where there is nothing to say. */
  note: string
}

/** What a reader should know about how columns were read: columns read alike are named together. */
export function describeReadings(
  columns: readonly Agreed[],
  hidden: ReadonlySet<string>,
  sides: readonly string[],
): string[] {
  const open = columns.filter(({ readings }) => readings.some((reading) => reading?.how.as === "open"))
  const read = columns.filter((column) => column.note !== "" && !open.includes(column))
  return [
    ...grouped(read).map(([note, names]) => `${columnsCalled(names)}: ${note}.`),
    ...columns.flatMap((column) => unreadableNotes(column, hidden, sides)),
    ...grouped(open).map(
      ([note, names]) =>
        `${columnsCalled(names)} ${names.length === 1 ? note.replace(/^hold/, "holds") : note}. Not judged: state \`type\` and \`format\` or \`decimal\` under \`columns\`.`,
    ),
    ...(read.length > 0
      ? ["`columns: { NAME: { type: … } }` in the configuration overrules how a column is read."]
      : []),
  ]
}

function grouped(columns: readonly Agreed[]): [note: string, names: string[]][] {
  const byNote = new Map<string, string[]>()
  for (const { note, name } of columns) byNote.set(note, [...(byNote.get(note) ?? []), name])
  return Array.from(byNote)
}

const mostNames = 5

function columnsCalled(names: readonly string[]): string {
  const shown = names.slice(0, mostNames).map((name) => JSON.stringify(name))
  const more = names.length - shown.length
  return `Column${names.length === 1 ? "" : "s"} ${shown.join(", ")}${more > 0 ? ` and ${more} more` : ""}`
}

const nouns: Partial<Record<Reading["info"]["kind"], string>> = {
  number: "numbers",
  datetime: "dates",
  time: "times of day",
  boolean: "true or false",
}

function unreadableNotes({ name, readings }: Agreed, hidden: ReadonlySet<string>, sides: readonly string[]): string[] {
  return readings.flatMap((reading, side) => {
    const unreadable = reading?.info.unreadable
    if (reading === null || unreadable === undefined) return []
    const texts = unreadable.examples.map(({ value }) => JSON.stringify(shortened(value))).join(", ")
    const rows = unreadable.rows === 1 ? "1 value is" : `${unreadable.rows.toLocaleString("en-US")} values are`
    const called = `Column ${JSON.stringify(name)}: ${rows} no ${nouns[reading.info.kind] ?? "values"} in ${sides[side]}`
    return [`${called} and counted as missing${hidden.has(name) ? "" : `: ${texts}`}.`]
  })
}

const longest = 40
const shortened = (text: string) => (text.length > longest ? `${text.slice(0, longest)}…` : text)
