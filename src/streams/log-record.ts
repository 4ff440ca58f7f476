import type { Lines, TextBytes } from "./lines.js"
import {
  eventTime,
  outcomeFields,
  outcomeOf,
  parseRecord,
  type Mapping,
  type Outcome,
  type ParsedRecord,
} from "./record.js"
import { scalarKind } from "./scalars.js"
import { shapeColumns } from "./shape-columns.js"
import { Shape } from "./shape.js"

/** A record of a stream: as JSON.parse gives it, or a shape that holds the scalars of its line until it reads another. */
export type LogRecord = { shape: null; record: ParsedRecord; line: string } | ShapedRecord

interface ShapedRecord {
  shape: Shape
  /** Where its id, its time and what says how it went are among the scalars; −1: nowhere. */
  id: number
  timestamp: number
  error: number
  status: number
  code: number
}

/** The text or number that names a record, as a text; null where there is neither. */
export function idOf(from: LogRecord, { id }: Mapping): TextBytes | null {
  const text = from.shape === null || from.id < 0 ? null : from.shape.scalars.text(from.id)
  if (text !== null) return text
  const said = from.shape === null ? from.record[id] : valueAt(from.shape, from.id)
  if (typeof said !== "string" && typeof said !== "number") return null
  const bytes = Buffer.from(String(said))
  return { bytes, start: 0, end: bytes.length }
}

/** When it was, in milliseconds since 1970; NaN where it does not say. */
export function timeOf(from: LogRecord, { timestamp }: Mapping): number {
  return eventTime(from.shape === null ? from.record[timestamp] : valueAt(from.shape, from.timestamp))
}

/** What it says of how it went; null where it says nothing. */
export function outcomeIn(from: LogRecord): Outcome | null {
  if (from.shape === null) return outcomeOf(from.record)
  const { shape, error, status, code } = from
  if (error < 0 && code < 0) {
    if (status < 0) return null
    // Of most records no object is made.
    if (shape.scalars.kinds[status] === scalarKind.number && shape.scalars.numbers[status] < 500) return wentWell
  }
  return outcomeOf({
    error: valueAt(shape, error),
    status: valueAt(shape, status),
    status_code: valueAt(shape, code),
  })
}

const wentWell: Outcome = { failed: false, outOfMemory: false }

const valueAt = ({ scalars }: Shape, place: number) => (place < 0 ? undefined : scalars.value(place))

/** Programs write few; what differs in every record is not worth looking for. */
const mostShapes = 4
const mostTries = 16

/** Reads lines, those of a shape that came before faster than others. */
export class RecordReader {
  private readonly shaped: ShapedRecord[] = []
  private tries = 0

  constructor(private readonly mapping: Mapping) {}

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
    const { mapping } = this
    const shape = Shape.of(line)
    const bytes = Buffer.from(line)
    // What is written otherwise than JSON has no shape that finds it again.
    if (shape === null || shapeColumns(shape, mapping) === null || !shape.read(bytes, 0, bytes.length)) return
    const [id, timestamp, error, status, code] = [mapping.id, mapping.timestamp, ...outcomeFields].map((key) =>
      shape.placeOf(key),
    )
    this.shaped.push({ shape, id, timestamp, error, status, code })
  }
}
