import { createHash } from "node:crypto"
import {
  closeSync,
  createReadStream,
  openSync,
  readdirSync,
  readSync,
  statSync,
  type Dirent,
  type Stats,
} from "node:fs"
import { basename, dirname, join } from "node:path"
import { setTimeout } from "node:timers/promises"
import { createGunzip } from "node:zlib"
import { LineCutter } from "./lines.js"
import { parseRecord } from "./record.js"
import type { Idle, Reading, Records, StreamSource, Unread } from "./source.js"

/** How often it is looked whether there is more, in milliseconds. */
const pause = 250
/** A file that was not written to for so long may end without a line feed. */
const settled = 2000
/** What tells a file from another one whatever it is called: its first line, or as much of it. */
const markBytes = 4096
const chunkBytes = 262_144

/** A file at one look. */
interface Seen {
  path: string
  /** What names it in offsets. */
  part: string
  size: number
  modified: number
}

/** Records in JSON Lines: one file that grows and is rotated, or all of a folder, in the order of their names. Positions count bytes, unpacked. */
export function filesSource(from: string, reading: Reading): StreamSource {
  const looks = new Looks()
  const folder = statSync(from).isDirectory() ? new Folder(from) : null
  const list = folder === null ? follow(from, reading, looks) : () => folder.files()
  const read = new Map(reading.done().resume())
  return {
    name: from,
    resumes: true,
    unread: () => (folder === null || read.size > 0 ? null : folder.unread),
    async *events(signal) {
      for (;;) {
        for (const path of list(read)) {
          const seen = looks.at(path)
          if (seen !== null && !looks.isRead(seen, read)) yield* recordsOf(seen, read, reading.once, signal)
          if (signal.aborted) return
        }
        if (reading.once || signal.aborted) return
        yield { kind: "idle" }
        await setTimeout(pause, undefined, { signal }).catch(() => undefined)
      }
    },
    close: () => Promise.resolve(),
  }
}

/** Endings of files that are read in a folder, each also with .gz after it. */
const endings = [".jsonl", ".ndjson", ".json", ".log"] as const
const isRead = new RegExp(`^[^.].*(${endings.join("|").replaceAll(".", "\\.")})(\\.gz)?$`, "i")
/** What a file that is being written is called: it may get another name. */
const isUnfinished = /^\.|\.(tmp|temp|part|partial)$|~$/i

/** A folder into which files fall. */
class Folder {
  /** What the last look found, where it found nothing to read. */
  unread: Unread | null = null

  constructor(private readonly path: string) {}

  /** Files by name; what is being written, folders and other endings are passed over. */
  files(): string[] {
    const entries = readdirSync(this.path, { withFileTypes: true })
    const files = entries.filter((entry) => entry.isFile() && isRead.test(entry.name)).map(({ name }) => name)
    this.unread = files.length > 0 ? null : unreadOf(entries)
    return files.map((name) => join(this.path, name)).sort()
  }
}

/** Null where nothing is passed over. */
function unreadOf(entries: readonly Dirent[]): Unread | null {
  const passed = entries
    .filter(({ name }) => !isUnfinished.test(name))
    .map((entry) => ({ name: entry.name, mark: markOf(entry) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  return passed.length === 0 ? null : { entries: passed, endings }
}

const markOf = (entry: Dirent) => (entry.isDirectory() ? "/" : entry.isSymbolicLink() ? " (a link)" : "")

/** One file: before it those that it was before it was rotated, as far as they were not read. */
function follow(path: string, { warn }: Reading, looks: Looks): (read: ReadonlyMap<string, number>) => string[] {
  let before: string[] = []
  let part: string | null = null
  return (read) => {
    const now = looks.at(path)
    if (now === null || now.part === part) return [...before, path]
    const known = part === null ? Array.from(read.keys()) : [part]
    part = now.part
    if (known.length === 0 || known.includes(now.part)) return [path]
    before = rotated(path, new Set(known), looks)
    if (before.length === 0)
      warn(`${path} was replaced, and what it was before is not beside it: what was not read of that is lost`)
    return [...before, path]
  }
}

/** The file that was read, under the name it has now, and those that were begun after it: oldest first. */
function rotated(path: string, known: ReadonlySet<string>, looks: Looks): string[] {
  const start = basename(path)
  const beside = readdirSync(dirname(path) || ".")
    .filter((name) => name !== start && name.startsWith(start) && !name.endsWith(".gz"))
    .map((name) => looks.at(join(dirname(path), name)))
    .filter((seen) => seen !== null)
    .sort((a, b) => a.modified - b.modified || rotation(b.path) - rotation(a.path))
  const first = beside.findIndex(({ part }) => known.has(part))
  return first < 0 ? [] : beside.slice(first).map((seen) => seen.path)
}

/** How often a file was rotated: 2 for "log.2"; 0 where its name does not say so. */
const rotation = (path: string) => Number(/\.(\d{1,4})$/.exec(path)?.[1] ?? 0)

/** What files are, each looked at again only when it was written to. */
class Looks {
  private readonly known = new Map<string, { seen: Seen; inode: number }>()

  /** Null where there is nothing yet: no file, or no whole first line. */
  at(path: string): Seen | null {
    const stats = statSync(path, { throwIfNoEntry: false })
    if (stats === undefined || !stats.isFile() || stats.size === 0) return null
    const before = this.known.get(path)
    const { seen } = before ?? {}
    if (
      seen !== undefined &&
      before?.inode === stats.ino &&
      seen.size === stats.size &&
      seen.modified === stats.mtimeMs
    )
      return seen
    const part = partOf(path, stats)
    if (part === null) return null
    const now = { path, part, size: stats.size, modified: stats.mtimeMs }
    this.known.set(path, { seen: now, inode: stats.ino })
    return now
  }

  private readonly finished = new Map<string, number>()

  /** Whether nothing can have come since it was read to its end. */
  isRead({ path, part, size }: Seen, read: ReadonlyMap<string, number>): boolean {
    if (!path.endsWith(".gz")) return (read.get(part) ?? 0) >= size
    if (this.finished.get(part) === size) return true
    this.finished.set(part, size)
    return false
  }
}

function partOf(path: string, { size }: Stats): string | null {
  const bytes = Buffer.alloc(Math.min(size, markBytes))
  const fd = openSync(path, "r")
  try {
    readSync(fd, bytes, 0, bytes.length, 0)
  } finally {
    closeSync(fd)
  }
  const end = bytes.indexOf(10)
  if (end < 0 && size < markBytes && parseRecord(bytes.toString()) === null && !path.endsWith(".gz")) return null
  return createHash("sha256")
    .update(end < 0 ? bytes : bytes.subarray(0, end))
    .digest("hex")
    .slice(0, 16)
}

async function* recordsOf(
  { path, part, size, modified }: Seen,
  read: Map<string, number>,
  once: boolean,
  signal: AbortSignal,
): AsyncGenerator<Records | Idle> {
  const isPacked = path.endsWith(".gz")
  const start = isPacked ? 0 : (read.get(part) ?? 0)
  if (start > size) return // It was cut short, and begins as it did.
  const cutter = new LineCutter(start)
  const bytes = createReadStream(path, { start, ...(isPacked ? {} : { end: size - 1 }), highWaterMark: chunkBytes })
  for await (const chunk of isPacked ? bytes.pipe(createGunzip({ chunkSize: chunkBytes })) : bytes) {
    const found = cutter.take(chunk as Buffer)
    if (found === null) continue
    read.set(part, found.positions[found.lines.length])
    yield { kind: "records", part, ...found }
    if (signal.aborted) return
  }
  const rest = cutter.end()
  if (rest === null || !(once || isPacked || Date.now() - modified > settled)) return
  if (parseRecord(rest.lines.text(0)) === null) return
  read.set(part, rest.positions[1])
  yield { kind: "records", part, ...rest }
}
