import { Unanswerable } from "../../src/errors.js"
import type { Dataset } from "../../src/model.js"

export const notHandedOver = "The database hands over figures and counts, no values."

/** The same table as a database would answer for it: figures, counts and quantiles, but never values or rows. */
export function pushDownDataset(table: Dataset): Dataset {
  const refuse = () => Promise.reject(new Unanswerable(notHandedOver))
  return {
    label: table.label,
    path: table.path,
    rows: table.rows,
    columns: table.columns,
    typed: table.typed,
    warnings: table.warnings,
    exact: true,
    keepsRows: false,
    fileFacts: () => Promise.resolve(null),
    categorySalt: null,
    reopening: null,
    summary: (column) => table.summary(column),
    counts: (column) => table.counts(column),
    binned: (column, edges) => table.binned(column, edges),
    quantiles: (column, shares) => table.quantiles(column, shares),
    sample: refuse,
    texts: refuse,
    values: refuse,
    reader: refuse,
    keyHashes: refuse,
    repeatedRows: refuse,
    rowFacts: refuse,
    release: (column) => table.release(column),
    close: () => table.close(),
  }
}
