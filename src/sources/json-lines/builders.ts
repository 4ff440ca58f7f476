import { Bool, makeData, makeVector, type Vector } from "apache-arrow"
import { Builder } from "../shared/builder.js"
import { newBuilder } from "../shared/builders.js"
import type { BuilderKind } from "../shared/column-type.js"
import type { ColumnStore } from "../shared/column-store.js"

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

/** An empty builder that keeps its values in `store`. */
export function newJsonBuilder(kind: JsonBuilderKind, store: ColumnStore): Builder {
  return kind === "presence" ? new PresenceBuilder(store) : newBuilder(kind, store)
}
