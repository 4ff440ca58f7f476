import type { Data } from "apache-arrow"
import { Binary, Bool, makeData, makeVector, Null, Utf8, type Vector } from "apache-arrow"
import type { ColumnInfo, StorageKind } from "../../model.js"
import { days, times, timestamps, type Unit } from "../arrow-ipc/finish.js"
import { codedVector } from "../parts/join-vectors.js"
import { dictionaryBuilder } from "../shared/dictionary-builder.js"
import { finishDecimalBytes } from "../shared/finish-decimals.js"
import { double, float, integers, rowsOf } from "../shared/finish-numbers.js"
import { Unreadable } from "../shared/unreadable.js"
import { allPresent, type Validity } from "../shared/validity.js"
import type { FinishFixed } from "../parquet/fixed-values.js"

/** A column of which every row holds the same: a partition's value, or none. */
export interface Constant {
  info: ColumnInfo
  /** Throws Unreadable for a text that is no value of the type. */
  vector: (value: string | null, rows: number) => Vector
}

/** `type`: in Arrow's words, as tables have them. */
export function constantOf(name: string, type: string): Constant {
  const { kind, width, bytes, finish } = typeOf(type)
  const info = { name, storageType: type, kind, integer: /^u?int\d+$/.test(type) }
  return {
    info,
    vector(value, rows) {
      const validity = value === null ? allMissing(rows) : allPresent()
      if (kind === "string" || kind === "binary") return texts(value, rows, validity, kind)
      if (kind === "null") return makeVector(makeData({ type: new Null(), length: rows }))
      if (kind === "boolean" || kind === "nested") return bits(value === "true", rows, validity)
      const one = value === null ? new Uint8Array(width) : bytesOf(value, type, bytes)
      return makeVector(finish(repeated(one, rows), rows, validity) as Data<never>)
    },
  }
}

interface FixedType {
  kind: StorageKind
  width: number
  /** The bytes of one value. */
  bytes: (value: string) => Uint8Array
  finish: FinishFixed
}

const noBytes = (): Uint8Array => new Uint8Array(0)
const unused = { width: 0, bytes: noBytes, finish: days }

function typeOf(type: string): FixedType {
  const [base] = type.split(/[[(]/)
  switch (base) {
    case "int8":
    case "int16":
    case "int32":
      return { kind: "number", width: 4, bytes: int32, finish: integers[32][base]! }
    case "int64":
      return { kind: "number", width: 8, bytes: (value) => int64(BigInt(value)), finish: integers[64].int64! }
    case "float":
      return { kind: "number", width: 4, bytes: (value) => bytesIn(Float32Array.of(number(value))), finish: float }
    case "double":
      return { kind: "number", width: 8, bytes: (value) => bytesIn(Float64Array.of(number(value))), finish: double }
    case "decimal128":
      return decimalType(type)
    case "date32":
      return { kind: "datetime", width: 4, bytes: (value) => int32(String(instant(value, 0) / 86_400n)), finish: days }
    case "timestamp":
      return timestampType(type)
    case "time64":
      return { kind: "time", width: 8, bytes: (value) => int64(BigInt(value)), finish: times(2) }
    default:
      return { kind: plainKinds[base] ?? "nested", ...unused }
  }
}

const plainKinds: Partial<Record<string, StorageKind>> = {
  string: "string",
  uuid: "string",
  binary: "binary",
  fixed_size_binary: "binary",
  bool: "boolean",
  null: "null",
}

function decimalType(type: string): FixedType {
  const [precision, scale] = Array.from(type.matchAll(/\d+/g), Number).slice(1)
  return {
    kind: "number",
    width: 16,
    bytes: (value) => decimal(value, scale),
    finish: finishDecimalBytes({ precision, scale }, 16),
  }
}

function timestampType(type: string): FixedType {
  const unit: Unit = type.startsWith("timestamp[ns") ? 3 : 2
  const zone = type.includes("tz=UTC") ? "UTC" : null
  return {
    kind: "datetime",
    width: 8,
    bytes: (value) => int64(instant(value, 3 * unit)),
    finish: timestamps(unit, zone),
  }
}

function bytesOf(value: string, type: string, bytes: FixedType["bytes"]): Uint8Array {
  try {
    return bytes(value)
  } catch {
    throw new Unreadable(`${JSON.stringify(value)} is no ${type}`)
  }
}

function int32(value: string): Uint8Array {
  const [whole] = Int32Array.of(Number(value))
  if (whole !== Number(value)) throw new RangeError(value)
  return bytesIn(Int32Array.of(whole))
}

const int64 = (value: bigint) => bytesIn(BigInt64Array.of(value))

function number(value: string): number {
  const found =
    value === "Infinity" || value === "-Infinity" || value === "NaN" ? Number(value) : Number.parseFloat(value)
  if (Number.isNaN(found) && value !== "NaN") throw new RangeError(value)
  return found
}

/** 16 bytes, the highest first. */
function decimal(value: string, scale: number): Uint8Array {
  const [, sign, whole, fraction = ""] = /^([+-]?)(\d+)(?:\.(\d+))?$/.exec(value) ?? []
  const digits = BigInt(whole + fraction.slice(0, scale).padEnd(scale, "0"))
  const signed = BigInt.asUintN(128, sign === "-" ? -digits : digits)
  return Buffer.from(signed.toString(16).padStart(32, "0"), "hex")
}

/** A date or time in units of 10^-digits seconds since 1970; without a zone it is UTC's. */
function instant(value: string, digits: number): bigint {
  const [, day, time = "00:00:00", fraction = "", zone = "Z"] =
    /^([+-]?\d{4,6}-\d\d-\d\d)(?:[T ](\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?)?\s*(Z|[+-]\d\d:?\d\d)?$/.exec(value) ?? []
  const at = Date.parse(`${day}T${time}${zone}`)
  return BigInt(at / 1000) * 10n ** BigInt(digits) + BigInt(fraction.slice(0, digits).padEnd(digits, "0") || "0")
}

function bytesIn(values: ArrayBufferView): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
}

function repeated(one: Uint8Array, rows: number): ArrayBuffer {
  const all = new Uint8Array(one.length * rows)
  for (let row = 0; row < rows; row++) all.set(one, row * one.length)
  return all.buffer
}

function allMissing(rows: number): Validity {
  return { bitmap: new Uint8Array(Math.ceil(rows / 8)), nullCount: rows }
}

function texts(value: string | null, rows: number, validity: Validity, kind: "string" | "binary"): Vector {
  const entries = dictionaryBuilder()
  const bytes = Buffer.from(value ?? "")
  if (value !== null) entries.add(bytes, 0, bytes.length)
  return codedVector(new Int32Array(rows), validity, kind === "string" ? new Utf8() : new Binary(), entries.entries())
}

function bits(isSet: boolean, rows: number, validity: Validity): Vector {
  const data = new Uint8Array(Math.ceil(rows / 8)).fill(isSet ? 255 : 0)
  return makeVector(makeData({ type: new Bool(), ...rowsOf(rows, validity), data }))
}
