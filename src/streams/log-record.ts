import { parseRecord, type ParsedRecord } from "./record.js"
import { Shape, type Scalar } from "./shape.js"

/** A record of a stream: as JSON.parse gives it, or the scalars of a shape that was seen before. */
export type LogRecord = { shape: null; record: ParsedRecord } | { shape: Shape; values: readonly Scalar[] }

/** The value of a field of the record itself; undefined where it has none or, with a shape, where that holds others. */
export function fieldOf(from: LogRecord, key: string): unknown {
  if (from.shape === null) return from.record[key]
  const place = from.shape.placeOf(key)
  return place < 0 ? undefined : from.values[place]
}

/** Programs write few; what differs in every record is not worth looking for. */
const mostShapes = 4
const mostTries = 16

/** Reads lines, those of a shape that came before faster than others. */
export class RecordReader {
  private readonly shapes: Shape[] = []
  private tries = 0

  /** `suits`: whether a shape's scalars say all that is wanted of its records. */
  constructor(private readonly suits: (shape: Shape) => boolean) {}

  /** The record on a line; null where it holds no JSON object. */
  read(line: string): LogRecord | null {
    for (const shape of this.shapes) {
      const values = shape.read(line)
      if (values !== null) return { shape, values }
    }
    const record = parseRecord(line)
    if (record === null) return null
    if (this.shapes.length < mostShapes && this.tries < mostTries) this.learn(line)
    return { shape: null, record }
  }

  private learn(line: string): void {
    this.tries++
    const shape = Shape.of(line)
    // What is written otherwise than JSON has no shape that finds it again.
    if (shape !== null && this.suits(shape) && shape.read(line) !== null) this.shapes.push(shape)
  }
}
