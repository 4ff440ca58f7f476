import type { Vector } from "apache-arrow"
import type { Builder } from "./builder.js"
import { newBuilder } from "./builders.js"
import { classify, type NullTokens } from "./classify.js"
import { columnType, type BuilderKind, type CsvType } from "./column-type.js"
import { token } from "./token.js"

/**
 * One column while its file is read. Its type follows from all its values, never from the first ones alone: values are built as what the
 * first rows suggest, and `fits` says at the end whether that was right. If it was not, the file is read once more with the type known.
 */
export class Column {
  /** Bits of every token met. */
  seen = 0
  length = 0
  private builder: Builder

  constructor(
    private readonly nulls: NullTokens,
    private plan: BuilderKind = "null",
  ) {
    this.builder = newBuilder(plan)
    if (plan === "text") this.seen = token.text
  }

  get type(): CsvType {
    return columnType(this.seen)
  }

  get fits(): boolean {
    return this.plan === this.type.builder
  }

  /** A column to be filled again, as the type that this one turned out to have. */
  sameTypeEmpty(): Column {
    return new Column(this.nulls, this.type.builder)
  }

  /** Takes field `index` of each row. */
  take(rows: readonly (readonly string[])[], index: number): void {
    if (this.plan === "null") this.replan(rows, index)
    for (const row of rows) this.takeText(row[index])
    this.length += rows.length
  }

  /** Builds what these rows hold; so far every value was missing. */
  private replan(rows: readonly (readonly string[])[], index: number): void {
    for (const row of rows) if (!this.nulls.has(row[index])) this.seen |= classify(row[index], this.nulls)
    this.plan = this.type.builder
    if (this.plan === "null") return
    this.builder = newBuilder(this.plan)
    this.builder.addMissing(this.length)
  }

  /** A value that the builder cannot hold is only noted: the column will be read again. So is all that follows a text among numbers. */
  private takeText(text: string): void {
    if (this.nulls.has(text)) {
      this.builder.addMissing()
      return
    }
    const kind = this.seen & token.text ? token.text : classify(text, this.nulls)
    this.seen |= kind
    if ((kind & ~this.builder.holds) === 0) this.builder.add(text, kind)
  }

  vector(): Vector {
    return this.builder.vector(this.type)
  }
}
