import { closeSync, fstatSync, openSync, readSync, writeSync } from "node:fs"
import { join } from "node:path"
import type { HistoryRun } from "../model.js"
import { HistoryLines, toLine, type ReadRuns } from "./line.js"

export const historyFile = "history.ndjson"

/** What was read of a file of lines, up to a line feed. */
interface SoFar {
  path: string
  inode: number
  size: number
  /** The last bytes of it, which tell whether the file has only grown since. */
  end: Buffer
  lines: HistoryLines
}

/** The file that was read last: whoever judges window after window reads the same one again, and only what is new in it. */
let last: SoFar | null = null
const endBytes = 512

/** All runs in order and a warning for what is damaged at the end, with `all` anywhere; none where there is no file. */
export function readHistory(folder: string, all = false): ReadRuns {
  const path = join(folder, historyFile)
  const fd = openIfThere(path)
  if (fd === null) return { runs: [], written: [], warnings: [] }
  try {
    const { ino: inode, size } = fstatSync(fd)
    const known = last?.path === path && last.inode === inode && hasGrown(fd, size, last) ? last : null
    const bytes = bytesOf(fd, known?.size ?? 0, size)
    const lines = known?.lines ?? new HistoryLines()
    lines.add(bytes.toString("utf8"))
    const isWhole = bytes.length === 0 ? known !== null : bytes.at(-1) === 0x0a
    const end = bytes.length === 0 ? known?.end : Buffer.from(bytes.subarray(-endBytes))
    last = isWhole && end !== undefined ? { path, inode, size, end, lines } : null
    return lines.read(path, all)
  } finally {
    closeSync(fd)
  }
}

function openIfThere(path: string): number | null {
  try {
    return openSync(path, "r")
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null
    throw error
  }
}

/** Whether the file is what was read of it, and whatever came behind. */
const hasGrown = (fd: number, size: number, { size: before, end }: SoFar) =>
  size >= before && bytesOf(fd, before - end.length, before).equals(end)

function bytesOf(fd: number, from: number, to: number): Buffer {
  const bytes = Buffer.alloc(to - from)
  let read = 0
  while (read < bytes.length) {
    const more = readSync(fd, bytes, read, bytes.length - read, from + read)
    if (more === 0) break
    read += more
  }
  return bytes.subarray(0, read)
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
