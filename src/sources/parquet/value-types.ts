import type { LogicalType, SchemaElement, TimeUnit } from "hyparquet"
import { Binary, Utf8 } from "apache-arrow"
import type { StorageKind } from "../../model.js"
import { annotationOf } from "./annotations.js"
import { ArrowTypeId, type ArrowField } from "./arrow-schema.js"
import { booleanValues } from "./boolean-values.js"
import { byteArrayValues } from "./byte-array-values.js"
import { finishBytes, finishUuids } from "../shared/finish-bytes.js"
import { finishDecimalBytes, finishDecimalEntries, finishDecimalInts } from "../shared/finish-decimals.js"
import * as finish from "../shared/finish-numbers.js"
import { finishDates, finishInt96, finishTimes, finishTimestamps } from "./finish-times.js"
import { fixedValues, type FinishFixed } from "./fixed-values.js"
import { Unreadable, unsupported } from "../shared/unreadable.js"
import type { ColumnBuilder } from "./values.js"

/** How the values of a column are named, gathered and handed on. */
export interface ValueType {
  /** In Arrow's words. */
  storageType: string
  kind: StorageKind
  integer: boolean
  /** `room`: memory for values that take as many bytes; what it holds is written over. */
  builder: (rows: number, room?: ArrayBuffer) => ColumnBuilder
}

/** The type of a column that is not nested. `field`: what the writer's Arrow schema says of it. Throws Unreadable. */
export function valueTypeOf(element: SchemaElement, field: ArrowField | null): ValueType {
  const annotation = annotationOf(element)
  if (annotation?.type === "NULL") return { ...plainTypeOf(element, null, null), ...nothing }
  if (!field?.isDictionary) return plainTypeOf(element, annotation, field)
  const entries = plainTypeOf(element, annotation, null)
  return { ...entries, storageType: `dictionary<${entries.storageType}>` }
}

const nothing = { storageType: "null", kind: "null", integer: false } as const

function plainTypeOf(element: SchemaElement, annotation: LogicalType | null, field: ArrowField | null): ValueType {
  switch (element.type) {
    case "BOOLEAN":
      return { storageType: "bool", kind: "boolean", integer: false, builder: booleanValues }
    case "INT32":
      return int32Type(annotation)
    case "INT64":
      return int64Type(annotation, field)
    case "INT96":
      return fixed("timestamp[ns]", "datetime", 12, finishInt96)
    case "FLOAT":
      return fixed("float", "number", 4, finish.float)
    case "DOUBLE":
      return fixed("double", "number", 8, finish.double)
    case "BYTE_ARRAY":
      return byteArrayType(annotation, field)
    case "FIXED_LEN_BYTE_ARRAY":
      return fixedByteArrayType(annotation, widthOf(element))
    default:
      throw new Unreadable(`column ${JSON.stringify(element.name)} has no type`)
  }
}

function int32Type(annotation: LogicalType | null): ValueType {
  switch (annotation?.type) {
    case "INTEGER":
      return integerOf(annotation.bitWidth, annotation.isSigned, 32)
    case "DATE":
      return fixed("date32[day]", "datetime", 4, finishDates)
    case "TIME":
      return fixed("time32[ms]", "time", 4, finishTimes("MILLIS"))
    case "DECIMAL":
      return decimal(annotation, (type) => (rows) => fixedValues(rows, 4, finishDecimalInts(type, 4)))
    default:
      return integerOf(32, true, 32)
  }
}

function int64Type(annotation: LogicalType | null, field: ArrowField | null): ValueType {
  switch (annotation?.type) {
    case "INTEGER":
      return integerOf(annotation.bitWidth, annotation.isSigned, 64)
    case "TIMESTAMP":
      return timestamp(annotation.unit, annotation.isAdjustedToUTC, field)
    case "TIME":
      return fixed(`time64[${shortUnits[annotation.unit]}]`, "time", 8, finishTimes(annotation.unit))
    case "DECIMAL":
      return decimal(annotation, (type) => (rows) => fixedValues(rows, 8, finishDecimalInts(type, 8)))
    default: {
      const type = integerOf(64, true, 64)
      return field?.typeId === ArrowTypeId.duration ? { ...type, storageType: `duration[${field.unit}]` } : type
    }
  }
}

function byteArrayType(annotation: LogicalType | null, field: ArrowField | null): ValueType {
  switch (annotation?.type) {
    case "STRING":
      return text(field?.typeId === ArrowTypeId.largeUtf8 ? "large_string" : "string")
    case "ENUM":
      return text("enum")
    case "JSON":
      return text("json")
    case "DECIMAL":
      return decimal(annotation, (type) => (rows) => byteArrayValues(rows, null, finishDecimalEntries(type)))
    default:
      return binary(field?.typeId === ArrowTypeId.largeBinary ? "large_binary" : "binary", null)
  }
}

function fixedByteArrayType(annotation: LogicalType | null, width: number): ValueType {
  if (annotation?.type === "DECIMAL") return decimalOfBytes(annotation, width)
  if (annotation?.type === "FLOAT16" && width === 2) return fixed("halffloat", "number", 2, finish.halfFloat)
  if (annotation?.type === "UUID" && width === 16)
    return { ...text("uuid"), builder: (rows) => byteArrayValues(rows, 16, finishUuids) }
  return binary(`fixed_size_binary[${width}]`, width)
}

function fixed(storageType: string, kind: StorageKind, width: number, finish: FinishFixed): ValueType {
  return { storageType, kind, integer: false, builder: (rows, room) => fixedValues(rows, width, finish, room) }
}

function text(storageType: string): ValueType {
  const builder = (rows: number) => byteArrayValues(rows, null, finishBytes(new Utf8()))
  return { storageType, kind: "string", integer: false, builder }
}

function binary(storageType: string, width: number | null): ValueType {
  const builder = (rows: number) => byteArrayValues(rows, width, finishBytes(new Binary()))
  return { storageType, kind: "binary", integer: false, builder }
}

function integerOf(bits: number, signed: boolean, storedBits: 32 | 64): ValueType {
  const name = `${signed ? "int" : "uint"}${bits}`
  const finishIntegers = bits <= storedBits ? finish.integers[storedBits][name] : undefined
  if (finishIntegers === undefined) throw unsupported(`${name} stored in ${storedBits} bits is not supported`)
  return { ...fixed(name, "number", storedBits / 8, finishIntegers), integer: true }
}

const shortUnits: Record<TimeUnit, string> = { MILLIS: "ms", MICROS: "us", NANOS: "ns" }

function timestamp(unit: TimeUnit, isUtc: boolean, field: ArrowField | null): ValueType {
  const zone = isUtc ? field?.timezone || "UTC" : null
  const storageType = `timestamp[${shortUnits[unit]}${zone === null ? "" : `, tz=${zone}`}]`
  return fixed(storageType, "datetime", 8, finishTimestamps(unit, zone))
}

/** 76 digits take 32 bytes; memory is taken by the width, so a damaged one must not stand. */
function decimalOfBytes(type: DecimalType, width: number): ValueType {
  if (width > 32) throw unsupported(`decimal numbers of ${width} bytes are not supported`)
  return decimal(type, (digits) => (rows) => fixedValues(rows, width, finishDecimalBytes(digits, width)))
}

type DecimalType = Extract<LogicalType, { type: "DECIMAL" }>

function decimal(type: DecimalType, builderOf: (type: DecimalType) => ValueType["builder"]): ValueType {
  const { precision, scale } = type
  if (!(isWhole(precision, 1, 76) && isWhole(scale, 0, precision)))
    throw unsupported(`decimal numbers of ${precision} digits, ${scale} of them behind the point, are not supported`)
  const storageType = `decimal${precision > 38 ? 256 : 128}(${precision}, ${scale})`
  return { storageType, kind: "number", integer: false, builder: builderOf(type) }
}

function widthOf({ name, type_length: width }: SchemaElement): number {
  if (isWhole(width, 1, 0x7fffffff)) return width!
  throw new Unreadable(
    `column ${JSON.stringify(name)} has values of fixed length, and the length is ${width ?? "missing"}`,
  )
}

/** The parser's types promise numbers; a damaged footer may hold anything. */
function isWhole(value: unknown, min: number, max: number): boolean {
  return typeof value === "number" && Number.isInteger(value) && value >= min && value <= max
}
