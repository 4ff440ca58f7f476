import { having } from "../arguments.js"
import { availableParallelism } from "node:os"
import { Worker } from "node:worker_threads"
import type { Dataset, Reopening } from "../model.js"
import type { ReadSides } from "../sources/source.js"
import { endOf } from "./end-of.js"
import { takeColumns, type MeasureJob, type PartJob } from "./job.js"

/**
 * Values of both sides together for each thread before another one pays. It costs a quarter more CPU and a third more memory,
 * so that nobody gets one unasked before it shortens the run; where `--workers` asks for it, from where it may.
 */
const valuesPerThread = { unasked: 40_000_000, asked: 4_000_000 }

/** Values of both sides that all threads hold at once, a column each, where nobody asked for threads: about a gigabyte in all. */
const valuesAtOnce = 30_000_000

/** How the columns of these two datasets are shared out. */
export interface Sharing {
  reference: Dataset
  current: Dataset
  read: ReadSides
  /** Threads at most, this one counted; null: as many as the machine runs at once. */
  workers: number | null
  /** Values of both sides together that make one more thread worth its start. */
  valuesPerThread?: number
}

export const aSharing = having(["reference", "current", "read"], "what threads share")

/** Threads for the columns, this one counted; 1 where no more pay. */
export function threadsFor(
  sharing: Pick<Sharing, "workers" | "valuesPerThread">,
  columns: number,
  rows: number,
): number {
  const asked = sharing.workers !== null
  const perThread = sharing.valuesPerThread ?? valuesPerThread[asked ? "asked" : "unasked"]
  const most = sharing.workers ?? Math.min(availableParallelism(), Math.max(1, Math.floor(valuesAtOnce / rows)))
  return Math.min(most, columns, Math.floor((rows * columns) / perThread))
}

/** How many threads take the work's columns, this one counted, and both sides as another one can open them. */
interface Threads {
  threads: number
  sides: { reference: Reopening; current: Reopening }
}

/** Null where more than this thread do not pay, or could not open a side: rows taken from a file are no file that could be opened. */
export function threadsOf(
  sharing: Sharing,
  work: Pick<Sharing, "reference" | "current"> & { columns: readonly unknown[] },
): Threads | null {
  const [reference, current] = [sharing.reference.reopening, sharing.current.reopening]
  if (work.reference.reopening === null || work.current.reopening === null) return null
  if (reference === null || current === null) return null
  const threads = threadsFor(sharing, work.columns.length, work.reference.rows + work.current.rows)
  return threads < 2 ? null : { threads, sides: { reference, current } }
}

/** A job in several threads. */
export interface Shared<Found> {
  job: MeasureJob | PartJob
  workerFile: URL
  /** This one counted. */
  threads: number
  /** Looks at a column in this thread. */
  find: (index: number) => Promise<Found>
  /** Called as columns are done, wherever. */
  done?: (index: number, found: Found) => void
}

/**
 * What this thread and workers find of the job's columns, in their order: each takes the next column that nobody has taken. A worker that
 * fails is an InputError if its input or the machine's memory is to blame; all threads then stop.
 */
export async function shareColumns<Found>({ job, workerFile, threads, find, done }: Shared<Found>): Promise<Found[]> {
  const total = job.columns.length
  const next = new Int32Array(job.next)
  const all = new Map<number, Found>()
  const take = (index: number, found: Found) => {
    all.set(index, found)
    done?.(index, found)
  }
  const workers: Worker[] = []
  try {
    const ends = Array.from({ length: threads - 1 }, () => {
      const worker = new Worker(workerFile, { workerData: job })
      workers.push(worker)
      return endOf<Found>(worker, (message) => {
        if (message.kind === "found") take(message.index, message.found)
      })
    })
    await Promise.all([takeColumns(total, next, find, take), ...ends])
  } catch (error) {
    Atomics.store(next, 0, total) // No thread takes another column.
    throw error
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()))
  }
  return job.columns.map(({ name }, index) => {
    const found = all.get(index)
    if (found === undefined) throw new Error(`no worker handed in column ${JSON.stringify(name)}`)
    return found
  })
}
