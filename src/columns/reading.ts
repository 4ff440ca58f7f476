import type { Reading } from "../model.js"

/** What one kind of value found in a column: how each side is read (null: as it is stored), or what it leaves open. */
export type Found = { readings: (Reading | null)[]; note: string } | { open: string }

/** Whether so many of the rows are enough to say what a column is: the rest is counted and named. */
export const isMost = (some: number, rows: number) => rows > 0 && some >= 0.95 * rows
