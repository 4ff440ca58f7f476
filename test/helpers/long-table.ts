import { writeFileSync } from "node:fs"
import { parquetWriteBuffer } from "hyparquet-writer"

/** Rows of `writeLongTable`: compared with itself, its two columns are worth two threads (4 million values each). */
export const longRows = 2_100_000

/** Writes a Parquet file of two columns so long that comparing it with itself starts a second thread. */
export function writeLongTable(path: string): void {
  const columnData = ["a", "b"].map((name, column) => ({
    name,
    type: "INT32" as const,
    data: Int32Array.from({ length: longRows }, (_, i) => (i * (column + 7)) % 1009),
  }))
  writeFileSync(path, new Uint8Array(parquetWriteBuffer({ columnData })))
}
