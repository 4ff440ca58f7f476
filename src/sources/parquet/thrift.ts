import { Unreadable } from "../shared/unreadable.js"

/** A place in some bytes, moved on by what reads there. */
export interface Cursor {
  readonly bytes: Uint8Array
  at: number
}

/** Whole numbers, booleans and structs of a thrift struct, by field id. Texts, lists and doubles are left out. */
export type Fields = Map<number, number | boolean | Fields>

/** Type codes of the compact protocol that Parquet uses. */
const STOP = 0
const TRUE = 1
const FALSE = 2
const BYTE = 3
const I16 = 4
const I32 = 5
const I64 = 6
const DOUBLE = 7
const BINARY = 8
const LIST = 9
const STRUCT = 12

/** No writer nests deeper; a deeper one is an attack on the stack. */
const MAX_DEPTH = 64

/** The next unsigned LEB128 number; exact up to 2^53. At most ten bytes long. */
export function readVarint(cursor: Cursor): number {
  let value = 0
  for (let shift = 0; shift < 70; shift += 7) {
    const byte = readByte(cursor)
    value += (byte & 0x7f) * 2 ** shift
    if (byte < 0x80) return value
  }
  throw new Unreadable("a number is longer than ten bytes")
}

/** The struct that starts at the cursor, which then stands behind it. */
export function readFields(cursor: Cursor, depth = 0): Fields {
  const fields: Fields = new Map()
  eachField(cursor, depth, (id, type) => {
    if (type === TRUE || type === FALSE) fields.set(id, type === TRUE)
    else if (type === I16 || type === I32 || type === I64) fields.set(id, readZigzag(cursor))
    else if (type === STRUCT) fields.set(id, readFields(cursor, depth + 1))
    else skipValue(cursor, type, depth + 1)
  })
  return fields
}

/** What has to be where. A struct's fields are known by their ids; those that are not named may hold anything. */
export type StructShape = Readonly<Record<number, FieldShape>>
export interface FieldShape {
  name: string
  type: "number" | "flag" | "bytes" | "list" | "struct"
  /** Of a struct. */
  holds?: StructShape
  /** Of a list: what each of its entries is. */
  one?: FieldShape
  required?: true
}

/**
 * Walks over the struct at the cursor and throws Unreadable unless every length in it fits the bytes and its fields are what the shape
 * says. For parsers that allocate what a length claims before they look whether it is there, and trust the types of fields.
 * `place` names the struct in messages: "row group 2, column 3".
 */
export function checkStruct(cursor: Cursor, shape: StructShape = {}, place = "", depth = 0): void {
  const missing = new Map(Object.entries(shape).filter(([, field]) => field.required === true))
  eachField(cursor, depth, (id, type) => {
    missing.delete(String(id))
    checkValue(cursor, type, shape[id], place, depth + 1)
  })
  for (const { name } of missing.values()) throw new Unreadable(`${place === "" ? "it" : place} has no ${name}`)
}

/** The protocol's types by what they are to a reader. */
const typeCodes: Readonly<Record<FieldShape["type"], readonly number[]>> = {
  number: [BYTE, I16, I32, I64],
  flag: [TRUE, FALSE],
  bytes: [BINARY],
  list: [LIST],
  struct: [STRUCT],
}

function checkValue(cursor: Cursor, type: number, field: FieldShape | undefined, place: string, depth: number): void {
  if (field === undefined) {
    skipValue(cursor, type, depth)
    return
  }
  if (!typeCodes[field.type].includes(type))
    throw new Unreadable(`${place === "" ? "" : `${place}: `}what should be the ${field.name} is something else`)
  if (field.type === "struct") checkStruct(cursor, field.holds, place, depth)
  else if (field.type === "list" && field.one !== undefined) checkList(cursor, field.one, place, depth)
  else skipValue(cursor, type, depth)
}

function checkList(cursor: Cursor, one: FieldShape, place: string, depth: number): void {
  const { length, type } = listHead(cursor, depth)
  for (let i = 0; i < length; i++)
    checkValue(cursor, type, one, `${place === "" ? "" : `${place}, `}${one.name} ${i + 1}`, depth + 1)
}

/** What the structs of a list hold in one of their fields: `list` and `field` are ids, of the struct at the cursor and of those in the list. */
export function bytesInList(cursor: Cursor, list: number, field: number): Uint8Array[] {
  const found: Uint8Array[] = []
  eachField(cursor, 0, (id, type) => {
    if (id === list && type === LIST) {
      const { length } = listHead(cursor, 1)
      for (let i = 0; i < length; i++) found.push(bytesInStruct(cursor, field))
    } else skipValue(cursor, type, 1)
  })
  return found
}

function bytesInStruct(cursor: Cursor, field: number): Uint8Array {
  let found = new Uint8Array(0)
  eachField(cursor, 2, (id, type) => {
    if (id === field && type === BINARY) {
      const length = readVarint(cursor)
      found = cursor.bytes.slice(cursor.at, cursor.at + length)
      skipBytes(cursor, length)
    } else skipValue(cursor, type, 3)
  })
  return found
}

function eachField(cursor: Cursor, depth: number, visit: (id: number, type: number) => void): void {
  if (depth > MAX_DEPTH) throw new Unreadable(`metadata is nested more than ${MAX_DEPTH} deep`)
  let id = 0
  for (;;) {
    const head = readByte(cursor)
    const type = head & 0x0f
    if (type === STOP) return
    id = head >> 4 ? id + (head >> 4) : readZigzag(cursor)
    visit(id, type)
  }
}

function skipValue(cursor: Cursor, type: number, depth: number): void {
  if (type === TRUE || type === FALSE) return
  if (type === BYTE) skipBytes(cursor, 1)
  else if (type === I16 || type === I32 || type === I64) readVarint(cursor)
  else if (type === DOUBLE) skipBytes(cursor, 8)
  else if (type === BINARY) skipBytes(cursor, readVarint(cursor))
  else if (type === LIST) skipList(cursor, depth)
  else if (type === STRUCT) checkStruct(cursor, {}, "", depth)
  else throw new Unreadable(`metadata holds a field of the unknown type ${type}`)
}

function skipList(cursor: Cursor, depth: number): void {
  const { length, type } = listHead(cursor, depth)
  for (let i = 0; i < length; i++) skipValue(cursor, type, depth + 1)
}

function listHead(cursor: Cursor, depth: number): { length: number; type: number } {
  if (depth > MAX_DEPTH) throw new Unreadable(`metadata is nested more than ${MAX_DEPTH} deep`)
  const head = readByte(cursor)
  const length = head >> 4 === 15 ? readVarint(cursor) : head >> 4
  if (length > cursor.bytes.length - cursor.at) throw new Unreadable(`a list of ${length} is longer than the metadata`)
  // Inside a list a boolean takes a byte of its own.
  const type = head & 0x0f
  return { length, type: type === TRUE || type === FALSE ? BYTE : type }
}

function skipBytes(cursor: Cursor, count: number): void {
  if (count > cursor.bytes.length - cursor.at) throw new Unreadable(`${count} bytes are announced, fewer are left`)
  cursor.at += count
}

function readByte(cursor: Cursor): number {
  if (cursor.at >= cursor.bytes.length) throw new Unreadable("the bytes end inside a number")
  return cursor.bytes[cursor.at++]
}

function readZigzag(cursor: Cursor): number {
  const value = readVarint(cursor)
  return value % 2 === 1 ? -(value + 1) / 2 : value / 2
}
