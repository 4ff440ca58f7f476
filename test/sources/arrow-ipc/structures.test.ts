import { expect, test } from "vitest"
import { openFile } from "../../../src/files/open-file.js"
import { openArrowIpc } from "../../../src/sources/arrow-ipc.js"
import { openParquet } from "../../../src/sources/parquet.js"
import { cellsOf } from "../parquet/cells.js"

const options = { mostFields: 100 }

/** The columns that are fields of structures or figures of lists, by name. */
async function flattened(path: string): Promise<Map<string, unknown[]>> {
  const source = await (path.endsWith(".parquet") ? openParquet : openArrowIpc)(openFile(path), options)
  const inner = source.columns.map(({ name }, index) => ({ name, index })).filter(({ name }) => name.includes("."))
  return new Map(inner.map(({ name, index }) => [name, cellsOf(source.readColumn(index), false)]))
}

/** The same table as pyarrow wrote it to both formats. */
const files = ["types.arrow", "types.arrows", "types-lz4.arrow", "types-zstd.arrow"]

test.each(files)("fields of structures and figures of lists are the same in %s as in Parquet", async (file) => {
  const arrow = await flattened(`fixtures/arrow/${file}`)
  const parquet = await flattened("fixtures/arrow/types.parquet")
  expect(parquet.size).toBeGreaterThan(3)
  for (const [name, cells] of parquet) expect(arrow.get(name), name).toEqual(cells)
  expect([...parquet.values()].some((cells) => cells.includes(null))).toBe(true)
})
