import type { Builder } from "../shared/builder.js"
import { DoubleBuilder, MillisecondBuilder, newBuilder, TextBuilder } from "../shared/builders.js"
import { classify } from "./classify.js"
import { columnType, type BuilderKind, type CsvType } from "../shared/column-type.js"
import { fieldText, type Fields } from "./fields.js"
import type { Notation } from "./notation.js"
import { isWhole, plainNumber } from "./numbers.js"
import { plainTime, plainTimeToken } from "./plain-time.js"
import type { ColumnStore } from "../shared/column-store.js"
import type { GatheredColumn } from "../shared/gathered.js"
import { token } from "../shared/token.js"

/**
 * One column while its file is read. Its type follows from all its values, never from the first ones alone: values are built as what the
 * first rows suggest, and `fits` says at the end whether that was right. If it was not, the file is read once more with the type known.
 */
export class Column {
  length = 0
  private plan: BuilderKind
  private builder: Builder

  /** `seen`: bits of every token met, here or in an earlier reading. */
  constructor(
    private readonly notation: Notation,
    private readonly store: ColumnStore,
    public seen = 0,
  ) {
    this.plan = this.type.builder
    this.builder = newBuilder(this.plan, store)
  }

  get type(): CsvType {
    return columnType(this.seen)
  }

  get fits(): boolean {
    return this.plan === this.type.builder
  }

  /** A column to be filled again, as the type that this one turned out to have. */
  sameTypeEmpty(): Column {
    return new Column(this.notation, this.store, this.seen)
  }

  /** Takes field `index` of each row from row `from` on. */
  take(fields: Fields, index: number, from: number): void {
    if (this.plan === "null") this.replan(fields, index, from)
    const { builder } = this
    if (builder instanceof DoubleBuilder) this.takeNumbers(builder, fields, index, from)
    else if (builder instanceof MillisecondBuilder) this.takeTimes(builder, fields, index, from)
    else this.takeAny(fields, index, from)
    this.length += fields.rows - from
  }

  private get holdsText(): boolean {
    return (this.seen & token.text) !== 0
  }

  /** Builds what these rows hold; so far every value was missing. */
  private replan(fields: Fields, index: number, from: number): void {
    for (let row = from; row < fields.rows && !this.holdsText; row++) {
      const text = fieldText(fields, row * fields.width + index)
      if (!this.notation.isNull(text)) this.seen |= classify(text, this.notation)
    }
    this.plan = this.type.builder
    if (this.plan === "null") return
    this.builder = newBuilder(this.plan, this.store)
    this.builder.addMissing(this.length)
  }

  private takeNumbers(builder: DoubleBuilder, fields: Fields, index: number, from: number): void {
    const { bytes, starts, ends, width, rows } = fields
    const plain = this.notation.stated === null
    for (let row = from, at = from * width + index; row < rows && !this.holdsText; row++, at += width) {
      const [start, end] = [starts[at], ends[at]]
      const isPlain = plain && !this.notation.isNullBytes(bytes, start, end)
      const value = isPlain ? plainNumber(bytes, start, end) : NaN
      if (value !== value) {
        this.takeText(fieldText(fields, at))
      } else {
        if ((this.seen & token.number) === 0) this.seen |= isWhole(bytes, start, end) ? token.integer : token.number
        builder.addNumber(value)
      }
    }
  }

  private takeTimes(builder: MillisecondBuilder, fields: Fields, index: number, from: number): void {
    const { bytes, starts, ends, width, rows } = fields
    for (let row = from, at = from * width + index; row < rows && !this.holdsText; row++, at += width) {
      const [start, end] = [starts[at], ends[at]]
      const value = this.notation.isNullBytes(bytes, start, end) ? NaN : plainTime(bytes, start, end)
      if (value !== value) {
        this.takeText(fieldText(fields, at))
      } else {
        this.seen |= plainTimeToken(bytes, start, end)
        builder.addMilliseconds(value)
      }
    }
  }

  private takeTexts(builder: TextBuilder, { bytes, starts, ends, width, rows }: Fields, index: number, from: number) {
    for (let row = from, at = from * width + index; row < rows; row++, at += width)
      if (this.notation.isNullBytes(bytes, starts[at], ends[at])) builder.addMissing()
      else builder.addBytes(bytes, starts[at], ends[at])
  }

  /** Once there is a text, columns other than those of texts will be read again, whatever follows. */
  private takeAny(fields: Fields, index: number, from: number): void {
    let row = from
    for (; row < fields.rows && !this.holdsText; row++) this.takeText(fieldText(fields, row * fields.width + index))
    if (this.builder instanceof TextBuilder) this.takeTexts(this.builder, fields, index, row)
  }

  /** A value that the builder cannot hold is only noted: the column will be read again. */
  private takeText(text: string): void {
    if (this.notation.isNull(text)) {
      this.builder.addMissing()
      return
    }
    const kind = classify(text, this.notation)
    this.seen |= kind
    if ((kind & ~this.builder.holds) === 0) this.builder.add(this.written(text), kind)
  }

  /** A number as JavaScript writes it, where the user states how numbers are written; a column of texts keeps what is there. */
  private written(text: string): string {
    const { stated } = this.notation
    return stated === null || this.builder instanceof TextBuilder ? text : (stated.standard(text.trim()) ?? text)
  }

  /** All that it holds; take nothing afterwards. */
  gathered(): GatheredColumn {
    return { kind: this.plan, storageType: this.type.storageType, ...this.builder.gathered() }
  }
}
