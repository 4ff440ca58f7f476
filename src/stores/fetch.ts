import { writeSync } from "node:fs"
import { InputError } from "../errors.js"
import { blockBytes, missingIn, noteHere, type ByteRange } from "../files/here.js"
import { orFull } from "../files/nameless.js"
import type { OpenFile, RemoteFile } from "../model.js"
import { ask } from "./ask.js"
import { changedHint, silence } from "./refusal.js"
import { piecesOf, type Answer } from "./send.js"

/** Ranges that lie no further apart are fetched as one: a request costs more than these bytes. */
const bytesBetween = 32_768
/** Longer ranges are fetched in pieces, side by side. */
const mostAtOnce = 8 << 20
/** Requests at the same time. */
const mostRequests = 8
const mostCuts = 5

/** A file elsewhere. */
export type RemoteOpenFile = OpenFile & { readonly remote: RemoteFile }

/**
 * Brings these bytes of a file here, those that are not; does nothing for a file of this machine. What is on its way already is waited for,
 * not asked for again. Throws InputError.
 */
export async function bring(file: OpenFile, wanted: readonly ByteRange[]): Promise<void> {
  if (!isRemote(file)) return
  for (;;) {
    const missing = merged(wanted.flatMap((range) => missingIn(file.remote, within(range, file.size), file.size)))
    if (missing.length === 0) return
    if (file.remote.closed === true) throw new Error(`${file.path}: the file was closed`)
    const { free, coming } = apart(missing, underWayOf(file))
    if (free.length > 0) await fetchAll(file, free)
    // Where that failed it is asked for once more, so that whoever needs it is told why.
    else await Promise.allSettled(coming)
  }
}

/** What of a range lies in a file of this size; may be empty. */
function within({ start, end }: ByteRange, size: number): ByteRange {
  return { start: Math.max(0, start), end: Math.max(0, start, Math.min(end, size)) }
}

/** A range that was asked for, and its end. */
interface Coming extends ByteRange {
  done: Promise<void>
}

/** What is under way, by file. */
const underWay = new WeakMap<SharedArrayBuffer, Set<Coming>>()

function underWayOf({ remote: { here } }: RemoteOpenFile): Set<Coming> {
  const known = underWay.get(here) ?? new Set()
  underWay.set(here, known)
  return known
}

/** The ranges without what is coming, and what of that they need. */
function apart(ranges: readonly ByteRange[], all: ReadonlySet<Coming>) {
  const coming = [...all].filter((each) => ranges.some(({ start, end }) => start < each.end && each.start < end))
  const free = ranges.flatMap((range) =>
    coming.reduce<ByteRange[]>((left, each) => left.flatMap((one) => cut(one, each)), [range]),
  )
  return { free, coming: coming.map(({ done }) => done) }
}

/** What of a range lies outside another. */
function cut({ start, end }: ByteRange, other: ByteRange): ByteRange[] {
  return [
    { start, end: Math.min(end, other.start) },
    { start: Math.max(start, other.end), end },
  ].filter((left) => left.start < left.end)
}

async function fetchAll(file: RemoteOpenFile, ranges: readonly ByteRange[]): Promise<void> {
  const known = underWayOf(file)
  const pieces = ranges.flatMap(inPieces).map((piece) => {
    const coming: Coming = { ...piece, done: inTurn(() => fetchRange(file, piece)).finally(() => known.delete(coming)) }
    known.add(coming)
    return coming.done
  })
  // All have ended before one is said to have failed: the file may then be closed.
  const ends = await Promise.allSettled(pieces)
  const failed = ends.find((end) => end.status === "rejected")
  if (failed !== undefined) throw failed.reason
}

/** Brings all bytes of a file here. */
export function bringAll(file: OpenFile): Promise<void> {
  return bring(file, [{ start: 0, end: file.size }])
}

export const isRemote = (file: OpenFile): file is RemoteOpenFile => file.remote !== undefined

/** The ranges in order, those near each other as one. */
export function merged(ranges: readonly ByteRange[]): ByteRange[] {
  const all: ByteRange[] = []
  for (const { start, end } of ranges.toSorted((a, b) => a.start - b.start)) {
    const last = all.at(-1)
    if (last !== undefined && start - last.end <= bytesBetween) last.end = Math.max(last.end, end)
    else all.push({ start, end })
  }
  return all
}

function inPieces({ start, end }: ByteRange): ByteRange[] {
  const count = Math.ceil((end - start) / mostAtOnce)
  return Array.from({ length: count }, (_, i) => ({
    start: start + i * mostAtOnce,
    end: Math.min(end, start + (i + 1) * mostAtOnce),
  }))
}

/** Fetches a range, and what is left of it where the connection is cut. */
async function fetchRange(file: RemoteOpenFile, range: ByteRange): Promise<void> {
  let { start } = range
  for (let cuts = 0; start < range.end && file.remote.closed !== true;) {
    const answer = await askRange(file, { start, end: range.end })
    const before = start
    try {
      start = await keep(file, answer, { start, end: range.end })
      if (start === before) throw new Error("the answer was empty")
    } catch (error) {
      if (error instanceof InputError) throw error
      start = Math.max(start, wholeBlocks((error as { kept?: number }).kept ?? start))
      if (++cuts === mostCuts) throw silence(file.remote.address, error)
    }
  }
}

async function askRange(file: RemoteOpenFile, { start, end }: ByteRange): Promise<Answer> {
  const { address, etag, traffic } = file.remote
  const headers = { range: `bytes=${start}-${end - 1}`, ...(etag?.startsWith('"') ? { "if-match": etag } : {}) }
  const answer = await ask(address, { headers }, traffic)
  refuseOther(file, answer, start)
  return answer
}

/** Stores that do not know If-Match give the new file as if it were the old. */
function refuseOther({ path, size, remote }: RemoteOpenFile, answer: Answer, start: number): void {
  const { etag = null, "content-range": said = "" } = answer.headers
  const found = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(said)
  const isOther = remote.etag !== null && etag !== null && strong(etag) !== strong(remote.etag)
  const isResized = found !== null && found[2] !== "*" && Number(found[2]) !== size
  if (isOther || isResized) {
    answer.body.destroy()
    throw new InputError(`${path} was changed while it was read`, { hint: changedHint })
  }
  if (answer.status !== 206 || Number(found?.[1]) !== start) {
    answer.body.destroy()
    throw new InputError(`cannot read ${path}: its server gives no ranges of bytes`, { hint: "Download it first." })
  }
  remote.etag ??= etag
}

/** A block that came in part is fetched again. */
const wholeBlocks = (end: number) => end - (end % blockBytes)

const strong = (etag: string) => etag.replace(/^W\//, "")

/** Writes an answer's bytes to where they belong; gives the first that is not here yet. A cut says how far it came. */
async function keep(file: RemoteOpenFile, answer: Answer, { start, end }: ByteRange): Promise<number> {
  let at = start
  try {
    for await (const piece of piecesOf(answer, file.remote.traffic)) {
      // Its descriptor may be another file's by now.
      if (file.remote.closed === true) return end
      const held = piece.subarray(0, end - at)
      orFull(file.path, () => writeAll(file.fd, held, at))
      at += held.length
    }
  } catch (error) {
    throw Object.assign(error as Error, { kept: at })
  } finally {
    if (file.remote.closed !== true) noteHere(file.remote, { start, end: at }, file.size)
  }
  return at
}

function writeAll(fd: number, bytes: Uint8Array, at: number): void {
  for (let done = 0; done < bytes.length;) done += writeSync(fd, bytes, done, bytes.length - done, at + done)
}

let running = 0
const waiting: (() => void)[] = []

/** What `act` gives, when fewer than so many are under way. */
async function inTurn<T>(act: () => Promise<T>): Promise<T> {
  if (running >= mostRequests) await new Promise<void>((resolve) => waiting.push(resolve))
  running++
  try {
    return await act()
  } finally {
    running--
    waiting.shift()?.()
  }
}
