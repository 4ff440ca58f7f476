import { dictionaryBuilder } from "./dictionary-builder.js"
import { Builder } from "./builder.js"
import { toBigInt, toNumber } from "../csv/classify.js"
import type { BuilderKind } from "./column-type.js"
import { filled, grown } from "../csv/grown.js"
import type { ColumnStore } from "./column-store.js"
import type { Gathered } from "./gathered.js"
import { dottedDate, toMicroseconds, toMilliseconds } from "./time.js"
import { absent, token } from "./token.js"
import { Values } from "../csv/values.js"

const missing = absent | token.nan
const millisecond = token.date | token.local | token.zoned | token.nano | token.dotted

/** Knows only how many values are missing: all. */
class NullBuilder extends Builder {
  readonly holds = 0

  protected put(): void {
    throw new Error("a column without values was given one")
  }

  gathered(): Gathered {
    return { frame: { length: this.length, nullCount: this.length } }
  }
}

class BooleanBuilder extends Builder {
  readonly holds = token.boolean | missing
  private bits = new Uint8Array(1024)

  protected put(text: string): void {
    while (this.length >> 3 >= this.bits.length) this.bits = grown(this.bits)
    if (/^\s*t/i.test(text)) this.bits[this.length >> 3] |= 1 << (this.length & 7)
  }

  gathered(): Gathered {
    return { frame: this.frame(), bits: filled(this.bits, Math.ceil(this.length / 8)) }
  }
}

export class DoubleBuilder extends Builder {
  readonly holds = token.integer | token.bigInteger | token.number | token.commaNumber | token.commaGroup | missing
  /** NaN is a value here; who summarises the column counts it apart. */
  protected override readonly missing = absent
  private readonly values = new Values(this.store, Float64Array)

  protected put(text: string): void {
    this.values.put(this.length, toNumber(text))
  }

  addNumber(value: number): void {
    this.values.put(this.length++, value)
  }

  gathered(): Gathered {
    return { frame: this.frame(), values: this.values.gathered(this.length) }
  }
}

class Int64Builder extends Builder {
  readonly holds = token.integer | token.bigInteger | absent
  private readonly values = new Values(this.store, BigInt64Array)

  protected put(text: string): void {
    this.values.put(this.length, toBigInt(text))
  }

  gathered(): Gathered {
    return { frame: this.frame(), values: this.values.gathered(this.length) }
  }
}

/** Dates and times in milliseconds, which a double holds exactly for every year of four digits. */
export class MillisecondBuilder extends Builder {
  readonly holds = millisecond | missing
  private readonly values = new Values(this.store, Float64Array)

  protected put(text: string): void {
    this.values.put(this.length, toMilliseconds(isoText(text)))
  }

  addMilliseconds(value: number): void {
    this.values.put(this.length++, value)
  }

  gathered(): Gathered {
    return { frame: this.frame(), values: this.values.gathered(this.length) }
  }
}

class MicrosecondBuilder extends Builder {
  readonly holds = millisecond | token.micro | missing
  private readonly values = new Values(this.store, BigInt64Array)

  protected put(text: string): void {
    this.values.put(this.length, toMicroseconds(isoText(text)))
  }

  gathered(): Gathered {
    return { frame: this.frame(), values: this.values.gathered(this.length) }
  }
}

/** A date as ISO 8601 writes it; most are written so. */
function isoText(text: string): string {
  const bare = text.trim()
  return dottedDate(bare) ?? bare
}

/** Texts of at most so many letters, and so many of them. */
const known = { letters: 64, texts: 4096 }

export class TextBuilder extends Builder {
  readonly holds = -1
  protected override readonly missing = 0
  private readonly codes = new Values(this.store, Int32Array)
  private texts = dictionaryBuilder()

  /** Codes of the first values that came as strings: most come again, and need not be encoded again. */
  private readonly codesOfTexts = new Map<string, number>()

  protected put(text: string): void {
    const code = this.codesOfTexts.get(text) ?? this.encode(text)
    this.codes.put(this.length, code)
  }

  private encode(text: string): number {
    const bytes = Buffer.from(text)
    const code = this.texts.add(bytes, 0, bytes.length)
    if (text.length <= known.letters && this.codesOfTexts.size < known.texts) this.codesOfTexts.set(text, code)
    return code
  }

  /** Takes the text that bytes[start … end) write in UTF-8. */
  addBytes(bytes: Buffer, start: number, end: number): void {
    this.codes.put(this.length++, this.texts.add(bytes, start, end))
  }

  gathered(): Gathered {
    return { frame: this.frame(), values: this.codes.gathered(this.length), texts: this.texts.entries() }
  }
}

const builders: Record<BuilderKind, new (store: ColumnStore) => Builder> = {
  null: NullBuilder,
  boolean: BooleanBuilder,
  double: DoubleBuilder,
  int64: Int64Builder,
  milliseconds: MillisecondBuilder,
  microseconds: MicrosecondBuilder,
  text: TextBuilder,
}

/** An empty builder that keeps its values in `store`. */
export const newBuilder = (kind: BuilderKind, store: ColumnStore): Builder => new builders[kind](store)
