import { Bool, Float64, makeData, makeVector, type Vector } from "apache-arrow"
import { Builder } from "../csv/builder.js"
import { newBuilder } from "../csv/builders.js"
import type { BuilderKind } from "../csv/column-type.js"
import { filled, grown } from "../csv/grown.js"
import { token } from "../csv/token.js"

/** Takes numbers as they are, without a way through text. */
export class NumberBuilder extends Builder {
  readonly holds = token.integer | token.bigInteger | token.number | token.blank
  private values = new Float64Array(1024)

  addNumber(value: number): void {
    while (this.length >= this.values.length) this.values = grown(this.values)
    this.values[this.length++] = value
  }

  protected put(): void {
    throw new Error("a column of numbers was given a text")
  }

  vector(): Vector {
    return makeVector(makeData({ type: new Float64(), ...this.frame(), data: filled(this.values, this.length) }))
  }
}

/** Knows only which rows hold something. */
export class PresenceBuilder extends Builder {
  readonly holds = -1
  protected override readonly missing = 0

  protected put(): void {
    // That there is a value is all that is kept of it.
  }

  vector(): Vector {
    const data = new Uint8Array(Math.ceil(this.length / 8))
    return makeVector(makeData({ type: new Bool(), ...this.frame(), data }))
  }
}

export type JsonBuilderKind = BuilderKind | "presence"

export function newJsonBuilder(kind: JsonBuilderKind): Builder {
  if (kind === "presence") return new PresenceBuilder()
  return kind === "double" ? new NumberBuilder() : newBuilder(kind)
}
