import { availableParallelism } from "node:os"
import { Worker } from "node:worker_threads"
import { measureInTurn, type ColumnWork, type MeasureAll, type Progress } from "../compare/measure-all.js"
import type { Dataset, MeasuredColumn } from "../model.js"
import type { ReadSides } from "../sources/source.js"
import { compiledWorker, endOf } from "./end-of.js"
import { takeColumns, type Job } from "./job.js"

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

/**
 * Measures columns in several threads: this one and workers, which each read the same open files and take the next column that
 * nobody has taken. The result is the same for any number of threads. All in this thread where more do not pay: for little
 * data, and for CSV and JSON Lines, which each worker would have to parse whole.
 * A worker that fails is an InputError if its input or the machine's memory is to blame; all threads then stop.
 */
export function measureInThreads(sharing: Sharing, workerFile: URL = compiledWorker): MeasureAll {
  return (work, progress) => {
    // Rows taken from a file are no file that another thread could open.
    const whole = work.reference.reopening !== null && work.current.reopening !== null
    const threads = whole ? threadsFor(sharing, work.columns.length, work.reference.rows + work.current.rows) : 1
    const [reference, current] = [sharing.reference.reopening, sharing.current.reopening]
    if (threads < 2 || reference === null || current === null) return measureInTurn(work, progress)
    const { columns, options, rows, cut, course, readings } = work
    const next = new SharedArrayBuffer(4)
    return share(
      { kind: "measure", reference, current, read: sharing.read, options, columns, rows, cut, course, readings, next },
      work,
      workerFile,
      threads,
      progress,
    )
  }
}

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

async function share(
  job: Job,
  work: ColumnWork,
  workerFile: URL,
  threads: number,
  progress: Progress,
): Promise<MeasuredColumn[]> {
  const total = job.columns.length
  const next = new Int32Array(job.next)
  const measured = new Map<number, MeasuredColumn>()
  const done = (index: number, column: MeasuredColumn) => {
    measured.set(index, column)
    progress(measured.size, total, column.name)
  }
  const workers: Worker[] = []
  try {
    const ends = Array.from({ length: threads - 1 }, () => {
      const worker = new Worker(workerFile, { workerData: job })
      workers.push(worker)
      return endOf(worker, (message) => {
        if (message.kind === "measured") done(message.index, message.column)
      })
    })
    await Promise.all([
      takeColumns(work, next, (index) => progress(measured.size, total, job.columns[index].name), done),
      ...ends,
    ])
  } catch (error) {
    Atomics.store(next, 0, total) // No thread takes another column.
    throw error
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()))
  }
  return job.columns.map((column, index) => {
    const found = measured.get(index)
    if (found === undefined) throw new Error(`no worker handed in column ${JSON.stringify(column.name)}`)
    return found
  })
}
