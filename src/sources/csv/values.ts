import type { ColumnStore, Spilled } from "../shared/column-store.js"
import { filled, grown } from "./grown.js"

type Numbers = Int32Array | Float64Array | BigInt64Array

/** All that was put into `Values`, as plain data. */
export interface GatheredValues {
  /** What does not fit in memory, in the order of the rows; `current` holds the rows after it, from `first` on. */
  spilled: readonly Spilled[]
  current: Numbers
  first: number
}

/** So many values are kept in memory in any case, and spilled at once at least. With 20,000 columns, more would be too many. */
const fewest = 8192

/** One column's values, given row by row; rows left out are 0. */
export class Values<T extends Numbers> {
  /** As in `GatheredValues`. */
  private readonly spilled: Spilled[] = []
  private current: T
  private first = 0

  constructor(
    private readonly store: ColumnStore,
    type: new (length: number) => T,
  ) {
    this.current = new type(256)
  }

  /** Rows come in ascending order. */
  put(row: number, value: T[number]): void {
    while (row - this.first >= this.current.length) this.advance()
    this.current[row - this.first] = value
  }

  /** Makes place for later rows. */
  private advance(): void {
    const { current } = this
    if (current.length < fewest || this.store.allows(current.byteLength)) {
      this.current = grown(current)
    } else {
      const bytes = new Uint8Array(current.buffer)
      this.spilled.push(this.store.spill(bytes))
      this.first += current.length
      bytes.fill(0)
    }
  }

  /** All of them, of `length` rows. */
  gathered(length: number): GatheredValues {
    const { spilled, first } = this
    return { spilled, current: filled(this.current, length - first), first }
  }
}

/** The values of the first `length` rows; a view, where all are in memory. */
export function joinedValues({ spilled, current, first }: GatheredValues, length: number, store: ColumnStore): Numbers {
  if (spilled.length === 0) return current
  const all = new (current.constructor as new (length: number) => Numbers)(length)
  const bytes = new Uint8Array(all.buffer)
  let at = 0
  for (const piece of spilled) {
    store.restore(piece, bytes.subarray(at))
    at += piece.length
  }
  all.set(current as never, first)
  return all
}
