import type { Data } from "apache-arrow"
import type { Encoding } from "./page-header.js"
import type { SpreadRows } from "./spread.js"
import { Unreadable, unsupported } from "../shared/unreadable.js"
import type { Validity } from "../shared/validity.js"

/** Gathers the values of one column, page after page, in one array for all rows. */
export interface ColumnBuilder {
  /** Forgets the dictionary: each column chunk brings its own. */
  startChunk(): void
  readDictionary(page: Uint8Array, entries: number): void
  /** Decodes `count` values, nulls left out, to row `row` and the rows after it. */
  readValues(encoding: Encoding, page: Uint8Array, row: number, count: number): void
  /** Moves a page's values apart, so that each stands where `bitmap` (a bit per row of the column) is 1; its other rows get zero. */
  spread(rows: SpreadRows, bitmap: Uint8Array): void
  /** The whole column, without copying. */
  finish(validity: Validity): Data
}

/** How one builder reads one encoding: `count` values of `page` to row `row` and the rows after it. */
export type PageReader = (page: Uint8Array, row: number, count: number) => void
export type PageReaders = Partial<Record<Encoding, PageReader>>

/** The reader for `encoding`, or Unreadable. */
export function readerFor(readers: PageReaders, encoding: Encoding, what: string): PageReader {
  const reader = readers[encoding]
  if (reader === undefined) throw unsupported(`the encoding ${encoding} is not supported for ${what}`)
  return reader
}

/** A dictionary page holds one entry per index; an index behind the last entry is damage. */
export function indexOutOfRange(index: number, entries: number): Unreadable {
  return new Unreadable(`a dictionary index is ${index >>> 0}, the dictionary has ${entries} entries`)
}

export function dictionaryMissing(): Unreadable {
  return new Unreadable("a page refers to a dictionary, and none came before it")
}

/** Where the page of indices starts and how wide they are: its first byte says so. */
export function splitIndexPage(page: Uint8Array): { width: number; runs: Uint8Array } {
  if (page.length === 0) throw new Unreadable("a page of dictionary indices is empty")
  return { width: page[0], runs: page.subarray(1) }
}

/** Gives room for a number of numbers, valid until it is asked again; saves an array per page. */
export function scratchNumbers(): (length: number) => Int32Array {
  let numbers = new Int32Array(0)
  return (length) => (length <= numbers.length ? numbers : (numbers = new Int32Array(length)))
}
