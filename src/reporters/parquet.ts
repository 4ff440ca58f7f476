import { Writable } from "node:stream"
import type { FieldDefinition } from "parquetjs-lite"
import type { Reporter } from "../model.js"
import { longColumns, longTable, type CellType, type LongColumn, type LongRow } from "../report/long-table.js"

const fields: Record<CellType, FieldDefinition> = {
  text: { type: "UTF8", compression: "SNAPPY", optional: true },
  integer: { type: "INT64", compression: "SNAPPY", optional: true },
  number: { type: "DOUBLE", compression: "SNAPPY", optional: true },
  time: { type: "TIMESTAMP_MILLIS", compression: "SNAPPY", optional: true },
}

/** The results as one long table, every value as it is. The file is the same for the same report. */
export default {
  meta: {
    title: "Parquet table",
    description: "The results as one long table, a row for each finding, for a warehouse or a notebook.",
    file: "the results as one long Parquet table",
    stdout: false,
  },

  async render(report) {
    const { default: parquet } = await import("parquetjs-lite")
    const schema = new parquet.ParquetSchema(
      Object.fromEntries(Object.entries(longColumns).map(([column, type]) => [column, fields[type]])),
    )
    const chunks: Buffer[] = []
    const sink = new Writable({
      write(chunk: Buffer, _encoding, done) {
        chunks.push(chunk)
        done()
      },
    })
    const writer = await parquet.ParquetWriter.openStream(schema, sink)
    for (const row of longTable(report)) await writer.appendRow(stored(row))
    await writer.close()
    return Buffer.concat(chunks)
  },
} satisfies Reporter

/** The cells that have a value, as the writer takes them. */
function stored(row: LongRow): Record<string, string | number | Date> {
  const filled = Object.entries(row).filter((entry): entry is [LongColumn, string | number] => entry[1] !== null)
  return Object.fromEntries(
    filled.map(([column, cell]) => [column, longColumns[column] === "time" ? new Date(cell) : cell]),
  )
}
