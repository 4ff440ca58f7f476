/** The part of parquetjs-lite that the Parquet reporter uses; it has no types of its own. */
declare module "parquetjs-lite" {
  import type { Writable } from "node:stream"

  export interface FieldDefinition {
    type: "UTF8" | "INT64" | "DOUBLE" | "TIMESTAMP_MILLIS"
    compression: "SNAPPY"
    optional: boolean
  }

  interface ParquetWriter {
    appendRow(row: Record<string, unknown>): Promise<void>
    close(): Promise<void>
  }

  const parquet: {
    ParquetSchema: new (fields: Record<string, FieldDefinition>) => object
    ParquetWriter: { openStream(schema: object, stream: Writable): Promise<ParquetWriter> }
  }
  export default parquet
}
