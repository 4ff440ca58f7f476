import type { MatchedColumn } from "../evidence/match-columns.js"
import type { ColumnWork } from "../compare/measure-all.js"
import type { Split } from "../compare/part-columns.js"
import type { CompareOptions } from "../options/options.js"
import type { CourseCut, Input, MeasuredColumn, PeriodCut, Reopening, RowSample } from "../model.js"
import type { HandedTable } from "../sources/shared/handed-table.js"
import type { ReadOptions, ReadSides } from "../sources/source.js"

/** What every worker that looks at columns is started with; all of it can be handed to another thread. */
interface ColumnJob {
  reference: Reopening
  current: Reopening
  read: ReadSides
  options: CompareOptions
  readings: ColumnWork["readings"]
  /** A number in shared memory: the next column that nobody has taken. */
  next: SharedArrayBuffer
}

/** Measures columns. */
export interface MeasureJob extends ColumnJob {
  kind: "measure"
  columns: readonly MatchedColumn[]
  rows: RowSample | null
  cut: PeriodCut | null
  course: CourseCut | null
}

/** Measures columns segment by segment. */
export interface PartJob extends ColumnJob {
  kind: "part"
  columns: readonly MeasuredColumn[]
  split: Split
}

/** What a worker that reads a text file is started with. */
export interface ReadingJob {
  kind: "read"
  input: Input
  options: ReadOptions
  /** Bytes of memory that it may keep columns in. */
  room: number
}

/** What a worker sends; `Found`: what its job finds of a column. An error that a user can mend loses its class on the way, so it is sent as what it says. */
export type Message<Found = unknown> =
  | { kind: "found"; index: number; found: Found }
  | { kind: "read"; handed: HandedTable }
  | { kind: "input-error"; message: string; hint: string | undefined }

/** Looks at one column after the other that no other thread has taken, until there is none. */
export async function takeColumns<Found>(
  total: number,
  next: Int32Array,
  find: (index: number) => Promise<Found>,
  done: (index: number, found: Found) => void,
): Promise<void> {
  for (;;) {
    const index = Atomics.add(next, 0, 1)
    if (index >= total) return
    done(index, await find(index))
  }
}
