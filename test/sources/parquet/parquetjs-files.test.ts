import { createRequire } from "node:module"
import { expect, test } from "vitest"
import { readParquet } from "./cells.js"
import { temporaryFiles } from "./temporary-files.js"

interface Writer {
  setRowGroupSize(rows: number): void
  appendRow(row: Record<string, unknown>): Promise<void>
  close(): Promise<void>
}
interface ParquetJs {
  ParquetSchema: new (fields: Record<string, object>) => object
  ParquetWriter: { openFile(schema: object, path: string, options: object): Promise<Writer> }
}

// It has no types of its own.
const { ParquetSchema, ParquetWriter } = createRequire(import.meta.url)("parquetjs-lite") as ParquetJs
const write = temporaryFiles()

const rows = Array.from({ length: 250 }, (_, i) => ({
  name: `name ${i % 9}`,
  count: i * 1000 - 7,
  ratio: i / 7,
  flag: i % 3 === 0,
  ...(i % 4 !== 0 && { maybe: i - 100 }),
  at: new Date(Date.UTC(2024, 0, 1) + i * 1000),
  raw: Buffer.from([i, 255 - i]),
  tags: i % 5 === 0 ? [] : [`tag ${i}`, "other"],
}))

for (const compression of ["UNCOMPRESSED", "GZIP", "SNAPPY"])
  for (const useDataPageV2 of [false, true])
    test(`a file by parquetjs-lite, ${compression}, page version ${useDataPageV2 ? 2 : 1}, reads as written`, async () => {
      const path = write(`${compression}-${useDataPageV2}.parquet`, "")
      await writeRows(path, compression, useDataPageV2)
      const { columns } = await readParquet(path)
      const cells = Object.fromEntries(columns.map((column) => [column.name, column.cells]))
      expect(cells.name).toEqual(rows.map(({ name }) => name))
      expect(cells.count).toEqual(rows.map(({ count }) => String(count)))
      expect(cells.ratio).toEqual(rows.map(({ ratio }) => String(ratio)))
      expect(cells.flag).toEqual(rows.map(({ flag }) => flag))
      expect(cells.maybe).toEqual(rows.map(({ maybe }) => (maybe === undefined ? null : String(maybe))))
      expect(cells.at).toEqual(rows.map(({ at }) => String(at.getTime())))
      expect(cells.raw).toEqual(rows.map(({ raw }) => ({ h: raw.toString("hex") })))
      expect(cells.tags).toEqual(rows.map(() => true))
      expect(columns.map(({ storageType }) => storageType)).toEqual([
        "string",
        "int64",
        "double",
        "bool",
        "int32",
        "timestamp[ms]",
        "binary",
        "list<tags: string>",
      ])
    })

async function writeRows(path: string, compression: string, useDataPageV2: boolean): Promise<void> {
  const schema = new ParquetSchema({
    name: { type: "UTF8", compression },
    count: { type: "INT64", compression },
    ratio: { type: "DOUBLE", compression },
    flag: { type: "BOOLEAN", compression },
    maybe: { type: "INT32", optional: true, compression },
    at: { type: "TIMESTAMP_MILLIS", compression },
    raw: { type: "BYTE_ARRAY", compression },
    tags: { type: "UTF8", repeated: true, compression },
  })
  const writer = await ParquetWriter.openFile(schema, path, { useDataPageV2 })
  writer.setRowGroupSize(100)
  for (const row of rows) await writer.appendRow(row)
  await writer.close()
}
