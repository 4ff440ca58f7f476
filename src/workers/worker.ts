/** What runs in a worker thread: reads the inputs that are open and measures the columns that it takes. Started by measure-in-threads.ts. */
import { parentPort, workerData } from "node:worker_threads"
import { withEqualHashing, openDataset } from "../datasets/open-dataset.js"
import { InputError } from "../errors.js"
import type { Dataset, MeasuredColumn } from "../model.js"
import { policyOf } from "../options/policies.js"
import { loadMethods } from "../registry.js"
import { takeColumns, type Job, type Message } from "./job.js"

const job = workerData as Job
const opened: Dataset[] = []
try {
  for (const side of ["reference", "current"] as const)
    opened.push(await openDataset(job[side].input, job.read[side], job[side].rowMemory))
  const { columns, options, rows, cut, course, readings } = job
  const sides = withEqualHashing(opened[0], opened[1])
  const reference = sides[0].reread?.(readings.reference) ?? sides[0]
  const current = sides[1].reread?.(readings.current) ?? sides[1]
  const judging = { methods: await loadMethods(), policy: policyOf(options) }
  const work = { columns, reference, current, options, rows, cut, course, readings, ...judging }
  await takeColumns(work, new Int32Array(job.next), () => undefined, hand)
} catch (error) {
  if (!(error instanceof InputError)) throw error
  post({ kind: "input-error", message: error.message, hint: error.hint }, [])
} finally {
  for (const dataset of opened) dataset.close()
}

function hand(index: number, column: MeasuredColumn): void {
  post({ kind: "measured", index, column }, buffersOf(column))
}

/** The sampled values' memory, which is moved to the other thread and not copied. */
function buffersOf({ sampled }: MeasuredColumn): ArrayBuffer[] {
  if (sampled === null) return []
  const buffers = [sampled.reference.buffer, sampled.current.buffer]
  return Array.from(new Set(buffers.filter((buffer) => buffer instanceof ArrayBuffer)))
}

function post(message: Message, moved: ArrayBuffer[]): void {
  parentPort?.postMessage(message, moved)
}
