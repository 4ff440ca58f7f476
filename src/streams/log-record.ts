import type { Lines, TextBytes } from "./lines.js"
import { eventTime, parseRecord, type ParsedRecord } from "./record.js"
import { Shape } from "./shape.js"

/** A record of a stream: as JSON.parse gives it, or a shape that holds the scalars of its line until it reads another. */
export type LogRecord = { shape: null; record: ParsedRecord; line: string } | { shape: Shape }

/** The value of a field of the record itself; undefined where it has none or, with a shape, where that holds others. */
export function fieldOf(from: LogRecord, key: string): unknown {
  if (from.shape === null) return from.record[key]
  const place = from.shape.placeOf(key)
  return place < 0 ? undefined : from.shape.scalars.value(place)
}

/** The text or number in this field, as a text; null for anything else. */
export function idOf(from: LogRecord, key: string): TextBytes | null {
  const { shape } = from
  const place = shape?.placeOf(key) ?? -1
  const text = shape === null || place < 0 ? null : shape.scalars.text(place)
  if (text !== null) return text
  const said = fieldOf(from, key)
  if (typeof said !== "string" && typeof said !== "number") return null
  const bytes = Buffer.from(String(said))
  return { bytes, start: 0, end: bytes.length }
}

/** The time in this field, in milliseconds since 1970; NaN where it holds none. */
export const timeOf = (from: LogRecord, key: string): number => eventTime(fieldOf(from, key))

/** Programs write few; what differs in every record is not worth looking for. */
const mostShapes = 4
const mostTries = 16

/** Reads lines, those of a shape that came before faster than others. */
export class RecordReader {
  private readonly shaped: { shape: Shape }[] = []
  private tries = 0

  /** `suits`: whether a shape's scalars say all that is wanted of its records. */
  constructor(private readonly suits: (shape: Shape) => boolean) {}

  /** The record on a line, good until the next is read; null where it holds no JSON object. */
  read(lines: Lines, i: number): LogRecord | null {
    const start = lines.starts[i]
    const end = lines.endOf(i)
    for (const record of this.shaped) if (record.shape.read(lines.bytes, start, end)) return record
    const line = lines.text(i)
    const record = parseRecord(line)
    if (record === null) return null
    if (this.shaped.length < mostShapes && this.tries < mostTries) this.learn(line)
    return { shape: null, record, line }
  }

  private learn(line: string): void {
    this.tries++
    const shape = Shape.of(line)
    const bytes = Buffer.from(line)
    // What is written otherwise than JSON has no shape that finds it again.
    if (shape !== null && this.suits(shape) && shape.read(bytes, 0, bytes.length)) this.shaped.push({ shape })
  }
}
