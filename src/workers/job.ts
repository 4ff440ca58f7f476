import type { MatchedColumn } from "../evidence/match-columns.js"
import { planRows, measureOne, type ColumnWork } from "../compare/measure-all.js"
import type { CompareOptions } from "../options/options.js"
import type { CourseCut, Input, MeasuredColumn, PeriodCut, Reopening, RowSample } from "../model.js"
import type { HandedTable } from "../sources/shared/handed-table.js"
import type { ReadOptions, ReadSides } from "../sources/source.js"

/** What a worker that measures is started with; all of it can be handed to another thread. */
export interface Job {
  kind: "measure"
  reference: Reopening
  current: Reopening
  read: ReadSides
  options: CompareOptions
  columns: readonly MatchedColumn[]
  rows: RowSample | null
  cut: PeriodCut | null
  course: CourseCut | null
  readings: ColumnWork["readings"]
  /** A number in shared memory: the next column that nobody has taken. */
  next: SharedArrayBuffer
}

/** What a worker that reads a text file is started with. */
export interface ReadingJob {
  kind: "read"
  input: Input
  options: ReadOptions
  /** Bytes of memory that it may keep columns in. */
  room: number
}

/** What a worker sends. An error that a user can mend loses its class on the way, so it is sent as what it says. */
export type Message =
  | { kind: "measured"; index: number; column: MeasuredColumn }
  | { kind: "read"; handed: HandedTable }
  | { kind: "input-error"; message: string; hint: string | undefined }

/** Measures one column after the other that no other thread has taken, until there is none. */
export async function takeColumns(
  work: ColumnWork,
  next: Int32Array,
  begin: (index: number) => void,
  done: (index: number, column: MeasuredColumn) => void,
): Promise<void> {
  planRows(work)
  for (;;) {
    const index = Atomics.add(next, 0, 1)
    if (index >= work.columns.length) return
    begin(index)
    done(index, await measureOne(work, index))
  }
}
