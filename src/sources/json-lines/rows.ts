import { readBytes, readHead, type TextFile } from "../shared/bytes.js"
import { markLength, withoutMark } from "../shared/text.js"
import { longestLine, readLines } from "./lines.js"
import { ObjectCutter } from "./object-cutter.js"
import { traceFormatOf } from "../traces/recognise.js"
import type { JsonObject } from "../traces/trace-row.js"
import { unwrapped } from "./unwrap.js"

const headBytes = 65_536

/** Texts of rows, and the line that each begins on, by its place among them. */
export interface RowTexts {
  texts: readonly string[]
  lineOf: (place: number) => number
}

/**
 * The rows of a JSON file as texts, many at a time: one object per line, an array of objects, objects one after the other, or one object
 * that holds the table. Texts of lines may be blank, or anything else. Throws InputError.
 */
export async function* readRows(file: TextFile): AsyncGenerator<RowTexts> {
  let first: { text: string; line: number } | null = null
  let several = false
  for await (const rows of (await isDocument(file)) ? objectsOf(file) : linesOf(file)) {
    if (several) {
      yield rows
      continue
    }
    // Until there is a second row, the first may be an object that holds the table.
    const there = rows.texts.flatMap((text, place) => (text.trim() === "" ? [] : [place]))
    several = there.length + (first === null ? 0 : 1) > 1
    if (several && first !== null) yield alone(first.text, first.line)
    if (several) yield rows
    else if (there.length === 1) first = { text: rows.texts[there[0]], line: rows.lineOf(there[0]) }
  }
  if (several || first === null) return
  const { text, line } = first
  yield { texts: tableIn(text, file.path), lineOf: () => line }
}

const alone = (text: string, line: number): RowTexts => ({ texts: [text], lineOf: () => line })

/** The rows of a file's only object: itself, or the table that it holds. An export of traces holds its calls in its own way. */
function tableIn(text: string, path: string): readonly string[] {
  try {
    const value: unknown = JSON.parse(text)
    const isTrace = typeof value === "object" && value !== null && traceFormatOf(value as JsonObject) !== null
    return isTrace ? [text] : (unwrapped(text, path) ?? [text])
  } catch {
    return [text] // No JSON: said where it is parsed.
  }
}

/** Whether a file is one document, not one object per line: it begins with a bracket, or its first line leaves an object open. */
async function isDocument(file: TextFile): Promise<boolean> {
  const { bytes } = await readHead(file, headBytes)
  const text = withoutMark(bytes.toString()).trimStart()
  if (text.startsWith("[")) return true
  const end = text.indexOf("\n")
  return text.startsWith("{") && end >= 0 && /[{[,:]\s*$/.test(text.slice(0, end))
}

async function* linesOf(file: TextFile): AsyncGenerator<RowTexts> {
  for await (const { first, texts } of readLines(file)) yield { texts, lineOf: (place) => first + place }
}

async function* objectsOf(file: TextFile): AsyncGenerator<RowTexts> {
  const cutter = new ObjectCutter(file.path, longestLine)
  let start = true
  for await (const chunk of readBytes(file)) {
    const objects = cutter.push(start ? chunk.subarray(markLength(chunk)) : chunk)
    start = false
    if (objects.length > 0) yield { texts: objects.map(({ text }) => text), lineOf: (place) => objects[place].line }
  }
  cutter.end()
}
