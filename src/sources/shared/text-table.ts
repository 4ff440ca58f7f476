import { InputError } from "../../errors.js"
import type { TableSource } from "../source.js"
import { ColumnStore } from "./column-store.js"
import { vectorFrom, type GatheredColumn } from "./gathered.js"
import type { HandedTable, TextTable } from "./handed-table.js"

/** The table as a source; `store` keeps what did not fit in memory, and is closed with it. */
export function textSource(path: string, table: TextTable, store: ColumnStore): TableSource {
  const { gathered, lists, ...facts } = table
  let open: readonly GatheredColumn[] | null = gathered
  return {
    ...facts,
    typed: false,
    readsByColumn: false,
    readColumn(index) {
      if (open === null) throw new InputError(`${path}: the file was closed`)
      return vectorFrom(open[index], store)
    },
    ...(lists && { sampleLists: (index: number) => lists[index] }),
    handOver() {
      open = null
      return { table, store: store.handOver() }
    },
    close() {
      if (open !== null) store.close()
      open = null
    },
  }
}

/** The source of a table that another thread read; `lent`: the bytes of memory that it might keep columns in. */
export function handedSource(path: string, { table, store }: HandedTable, lent: number): TableSource {
  return textSource(path, table, new ColumnStore(undefined, { ...store, taken: lent }))
}
