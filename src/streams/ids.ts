import { isAscii } from "node:buffer"
import type { Vector } from "apache-arrow"
import { dictionaryVector } from "../columns/texts-vector.js"
import { dictionaryBuilder } from "../sources/shared/dictionary-builder.js"
import type { TextBytes } from "./lines.js"

/** The ids of a window's records, each once and in order: as bytes, for a string each would take more time than all that is done with them. */
export class Ids {
  private readonly all = dictionaryBuilder()

  constructor(ids: Iterable<string> = []) {
    for (const id of ids) {
      const bytes = Buffer.from(id)
      this.all.add(bytes, 0, bytes.length)
    }
  }

  has({ bytes, start, end }: TextBytes): boolean {
    return this.all.find(bytes, start, end) >= 0
  }

  get size(): number {
    return this.all.size()
  }

  /** Whether it was not there before. */
  add({ bytes, start, end }: TextBytes): boolean {
    const place = this.all.size()
    return this.all.add(bytes, start, end) === place
  }

  list(): string[] {
    const { offsets, bytes } = this.all.entries()
    const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    const text = isAscii(all) ? all.toString("latin1") : null
    const ids: string[] = []
    for (let i = 0; i + 1 < offsets.length; i++)
      ids.push(text?.slice(offsets[i], offsets[i + 1]) ?? all.toString("utf8", offsets[i], offsets[i + 1]))
    return ids
  }

  /** Rows that name an id by its place in the order (−1: none). */
  vector(places: Int32Array): Vector {
    return dictionaryVector(places, this.all.entries())
  }
}
