import { closeSync, fstatSync, openSync, readFileSync, readSync, writeSync } from "node:fs"
import { join } from "node:path"
import type { HistoryRun } from "../model.js"
import { readLines, toLine } from "./line.js"

export const historyFile = "history.ndjson"

/** All runs in order and a warning for what is damaged at the end, with `all` anywhere; none where there is no file. */
export function readHistory(folder: string, all = false): { runs: HistoryRun[]; warnings: string[] } {
  const path = join(folder, historyFile)
  try {
    return readLines(readFileSync(path, "utf8"), path, all)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return { runs: [], warnings: [] }
    throw error
  }
}

/** Adds a line in one write at the end of the file. A last line that was cut short is ended first, so that it spoils no other. */
export function appendRun(folder: string, run: HistoryRun): void {
  const fd = openSync(join(folder, historyFile), "a+")
  try {
    const { size } = fstatSync(fd)
    const last = Buffer.alloc(1)
    if (size > 0) readSync(fd, last, 0, 1, size - 1)
    const bytes = Buffer.from((size > 0 && last[0] !== 0x0a ? "\n" : "") + toLine(run))
    for (let written = 0; written < bytes.length;) written += writeSync(fd, bytes, written)
  } finally {
    closeSync(fd)
  }
}
