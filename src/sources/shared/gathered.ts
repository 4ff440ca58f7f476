import {
  Bool,
  DateDay,
  Dictionary,
  Float64,
  Int32,
  Int64,
  makeData,
  makeVector,
  Null,
  TimestampMicrosecond,
  TimestampMillisecond,
  Utf8,
  type Vector,
} from "apache-arrow"
import { joinedValues, type GatheredValues } from "../csv/values.js"
import type { BuilderKind } from "./column-type.js"
import type { ColumnStore } from "./column-store.js"

/** How a column's values are gathered; "presence": only which rows hold something. */
export type GatheredKind = BuilderKind | "presence"

/** What every Arrow array needs beside its values. */
export interface Frame {
  length: number
  nullCount: number
  nullBitmap?: Uint8Array
}

/** What a builder gathered of a column: plain data, which another thread can be handed. */
export interface Gathered {
  frame: Frame
  /** Numbers, times, or places in `texts`. */
  values?: GatheredValues
  /** One bit per row, of booleans. */
  bits?: Uint8Array
  /** Different texts end to end; text `i` is bytes[offsets[i] … offsets[i + 1]). */
  texts?: { offsets: Int32Array; bytes: Uint8Array }
}

/** The same, and what it is of. */
export interface GatheredColumn extends Gathered {
  kind: GatheredKind
  /** As Arrow names the type; says the unit and zone of times. */
  storageType: string
}

type Parts = GatheredColumn & { store: ColumnStore }

/** The column as one Arrow vector. `store`: where the values are kept that did not fit in memory. */
export function vectorFrom(column: GatheredColumn, store: ColumnStore): Vector {
  return makeVector(vectors[column.kind]({ ...column, store }) as Parameters<typeof makeVector>[0])
}

const vectors: Record<GatheredKind, (parts: Parts) => unknown> = {
  null: ({ frame }) => makeData({ type: new Null(), length: frame.length }),
  presence: ({ frame }) => makeData({ type: new Bool(), ...frame, data: new Uint8Array(Math.ceil(frame.length / 8)) }),
  boolean: ({ frame, bits }) => makeData({ type: new Bool(), ...frame, data: bits! }),
  double: (parts) => makeData({ type: new Float64(), ...parts.frame, data: numbersOf(parts) as Float64Array }),
  int64: (parts) => makeData({ type: new Int64(), ...parts.frame, data: numbersOf(parts) as BigInt64Array }),
  milliseconds: (parts) => millisecondData(parts),
  microseconds: (parts) => {
    const type = new TimestampMicrosecond(zoneOf(parts))
    return makeData({ type, ...parts.frame, data: numbersOf(parts) as BigInt64Array })
  },
  text: (parts) => textData(parts),
}

function numbersOf({ values, frame, store }: Parts): GatheredValues["current"] {
  return joinedValues(values!, frame.length, store)
}

/** Kept as doubles while they are gathered. */
function millisecondData(parts: Parts) {
  const values = numbersOf(parts) as Float64Array
  if (parts.storageType === "date32[day]")
    return makeData({ type: new DateDay(), ...parts.frame, data: Int32Array.from(values, (ms) => ms / 86_400_000) })
  const type = new TimestampMillisecond(zoneOf(parts))
  return makeData({ type, ...parts.frame, data: BigInt64Array.from(values, BigInt) })
}

function textData(parts: Parts) {
  const { offsets: valueOffsets, bytes: data } = parts.texts!
  const dictionary = makeVector(makeData({ type: new Utf8(), length: valueOffsets.length - 1, valueOffsets, data }))
  const type = new Dictionary(dictionary.type, new Int32())
  return makeData({ type, ...parts.frame, data: numbersOf(parts) as Int32Array, dictionary })
}

const zoneOf = ({ storageType }: Parts) => (storageType.endsWith("tz=UTC]") ? "UTC" : null)
