import type { ListSample, StorageKind } from "../../model.js"
import type { Builder } from "../shared/builder.js"
import { DoubleBuilder, TextBuilder } from "../shared/builders.js"
import { columnType, columnWarnings, type CsvType } from "../shared/column-type.js"
import type { ColumnStore } from "../shared/column-store.js"
import type { GatheredColumn, GatheredKind } from "../shared/gathered.js"
import { ListSampler } from "../shared/lists.js"
import { timeToken } from "../shared/time.js"
import { token } from "../shared/token.js"
import { newJsonBuilder } from "./builders.js"

/** Tokens that only JSON has, beside those of CSV; and whole numbers that even 64 bits do not hold, which come with `number`. */
const jsonToken = { list: 1 << 12, struct: 1 << 13, rounded: 1 << 14 } as const
const nested = jsonToken.list | jsonToken.struct
const numbers = token.integer | token.bigInteger | token.number
const times = token.date | token.local | token.zoned
const scalars = numbers | times | token.boolean | token.text

interface JsonType {
  storageType: string
  kind: StorageKind
  integer: boolean
  builder: GatheredKind
}

/**
 * One column while its file is read. Values are built as what the first one suggests; `fits` says at the end whether that was right.
 * If it was not, the file is read once more with the type known.
 */
export class Column {
  length = 0
  private seen = 0
  private readonly sampler = new ListSampler()
  private builder: Builder

  /** `plan` null: the first value decides. */
  constructor(
    readonly name: string,
    private readonly store: ColumnStore,
    private plan: GatheredKind = "null",
  ) {
    this.builder = newJsonBuilder(plan, store)
  }

  get type(): JsonType {
    return (this.seen & nested) === 0 ? this.scalarType() : nestedType(this.seen)
  }

  get fits(): boolean {
    return this.plan === this.type.builder
  }

  /** A column to be filled again, as the type that this one turned out to have. */
  sameTypeEmpty(): Column {
    return new Column(this.name, this.store, this.type.builder)
  }

  /** Takes the value of row `row`, which comes after all rows taken; `digits`: those of a long whole number. Rows left out are missing. */
  take(row: number, value: unknown, digits: string | undefined): void {
    // A key may be called as a field or a figure of another: the first of a row counts.
    if (value === null || row < this.length) return
    this.padTo(row)
    if (Array.isArray(value)) this.sampler.take(row, value.length, numbersIn(value), 0, value.length)
    const kind = this.tokenOf(value, digits)
    this.seen |= kind
    if (this.plan === "null") this.replan()
    // A value that the builder cannot hold is only noted: the column will be read again.
    if ((kind & ~jsonToken.rounded & ~this.builder.holds) === 0) this.add(value, kind, digits)
    this.length++
  }

  /** As `take`, for a number that a double holds as it is written. */
  takeNumber(row: number, value: number): void {
    if (row < this.length) return
    const { builder } = this
    if (!(builder instanceof DoubleBuilder)) {
      this.take(row, value, undefined)
      return
    }
    this.padTo(row)
    this.seen |= numberToken(value)
    builder.addNumber(value)
    this.length++
  }

  /** As `take`, for the text that bytes[start … end) write in UTF-8. */
  takeText(row: number, bytes: Buffer, start: number, end: number): void {
    if (row < this.length) return
    const { builder } = this
    if (!(builder instanceof TextBuilder) || (this.seen & token.text) === 0) {
      this.take(row, bytes.toString("utf8", start, end), undefined)
      return
    }
    this.padTo(row)
    builder.addBytes(bytes, start, end)
    this.length++
  }

  /** Rows up to `rows` that were not given are missing. */
  padTo(rows: number): void {
    if (rows > this.length) this.builder.addMissing(rows - this.length)
    this.length = rows
  }

  /** All that it holds; take nothing afterwards. */
  gathered(): GatheredColumn {
    return { kind: this.plan, storageType: this.scalarType().storageType, ...this.builder.gathered() }
  }

  /** Some of its lists, their numbers alone. */
  sampleLists(): ListSample {
    return this.sampler.sample()
  }

  /** What a user should know about how the values were read. */
  warnings(): string[] {
    const name = `column ${JSON.stringify(this.name)}`
    const { seen } = this
    if ((seen & nested) !== 0)
      return (seen & scalars) === 0
        ? []
        : [`${name}: it holds both plain values and lists or objects; none were compared`]
    const { kind } = this.type
    const kinds = [numbers, times | token.text, token.boolean].filter((tokens) => (seen & tokens) !== 0)
    return [
      ...columnWarnings(this.name, seen & ~jsonToken.rounded),
      ...(kind === "string" && kinds.length > 1
        ? [`${name}: it holds values of different types; all were read as text`]
        : []),
      ...(kind === "number" && (seen & jsonToken.rounded) !== 0
        ? [`${name}: whole numbers beyond 64 bits were rounded`]
        : []),
    ]
  }

  private scalarType(): CsvType {
    return columnType(this.seen & ~jsonToken.rounded)
  }

  private replan(): void {
    this.plan = this.type.builder
    this.builder = newJsonBuilder(this.plan, this.store)
    this.builder.addMissing(this.length)
  }

  private add(value: unknown, kind: number, digits: string | undefined): void {
    if (typeof value === "number" && this.builder instanceof DoubleBuilder) this.builder.addNumber(value)
    else this.builder.add(digits ?? textOf(value), kind)
  }

  private tokenOf(value: unknown, digits: string | undefined): number {
    switch (typeof value) {
      case "string":
        return this.textToken(value)
      case "number":
        return digits === undefined ? numberToken(value) : digitsToken(digits)
      case "boolean":
        return token.boolean
      default:
        return Array.isArray(value) ? jsonToken.list : jsonToken.struct
    }
  }

  /** White space is missing among dates and numbers, as in CSV; a text that looks like a number is still a text. */
  private textToken(text: string): number {
    if (this.seen & token.text) return token.text
    return timeToken(text) || (text.trim() === "" ? token.blank : token.text)
  }
}

const numbersIn = (list: readonly unknown[]) =>
  Float64Array.from(list.filter((element): element is number => typeof element === "number"))

/** Lists and objects have none: only that they are there is kept. */
function textOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : ""
}

function numberToken(value: number): number {
  return Number.isSafeInteger(value) ? token.integer : token.number
}

function digitsToken(digits: string): number {
  const value = BigInt(digits)
  if (Number.isSafeInteger(Number(value))) return token.integer
  return BigInt.asIntN(64, value) === value ? token.bigInteger : token.number | jsonToken.rounded
}

function nestedType(seen: number): JsonType {
  const only = (kind: number) => (seen & (nested | scalars)) === kind
  const storageType = only(jsonToken.list) ? "list" : only(jsonToken.struct) ? "struct" : "json"
  return { storageType, kind: "nested", integer: false, builder: "presence" }
}
