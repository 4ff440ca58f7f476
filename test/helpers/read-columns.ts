import { openFile } from "../../src/files/open-file.js"
import { vectorNumbers } from "../../src/columns/vector-numbers.js"
import { openParquet } from "../../src/sources/parquet.js"
import { sortAscending } from "../../src/stats/sort-ascending.js"

/** The finite values of every column of a Parquet file of numbers, ascending, by name. */
export async function readSortedColumns(path: string): Promise<Map<string, Float64Array>> {
  const source = await openParquet(openFile(path), {})
  try {
    const columns = source.columns.map(({ name }, index) => {
      return [name, sortAscending(vectorNumbers(source.readColumn(index)).finite)] as const
    })
    return new Map(columns)
  } finally {
    source.close()
  }
}
