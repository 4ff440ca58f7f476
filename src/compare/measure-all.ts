import type { MeasuredColumn, Reading } from "../model.js"
import type { MatchedColumn } from "../evidence/match-columns.js"
import { measureColumn, type MeasureWork } from "./measure.js"

/** Everything that measuring the columns of two datasets needs. */
export interface ColumnWork extends MeasureWork {
  columns: readonly MatchedColumn[]
  /** How columns of each side are read otherwise than stored: the datasets are read so already. */
  readings: { reference: ReadonlyMap<string, Reading>; current: ReadonlyMap<string, Reading> }
}

/** Called as columns are taken up and done: how many are done, of how many, and what is being done. */
export type Progress = (done: number, total: number, what: string) => void

/** Measures all columns, in whatever order and place, and gives them in their order. */
export type MeasureAll = (work: ColumnWork, progress: Progress) => Promise<MeasuredColumn[]>

/** One column after the other, in this thread. */
export const measureInTurn: MeasureAll = async (work, progress) => {
  planRows(work)
  planColumns(work)
  const measured: MeasuredColumn[] = []
  for (const [i, column] of work.columns.entries()) {
    progress(i, work.columns.length, column.name)
    measured.push(await measureOne(work, i))
  }
  return measured
}

/** Announces to both sides the rows they will be asked for: none where no rows are kept. */
export function planRows({ reference, current, rows }: Pick<ColumnWork, "reference" | "current" | "rows">): void {
  reference.planRows?.(rows?.reference ?? noRows)
  current.planRows?.(rows?.current ?? noRows)
}

/** Announces to both sides the columns that they will be asked for: threads, which take theirs as they come, wait for one another's. */
function planColumns({ reference, current, columns }: ColumnWork): void {
  const held = (side: "reference" | "current") =>
    columns.flatMap((column) => (column[side] === null ? [] : [column.name]))
  reference.planColumns?.(held("reference"))
  current.planColumns?.(held("current"))
}

const noRows = new Int32Array(0)

/** Column number `index` of the work, measured and released. */
export async function measureOne(work: ColumnWork, index: number): Promise<MeasuredColumn> {
  const column = work.columns[index]
  try {
    return await measureColumn(column, work)
  } finally {
    if (column.reference !== null) work.reference.release(column.name)
    if (column.current !== null) work.current.release(column.name)
  }
}
