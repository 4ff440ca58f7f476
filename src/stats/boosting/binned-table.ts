/** Bins per column. Bin 0 holds missing values, the others hold values. */
export const binCount = 64
export const missingBin = 0

export interface BinnedColumn {
  /** The bin of each row, below `binCount`. */
  bins: Uint8Array
  /** Whether the bins are categories, so that their order means nothing. */
  categorical: boolean
}

/** Columns cut into bins, row by row: the bin of row r in column c is `bins[r * columns + c]`. */
export interface BinnedTable {
  rows: number
  columns: number
  bins: Uint8Array
  categorical: readonly boolean[]
}

/** The columns side by side. All have the same number of rows; at least one column. */
export function joinColumns(binned: readonly BinnedColumn[]): BinnedTable {
  const columns = binned.length
  const rows = binned[0].bins.length
  const bins = new Uint8Array(rows * columns)
  binned.forEach((column, c) => {
    for (let row = 0; row < rows; row++) bins[row * columns + c] = column.bins[row]
  })
  return { rows, columns, bins, categorical: binned.map(({ categorical }) => categorical) }
}
