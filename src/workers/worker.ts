/** What runs in a worker thread: reads a text file, or measures the columns that it takes of inputs that are open. */
import { parentPort, workerData } from "node:worker_threads"
import { measureOne, planRows } from "../compare/measure-all.js"
import { partOne, type Parts } from "../compare/part-columns.js"
import { withEqualHashing, openDataset } from "../datasets/open-dataset.js"
import { InputError, saysWhy } from "../errors.js"
import type { Dataset, MeasuredColumn } from "../model.js"
import { policyOf } from "../options/policies.js"
import { loadMethods } from "../registry.js"
import { openSource } from "../sources/open.js"
import { sharedRoom } from "../sources/shared/column-store.js"
import { buffersOf } from "../sources/shared/handed-table.js"
import { takeColumns, type MeasureJob, type Message, type PartJob, type ReadingJob } from "./job.js"

const job = workerData as MeasureJob | PartJob | ReadingJob
try {
  if (job.kind === "read") await read(job)
  else await lookAt(job)
} catch (error) {
  if (!saysWhy(error)) throw error
  post({ kind: "input-error", message: error.message, hint: error instanceof InputError ? error.hint : undefined }, [])
}

/** Reads a text file and hands all of it over. */
async function read({ input, options, room }: ReadingJob): Promise<void> {
  sharedRoom.takeAllBut(room)
  const source = await openSource(input, options)
  if (source.handOver === undefined) throw new Error(`${input.path} is not read whole`)
  const handed = source.handOver()
  post({ kind: "read", handed }, buffersOf(handed))
}

/** Looks at the columns that no other thread takes. */
async function lookAt(job: MeasureJob | PartJob): Promise<void> {
  const { options, readings, columns } = job
  const next = new Int32Array(job.next)
  const opened: Dataset[] = []
  try {
    for (const side of ["reference", "current"] as const)
      opened.push(await openDataset(job[side].input, job.read[side], job[side].rowMemory))
    const sides = withEqualHashing(opened[0], opened[1])
    const reference = sides[0].reread?.(readings.reference) ?? sides[0]
    const current = sides[1].reread?.(readings.current) ?? sides[1]
    const both = { reference, current, methods: await loadMethods(), policy: policyOf(options) }
    if (job.kind === "measure") {
      const work = { ...job, ...both }
      planRows(work)
      await takeColumns(columns.length, next, (index) => measureOne(work, index), handMeasured)
    } else {
      const work = { ...job, ...both }
      await takeColumns(columns.length, next, (index) => partOne(work, index), handParts)
    }
  } finally {
    for (const dataset of opened) dataset.close()
  }
}

function handMeasured(index: number, found: MeasuredColumn): void {
  post({ kind: "found", index, found }, sampledBuffers(found))
}

function handParts(index: number, found: Parts): void {
  post({ kind: "found", index, found }, [])
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
