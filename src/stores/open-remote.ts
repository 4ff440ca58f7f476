import { writeSync } from "node:fs"
import { InputError } from "../errors.js"
import { noneHere, noteHere } from "../files/here.js"
import { closeFile } from "../files/open-file.js"
import { namelessFile, orFull } from "../files/nameless.js"
import type { OpenFile, RemoteAddress } from "../model.js"
import { ask } from "./ask.js"
import type { RemoteOpenFile } from "./fetch.js"
import { Refusal } from "./refusal.js"
import { piecesOf, type Answer } from "./send.js"

/** So much of a file shows what it is; how long it is comes with it. */
const firstBytes = 4096

/** What a listing says of a file. */
export interface Known {
  size: number
  etag: string | null
}

/** A file elsewhere of which its size is known; nothing of it is fetched yet. `path`: what messages call it. */
export function knownFile(
  address: RemoteAddress,
  path: string,
  { size, etag }: Known,
  traffic: SharedArrayBuffer,
): RemoteOpenFile {
  if (size === 0) throw empty(path)
  const remote = { address, etag, here: noneHere(size), traffic }
  return { path, fd: namelessFile(path), size, written: 0n, remote }
}

/**
 * A file elsewhere with its first bytes; whoever opens it closes it. A server that gives no ranges has given all of it. Throws Refusal, and
 * InputError for an empty file.
 */
export async function openRemote(address: RemoteAddress, path: string, traffic: SharedArrayBuffer): Promise<OpenFile> {
  const answer = await firstAnswer(address, path, traffic)
  const etag = answer.headers.etag ?? null
  const size = /\/(\d+)$/.exec(answer.headers["content-range"] ?? "")?.[1]
  if (answer.status === 206 && size !== undefined) {
    const file = knownFile(address, path, { size: Number(size), etag }, traffic)
    return orClosed(file, async () => noteHere(file.remote, { start: 0, end: await save(file, answer) }, file.size))
  }
  const file = knownFile(address, path, { size: 1, etag }, traffic)
  let length = 0
  await orClosed(file, async () => void (length = await save(file, answer)))
  return allHere(file, length)
}

/** A file of which everything came at once: its length was not known before. */
function allHere(file: RemoteOpenFile, size: number): OpenFile {
  const whole = { ...file, size, remote: { ...file.remote, here: noneHere(size) } }
  noteHere(whole.remote, { start: 0, end: size }, size)
  if (size > 0) return whole
  closeFile(file)
  throw empty(file.path)
}

function empty(path: string): InputError {
  return new InputError(`${path} is empty: 0 bytes`, { hint: "Check that the export finished." })
}

async function firstAnswer(address: RemoteAddress, path: string, traffic: SharedArrayBuffer): Promise<Answer> {
  try {
    return await ask(address, { headers: { range: `bytes=0-${firstBytes - 1}` } }, traffic)
  } catch (error) {
    if (!(error instanceof Refusal) || error.status !== 416) throw error
    throw empty(path)
  }
}

async function orClosed<F extends OpenFile>(file: F, act: () => Promise<void>): Promise<F> {
  try {
    await act()
    return file
  } catch (error) {
    closeFile(file)
    throw error
  }
}

/** Keeps all of an answer from the file's start on; gives how much that was. */
async function save({ path, fd, remote }: RemoteOpenFile, answer: Answer): Promise<number> {
  let at = 0
  for await (const piece of piecesOf(answer, remote.traffic)) {
    orFull(path, () => {
      for (let done = 0; done < piece.length;) done += writeSync(fd, piece, done, piece.length - done, at + done)
    })
    at += piece.length
  }
  return at
}
