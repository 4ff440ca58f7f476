import { DataType, makeData, makeVector, TimestampMicrosecond, TimeUnit, type Vector } from "apache-arrow"
import type { LakeField } from "../../model.js"
import type { TableSource } from "../source.js"

const stored = "timestamp[ns]"
const meant = "timestamp[us, tz=UTC]"

/**
 * The same table with the instants that Spark writes as INT96 as what its schema says they are: microseconds in UTC. The files themselves
 * do not state a zone.
 */
export function withInstants(source: TableSource, fields: readonly LakeField[]): TableSource {
  const types = new Map(fields.map(({ name, type }) => [name, type]))
  const places = source.columns.map(({ name, storageType }) => storageType === stored && types.get(name) === meant)
  if (!places.includes(true)) return source
  const peek = source.peekColumn?.bind(source)
  const instants = (index: number, vector: Vector) => (places[index] ? inMicroseconds(vector) : vector)
  return {
    ...source,
    columns: source.columns.map((info, i) => (places[i] ? { ...info, storageType: meant } : info)),
    readColumn: (index) => instants(index, source.readColumn(index)),
    ...(peek && { peekColumn: (index: number) => instants(index, peek(index)) }),
  }
}

function inMicroseconds(vector: Vector): Vector {
  const [{ type, length, nullCount, nullBitmap, values }] = vector.data
  if (!DataType.isTimestamp(type as DataType)) return vector
  const data = BigInt64Array.from(values as BigInt64Array)
  if ((type as { unit: TimeUnit }).unit === TimeUnit.NANOSECOND)
    for (let i = 0; i < data.length; i++)
      data[i] = BigInt.asIntN(64, (data[i] - (((data[i] % 1000n) + 1000n) % 1000n)) / 1000n)
  return makeVector(makeData({ type: new TimestampMicrosecond("UTC"), length, nullCount, nullBitmap, data }))
}
