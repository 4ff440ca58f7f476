import type { LakeTable } from "../model.js"

/** A version of a table, and the names of its data files below its folder: as many as the table has parts, in the same order. */
export interface LakeFiles {
  names: readonly string[]
  /** Bytes of each; null: the table does not say. */
  sizes: readonly (number | null)[]
  table: LakeTable
}
