/** What runs in a worker thread: reads a text file, or measures the columns that it takes of inputs that are open. */
import { parentPort, workerData } from "node:worker_threads"
import { withEqualHashing, openDataset } from "../datasets/open-dataset.js"
import { InputError } from "../errors.js"
import type { Dataset, MeasuredColumn } from "../model.js"
import { policyOf } from "../options/policies.js"
import { loadMethods } from "../registry.js"
import { openSource } from "../sources/open.js"
import { sharedRoom } from "../sources/shared/column-store.js"
import { buffersOf } from "../sources/shared/handed-table.js"
import { takeColumns, type Job, type Message, type ReadingJob } from "./job.js"

const job = workerData as Job | ReadingJob
try {
  if (job.kind === "read") await read(job)
  else await measure(job)
} catch (error) {
  if (!(error instanceof InputError)) throw error
  post({ kind: "input-error", message: error.message, hint: error.hint }, [])
}

/** Reads a text file and hands all of it over. */
async function read({ input, options, room }: ReadingJob): Promise<void> {
  sharedRoom.takeAllBut(room)
  const source = await openSource(input, options)
  if (source.handOver === undefined) throw new Error(`${input.path} is not read whole`)
  const handed = source.handOver()
  post({ kind: "read", handed }, buffersOf(handed))
}

/** Measures the columns that no other thread takes. */
async function measure({ columns, options, rows, cut, course, readings, next, ...job }: Job): Promise<void> {
  const opened: Dataset[] = []
  try {
    for (const side of ["reference", "current"] as const)
      opened.push(await openDataset(job[side].input, job.read[side], job[side].rowMemory))
    const sides = withEqualHashing(opened[0], opened[1])
    const reference = sides[0].reread?.(readings.reference) ?? sides[0]
    const current = sides[1].reread?.(readings.current) ?? sides[1]
    const judging = { methods: await loadMethods(), policy: policyOf(options) }
    const work = { columns, reference, current, options, rows, cut, course, readings, ...judging }
    await takeColumns(work, new Int32Array(next), () => undefined, hand)
  } finally {
    for (const dataset of opened) dataset.close()
  }
}

function hand(index: number, column: MeasuredColumn): void {
  post({ kind: "measured", index, column }, sampledBuffers(column))
}

/** The sampled values' memory, which is moved to the other thread and not copied. */
function sampledBuffers({ sampled }: MeasuredColumn): ArrayBuffer[] {
  if (sampled === null) return []
  const buffers = [sampled.reference.buffer, sampled.current.buffer]
  return Array.from(new Set(buffers.filter((buffer) => buffer instanceof ArrayBuffer)))
}

function post(message: Message, moved: ArrayBuffer[]): void {
  parentPort?.postMessage(message, moved)
}
