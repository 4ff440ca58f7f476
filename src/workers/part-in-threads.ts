import { requireArguments } from "../arguments.js"
import { partInTurn, partOne, type PartAll, type Parts, type Split } from "../compare/part-columns.js"
import { compiledWorker } from "./end-of.js"
import { aSharing, shareColumns, threadsOf, type Sharing } from "./share-columns.js"

/** Measures columns segment by segment in several threads, where and as `measureInThreads` does; the result is the same for any number. */
export function partInThreads(sharing: Sharing, workerFile: URL = compiledWorker): PartAll {
  requireArguments("partInThreads", { sharing: [sharing, aSharing] })
  return (work) => {
    const { columns, options, readings } = work
    const shared = threadsOf(sharing, work)
    if (shared === null) return partInTurn(work)
    const { threads, sides } = shared
    const next = new SharedArrayBuffer(4)
    const read = columns.map((column) => ({ ...column, sampled: null })) // Their rows are not what a segment looks at.
    const split = inSharedMemory(work.split)
    return shareColumns<Parts>({
      job: { kind: "part", ...sides, read: sharing.read, options, columns: read, split, readings, next },
      workerFile,
      threads,
      find: (index) => partOne(work, index),
    })
  }
}

/** Four bytes per row, once for all threads. */
function inSharedMemory({ segments, ...split }: Split): Split {
  return { ...split, segments: { reference: sharedCopy(segments.reference), current: sharedCopy(segments.current) } }
}

function sharedCopy(places: Int32Array): Int32Array {
  const copy = new Int32Array(new SharedArrayBuffer(places.byteLength))
  copy.set(places)
  return copy
}
