import { createHash } from "node:crypto"
import { describe, expect, it } from "vitest"
import { ArrowDataset } from "../../src/datasets/arrow-dataset.js"
import { openDataset } from "../../src/datasets/open-dataset.js"
import type { Dataset } from "../../src/model.js"
import { openInput, openSource } from "../../src/sources/open.js"

const files = ["flights_schema_cur.parquet", "carloan_cur.parquet", "bikeshare_cur.parquet", "penguins_cur.csv"]

/** Comparing long arrays value by value takes the test runner seconds. */
function digest(values: Float64Array): string {
  return createHash("sha256")
    .update(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
    .digest("hex")
}

/** Everything that a dataset says of a column, asked twice. */
async function answers(dataset: Dataset, column: string, rows: Int32Array): Promise<unknown[]> {
  const all = []
  for (let time = 0; time < 2; time++) {
    const counts = await dataset.counts(column)
    const reader = await dataset.reader(column)
    const [summary, sample, values, others] = [
      await dataset.summary(column),
      await dataset.sample(column),
      await dataset.values(column, rows),
      await dataset.values(column, rows.slice(1)),
    ]
    const read = reader.kind === "numbers" ? digest(reader.read(0, dataset.rows)) : null
    all.push(summary, digest(sample), values, others, JSON.stringify(Array.from(counts)), read)
  }
  dataset.release(column)
  return all
}

describe("a dataset that knows which rows will be asked for says what any other says", () => {
  for (const file of files)
    it(`of ${file}`, async () => {
      const path = `fixtures/data/${file}`
      const plain = await openDataset(path, {})
      const source = await openSource(await openInput(path, {}), {})
      // As of a table that is too large for its columns to be kept.
      const planned = new ArrowDataset(path, source, undefined, 0)
      const rows = Int32Array.from({ length: Math.min(200, plain.rows) }, (_, i) => Math.floor((i * plain.rows) / 200))
      planned.planRows(rows)
      for (const { name } of plain.columns)
        expect(await answers(planned, name, rows), name).toEqual(await answers(plain, name, rows))
      expect(await planned.rowFacts()).toEqual(await plain.rowFacts())
      for (const dataset of [plain, planned]) dataset.close()
    })
})
