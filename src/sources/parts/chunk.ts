import { DataType, type Data, type Vector } from "apache-arrow"

/** The one chunk of a vector; null for one of no type, whose values are all missing. */
export function chunkOf(vector: Vector): Data | null {
  return DataType.isNull(vector.type) ? null : vector.data[0]
}

/** Whether row `i` of a chunk holds a value. */
export function holds(data: Data | null, i: number): boolean {
  if (data === null) return false
  return data.nullCount === 0 || ((data.nullBitmap[i >> 3] >> (i & 7)) & 1) === 1
}
