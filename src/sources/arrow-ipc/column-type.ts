import { Binary, Utf8, type Data } from "apache-arrow"
import type { StorageKind } from "../../model.js"
import { finishBytes, finishUuids } from "../shared/finish-bytes.js"
import { finishDecimalInts } from "../shared/finish-decimals.js"
import { Unreadable, unsupported } from "../shared/unreadable.js"
import * as finish from "./finish.js"
import { int16, int32, text } from "./flatbuffer.js"
import type { Layout } from "./gather.js"
import type { Gathered } from "./gathered.js"
import { isTrue, TypeId, type Field } from "./schema.js"
import { nestedName } from "./nested-name.js"

/** How the values of a column are named, gathered and handed on. */
export interface ColumnType {
  /** In Arrow's words, and in those that the Parquet reader has for the same type. */
  storageType: string
  kind: StorageKind
  integer: boolean
  layout: Layout
  finish: (values: Gathered) => Data
  /** Why its values cannot be read, where they cannot. */
  refused?: Unreadable
}

/** The type of a column. Of one that is not supported `refused` says why; reading it throws. */
export function columnTypeOf(field: Field): ColumnType {
  try {
    return supportedTypeOf(field)
  } catch (error) {
    const isLacking = field.typeId === TypeId.runEndEncoded || field.typeId === TypeId.decimal
    if (!(error instanceof Unreadable) || !isLacking) throw error
    const none = { form: "none", bitmap: false, allMissing: false } as const
    return { ...base("unsupported", "nested"), layout: none, finish: finish.presence, refused: error }
  }
}

/** Of a dictionary of lists or structures, as of intervals, only which rows are missing is read. */
function supportedTypeOf(field: Field): ColumnType {
  if (field.typeId === TypeId.runEndEncoded)
    throw unsupported(`${named(field)} is run-end encoded, which is not supported`)
  const type = plainTypeOf(field)
  if (field.dictionary === null) return type
  const { bits } = field.dictionary
  if (![8, 16, 32, 64].includes(bits)) throw unsupported(`${named(field)} has codes of ${bits} bits`)
  const coded = { ...type, storageType: `dictionary<${type.storageType}>` }
  return type.kind === "nested" ? { ...coded, layout: { form: "none", bitmap: true, allMissing: false } } : coded
}

const named = ({ name }: Field) => `column ${JSON.stringify(name)}`
const units = ["s", "ms", "us", "ns"] as const

function plainTypeOf(field: Field): ColumnType {
  const numberAt = (index: number, otherwise: number) =>
    field.type === null ? otherwise : int32(field.type, index, otherwise)
  const unitAt = (otherwise: number) => unitOf(field.type === null ? otherwise : int16(field.type, 0, otherwise), field)
  switch (field.typeId) {
    case TypeId.null:
      return {
        ...base("null", "null"),
        layout: { form: "none", bitmap: false, allMissing: true },
        finish: finish.nulls,
      }
    case TypeId.int:
      return integer(numberAt(0, 0), field)
    case TypeId.float:
      return float(field)
    case TypeId.decimal:
      return decimal(numberAt(0, 0), numberAt(1, 0), numberAt(2, 128), field)
    case TypeId.bool:
      return { ...base("bool", "boolean"), layout: { form: "bits" }, finish: finish.booleans }
    case TypeId.date:
      return field.type !== null && int16(field.type, 0, 1) === 0
        ? fixed("date32[day]", "datetime", 4, finish.days)
        : fixed("date64[ms]", "datetime", 8, finish.dateMilliseconds)
    case TypeId.time: {
      const bits = numberAt(1, 32)
      const unit = unitAt(1)
      return fixed(`time${bits}[${units[unit]}]`, "time", widthOf(bits, [32, 64], field), finish.times(unit))
    }
    case TypeId.timestamp: {
      const zone = (field.type === null ? null : text(field.type, 1)) || null
      const unit = unitAt(0)
      const name = `timestamp[${units[unit]}${zone === null ? "" : `, tz=${zone}`}]`
      return fixed(name, "datetime", 8, finish.timestamps(unit, zone))
    }
    case TypeId.duration:
      return { ...fixed(`duration[${units[unitAt(1)]}]`, "number", 8, finish.integers.int64!), integer: true }
    default:
      return field.typeId in byteTypes ? byteType(field) : otherType(field)
  }
}

/** Texts and bytes; views are another way to store the same. */
const byteTypes: Record<number, { name: string; layout: 32 | 64 | "view"; isText: boolean }> = {
  [TypeId.utf8]: { name: "string", layout: 32, isText: true },
  [TypeId.largeUtf8]: { name: "large_string", layout: 64, isText: true },
  [TypeId.utf8View]: { name: "string", layout: "view", isText: true },
  [TypeId.binary]: { name: "binary", layout: 32, isText: false },
  [TypeId.largeBinary]: { name: "large_binary", layout: 64, isText: false },
  [TypeId.binaryView]: { name: "binary", layout: "view", isText: false },
}

function byteType({ typeId, extension }: Field): ColumnType {
  const { name, layout, isText } = byteTypes[typeId]
  return {
    ...base(extension === "arrow.json" ? "json" : name, isText ? "string" : "binary"),
    layout: { form: "coded", layout },
    finish: finish.coded(finishBytes(isText ? new Utf8() : new Binary())),
  }
}

function otherType(field: Field): ColumnType {
  switch (field.typeId) {
    case TypeId.fixedSizeBinary:
      return fixedBinary(field.type === null ? 0 : int32(field.type, 0, 0), field)
    case TypeId.interval: {
      const unit = field.type === null ? 0 : int16(field.type, 0, 0)
      const name = ["month_interval", "day_time_interval", "month_day_nano_interval"].at(unit) ?? "interval"
      return { ...bytesOf(4 * 2 ** Math.min(unit, 2), field), storageType: name }
    }
    default: {
      const layout = { form: "none", bitmap: field.typeId !== TypeId.union, allMissing: false } as const
      return {
        ...base(
          nestedName(field, (child) => columnTypeOf(child).storageType),
          "nested",
        ),
        layout,
        finish: finish.presence,
      }
    }
  }
}

function fixedBinary(width: number, field: Field): ColumnType {
  if (field.extension !== "arrow.uuid" || width !== 16) return bytesOf(width, field)
  return { ...bytesOf(width, field), storageType: "uuid", kind: "string", finish: finish.coded(finishUuids) }
}

function bytesOf(width: number, field: Field): ColumnType {
  if (width < 0) throw unsupported(`${named(field)} has values of ${width} bytes`)
  return {
    ...base(`fixed_size_binary[${width}]`, "binary"),
    layout: { form: "coded", layout: { width } },
    finish: finish.coded(finishBytes(new Binary())),
  }
}

function base(storageType: string, kind: StorageKind) {
  return { storageType, kind, integer: false }
}

function fixed(storageType: string, kind: StorageKind, width: number, finishFixed: finish.FinishFixed): ColumnType {
  return { ...base(storageType, kind), layout: { form: "fixed", width }, finish: finish.fixed(finishFixed) }
}

function integer(bits: number, field: Field): ColumnType {
  const name = `${field.type !== null && isTrue(field.type, 1) ? "int" : "uint"}${bits}`
  const finishIntegers = finish.integers[name]
  if (finishIntegers === undefined) throw unsupported(`${named(field)} is of the type ${name}, which is not supported`)
  return { ...fixed(name, "number", bits / 8, finishIntegers), integer: true }
}

function float(field: Field): ColumnType {
  const precision = field.type === null ? 0 : int16(field.type, 0, 0)
  const known = finish.floats.at(precision)
  if (precision < 0 || known === undefined) throw unsupported(`${named(field)} has numbers of an unknown precision`)
  return fixed(known.name, "number", known.width, known.finish)
}

function decimal(precision: number, scale: number, bits: number, field: Field): ColumnType {
  const width = widthOf(bits, [32, 64, 128, 256], field)
  if (!(precision >= 1 && precision <= 76 && scale >= 0 && scale <= precision))
    throw unsupported(`${named(field)} has ${precision} digits, ${scale} of them behind the point`)
  const name = `decimal${precision > 38 ? 256 : 128}(${precision}, ${scale})`
  const finishNumbers =
    width === 4 || width === 8
      ? finishDecimalInts({ precision, scale }, width)
      : finish.decimals(precision, scale, bits)
  return fixed(name, "number", width, finishNumbers)
}

function unitOf(unit: number, field: Field): finish.Unit {
  if (unit >= 0 && unit < units.length) return unit as finish.Unit
  throw unsupported(`${named(field)} counts time in an unknown unit`)
}

function widthOf(bits: number, known: readonly number[], field: Field): number {
  if (known.includes(bits)) return bits / 8
  throw unsupported(`${named(field)} has values of ${bits} bits, which is not supported`)
}
