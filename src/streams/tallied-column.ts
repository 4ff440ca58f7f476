import { isAscii } from "node:buffer"
import { truthOf } from "../columns/truth.js"
import { InputError } from "../errors.js"
import type { ColumnValues } from "../model.js"
import { dictionaryBuilder } from "../sources/shared/dictionary-builder.js"
import type { ValueTaker } from "./record-fields.js"

/** Labels of which there are more are not counted: they are no labels. */
const mostLabels = 10_000
const expected: Record<keyof ColumnValues, string> = {
  numbers: "a number",
  flags: "true or false, 1 or 0, yes or no",
  labels: `one of at most ${mostLabels.toLocaleString("en")} labels`,
}

/** The value of one column in the record in hand, as sums are made of it: a number, 1 or 0 for a flag, or a label's place among the labels. */
export class TalliedColumn implements ValueTaker {
  private row = -1
  private value = NaN
  private readonly all = dictionaryBuilder()
  /** A value that is not what is expected; null: none is. */
  private misfit: string | null = null

  constructor(
    readonly name: string,
    private readonly as: keyof ColumnValues,
  ) {}

  /** NaN where the row has none. */
  at(row: number): number {
    return this.row === row ? this.value : NaN
  }

  /** Labels in the order first met. */
  labels(): string[] {
    const { offsets, bytes } = this.all.entries()
    const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    const encoding = isAscii(all) ? "latin1" : "utf8"
    return Array.from({ length: this.all.size() }, (_, i) => all.toString(encoding, offsets[i], offsets[i + 1]))
  }

  /** Throws InputError where a value was not what is expected. */
  requireFit(): void {
    const { name, as, misfit } = this
    if (misfit !== null)
      throw new InputError(
        `the column ${JSON.stringify(name)} holds ${JSON.stringify(misfit)}, which is not ${expected[as]}`,
      )
  }

  takeNumber(row: number, value: number): void {
    if (row === this.row || !Number.isFinite(value)) return
    if (this.as === "numbers" || (this.as === "flags" && (value === 0 || value === 1))) this.set(row, value)
    else this.takeWord(row, String(value))
  }

  takeText(row: number, bytes: Buffer, start: number, end: number): void {
    if (row === this.row) return
    if (this.as === "labels") this.setLabel(row, bytes, start, end)
    else this.takeWord(row, bytes.toString("utf8", start, end))
  }

  take(row: number, value: unknown, digits: string | undefined): void {
    if (value === null || row === this.row) return
    if (typeof value === "number" && (digits === undefined || this.as === "numbers")) this.takeNumber(row, value)
    else if (typeof value === "boolean" && this.as === "numbers") this.set(row, Number(value))
    else if (typeof value === "string" || typeof value === "number" || typeof value === "boolean")
      this.takeWord(row, digits ?? String(value))
    else this.misfit ??= JSON.stringify(value).slice(0, 60)
  }

  private takeWord(row: number, text: string): void {
    const truth = this.as === "flags" ? truthOf(text) : null
    if (this.as === "labels") {
      const bytes = Buffer.from(text)
      this.setLabel(row, bytes, 0, bytes.length)
    } else if (truth !== null) this.set(row, truth)
    else if (text.trim() !== "") this.misfit ??= text.slice(0, 60)
  }

  private setLabel(row: number, bytes: Buffer, start: number, end: number): void {
    if (this.all.size() < mostLabels) this.set(row, this.all.add(bytes, start, end))
    else {
      const label = this.all.find(bytes, start, end)
      if (label < 0) this.misfit ??= bytes.toString("utf8", start, Math.min(end, start + 60))
      else this.set(row, label)
    }
  }

  private set(row: number, value: number): void {
    this.row = row
    this.value = value
  }
}
