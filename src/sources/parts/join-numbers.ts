import {
  BufferType,
  Data,
  DataType,
  DateUnit,
  Float64,
  Int64,
  makeData,
  makeVector,
  Uint64,
  type Vector,
} from "apache-arrow"
import { InputError } from "../../errors.js"
import type { ColumnInfo } from "../../model.js"
import { timestamps, type Unit } from "../arrow-ipc/finish.js"
import type { Validity } from "../shared/validity.js"
import { chunkOf, holds } from "./chunk.js"
import { instantOf } from "./common-type.js"

type Numbers =
  | Int8Array
  | Int16Array
  | Int32Array
  | Uint8Array
  | Uint16Array
  | Uint32Array
  | Float32Array
  | Float64Array
  | BigInt64Array
  | BigUint64Array

/** Numbers, datetimes and times of day of all parts in one chunk: as they are stored where all are stored alike, else as `info` says. */
export function joinNumbers(vectors: readonly Vector[], info: ColumnInfo, validity: Validity): Vector {
  const rows = vectors.reduce((sum, { length }) => sum + length, 0)
  const typed = vectors.filter((vector) => !DataType.isNull(vector.type))
  const alike = typed.every(({ type }) => String(type) === String(typed[0].type))
  if (alike) return joinAlike(vectors, typed[0], rows, validity)
  const shared = { length: rows, nullCount: validity.nullCount, nullBitmap: validity.bitmap }
  if (info.kind === "datetime") return joinInstants(vectors, info, rows, validity)
  if (info.storageType === "uint64")
    return makeVector(makeData({ type: new Uint64(), ...shared, data: joinBig(vectors, new BigUint64Array(rows)) }))
  if (info.integer)
    return makeVector(makeData({ type: new Int64(), ...shared, data: joinBig(vectors, new BigInt64Array(rows)) }))
  return makeVector(makeData({ type: new Float64(), ...shared, data: joinDoubles(vectors, rows) }))
}

/** The arrays end to end; a value may take several elements, as those of decimals do. */
function joinAlike(vectors: readonly Vector[], like: Vector, rows: number, validity: Validity): Vector {
  const { stride } = like.data[0]
  const type = like.type as DataType
  const first = like.data[0].values as Numbers
  const joined = new (first.constructor as new (length: number) => Numbers)(rows * stride)
  let at = 0
  for (const vector of vectors) {
    const values = chunkOf(vector)?.values as Numbers | undefined
    if (values !== undefined) joined.set(values.subarray(0, vector.length * stride) as never, at)
    at += vector.length * stride
  }
  const buffers = { [BufferType.DATA]: joined, ...(validity.bitmap && { [BufferType.VALIDITY]: validity.bitmap }) }
  return makeVector(new Data(type, 0, rows, validity.nullCount, buffers))
}

function joinDoubles(vectors: readonly Vector[], rows: number): Float64Array {
  const doubles = new Float64Array(rows)
  let row = 0
  for (const vector of vectors) {
    const values = chunkOf(vector)?.values as Numbers | undefined
    if (values !== undefined) for (let i = 0; i < vector.length; i++) doubles[row + i] = Number(values[i])
    row += vector.length
  }
  return doubles
}

function joinBig<T extends BigInt64Array | BigUint64Array>(
  vectors: readonly Vector[],
  joined: T,
  factor: (vector: Vector) => bigint = () => 1n,
): T {
  let row = 0
  for (const vector of vectors) {
    const data = chunkOf(vector)
    const values = data?.values as Numbers | undefined
    const times = factor(vector)
    if (values !== undefined)
      for (let i = 0; i < vector.length; i++) if (holds(data, i)) joined[row + i] = BigInt(values[i]) * times
    row += vector.length
  }
  return joined
}

/** Instants in the unit of `info`; days and coarser units are counted in it. */
function joinInstants(vectors: readonly Vector[], info: ColumnInfo, rows: number, validity: Validity): Vector {
  const { unit, zone } = instantOf(info.storageType)!
  refuseOverflow(vectors, info, unit)
  const joined = joinBig(vectors, new BigInt64Array(rows), (vector) => perUnit(vector.type as DataType, unit))
  const finish = timestamps(unit as Unit, zone === "" ? null : zone.replace(", tz=", ""))
  return makeVector(finish(joined.buffer, rows, validity))
}

/** How many of `unit` make one of the type's own. */
function perUnit(type: DataType, unit: number): bigint {
  if (DataType.isTimestamp(type)) return 1000n ** BigInt(unit - type.unit)
  return DataType.isDate(type) && type.unit === DateUnit.DAY
    ? 86_400n * 1000n ** BigInt(unit)
    : 1000n ** BigInt(unit - 1)
}

/** Nanoseconds in 64 bits end in the year 2262; a coarser part may go further. */
function refuseOverflow(vectors: readonly Vector[], info: ColumnInfo, unit: number): void {
  for (const vector of vectors) {
    const data = chunkOf(vector)
    if (data === null) continue
    const times = perUnit(data.type, unit)
    const most = (2n ** 63n - 1n) / times
    const values = data.values as Int32Array | BigInt64Array
    for (let i = 0; times > 1n && i < vector.length; i++) {
      const value = holds(data, i) ? BigInt(values[i]) : 0n
      if (value > most || value < -most)
        throw new InputError(
          `column ${JSON.stringify(info.name)}: a time of one file lies outside ${info.storageType}`,
          {
            hint: "Write all files with the same unit of time.",
          },
        )
    }
  }
}
