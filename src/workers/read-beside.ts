import { availableParallelism } from "node:os"
import { Worker } from "node:worker_threads"
import { readingOf } from "../datasets/open-dataset.js"
import { InputError } from "../errors.js"
import type { Input } from "../model.js"
import { closeInput } from "../sources/input.js"
import { opened, openInput, wholeTextBytes, type OpenedSource } from "../sources/open.js"
import { sharedRoom } from "../sources/shared/column-store.js"
import type { HandedTable } from "../sources/shared/handed-table.js"
import { handedSource } from "../sources/shared/text-table.js"
import type { ReadSides } from "../sources/source.js"
import { compiledWorker, endOf } from "./end-of.js"
import type { ReadingJob } from "./job.js"

/**
 * Bytes of the smaller of two text files from which a thread of its own for one of them pays. Its start costs about 0.4 CPU seconds: two
 * files of 36 MB took 7 % more CPU for a sixth less time, two of 9 MB 18 % more for a fifteenth less.
 */
const leastBytes = 64 * 2 ** 20

/** A file that another thread reads meanwhile. */
export interface Beside {
  /** The file when it was read; rejects as opening it here would. Whoever takes it closes it. */
  take: () => Promise<OpenedSource>
  /** Ends the thread, and closes what nobody took. */
  end: () => Promise<void>
}

/**
 * Begins to read the current side in a thread of its own where both sides are large CSV or JSON Lines files, which are read whole when
 * they are opened: null elsewhere. `threads`: as many at most, this one counted; null: as many as the machine runs at once.
 */
export async function readBeside(
  paths: { reference: string; current: string },
  read: ReadSides,
  threads: number | "none" | null,
  least = leastBytes,
): Promise<Beside | null> {
  if (threads === "none" || (threads ?? availableParallelism()) < 2) return null
  for (const side of ["reference", "current"] as const)
    if (read[side].query !== undefined || (await wholeTextBytes(paths[side], read[side].format)) < least) return null
  try {
    return begin(await openInput(paths.current, read.current), read)
  } catch (error) {
    if (error instanceof InputError) return null // Said when its turn comes.
    throw error
  }
}

function begin(input: Input, { current }: ReadSides): Beside {
  const room = sharedRoom.takeHalf()
  const reading = readApart({ kind: "read", input: { ...input, borrowed: true }, options: readingOf(current), room })
  const source = reading.table.then(
    (handed) => opened(handedSource(input.path, handed, room), input),
    (error: unknown) => {
      sharedRoom.giveBack(room)
      closeInput(input)
      throw error
    },
  )
  source.catch(() => undefined) // Said to whoever takes it.
  let isTaken = false
  return {
    take() {
      isTaken = true
      return source
    },
    async end() {
      await reading.end()
      if (!isTaken) (await source.catch(() => null))?.close()
    },
  }
}

/** The table that a thread of its own reads. */
function readApart(job: ReadingJob): { table: Promise<HandedTable>; end: () => Promise<unknown> } {
  // Descriptors that a thread opened are else closed when it ends; that of the temporary file is handed over.
  const worker = new Worker(compiledWorker, { workerData: job, trackUnmanagedFds: false })
  let handed: HandedTable | undefined
  const ended = endOf(worker, (message) => {
    if (message.kind === "read") handed = message.handed
  })
  const table = ended.then(() => {
    if (handed === undefined) throw new Error(`no worker handed in ${job.input.path}`)
    return handed
  })
  return { table, end: () => worker.terminate() }
}
