import { Builder } from "../shared/builder.js"
import { newBuilder } from "../shared/builders.js"
import type { ColumnStore } from "../shared/column-store.js"
import type { Gathered, GatheredKind } from "../shared/gathered.js"

/** Knows only which rows hold something. */
export class PresenceBuilder extends Builder {
  readonly holds = -1
  protected override readonly missing = 0

  protected put(): void {
    // That there is a value is all that is kept of it.
  }

  gathered(): Gathered {
    return { frame: this.frame() }
  }
}

/** An empty builder that keeps its values in `store`. */
export function newJsonBuilder(kind: GatheredKind, store: ColumnStore): Builder {
  return kind === "presence" ? new PresenceBuilder(store) : newBuilder(kind, store)
}
