import { requireArguments } from "../arguments.js"
import { measureInTurn, measureOne, planRows, type MeasureAll } from "../compare/measure-all.js"
import type { MeasuredColumn } from "../model.js"
import { compiledWorker } from "./end-of.js"
import { aSharing, shareColumns, threadsOf, type Sharing } from "./share-columns.js"

export type { Sharing } from "./share-columns.js"

/**
 * Measures columns in several threads: this one and workers, which each read the same open files and take the next column that
 * nobody has taken. The result is the same for any number of threads. All in this thread where more do not pay: for little
 * data, and for CSV and JSON Lines, which each worker would have to parse whole.
 * A worker that fails is an InputError if its input or the machine's memory is to blame; all threads then stop.
 */
export function measureInThreads(sharing: Sharing, workerFile: URL = compiledWorker): MeasureAll {
  requireArguments("measureInThreads", { sharing: [sharing, aSharing] })
  return (work, progress) => {
    const { columns, options, rows, cut, course, readings } = work
    const shared = threadsOf(sharing, work)
    if (shared === null) return measureInTurn(work, progress)
    const { threads, sides } = shared
    planRows(work)
    const next = new SharedArrayBuffer(4)
    let measured = 0
    return shareColumns<MeasuredColumn>({
      job: { kind: "measure", ...sides, read: sharing.read, options, columns, rows, cut, course, readings, next },
      workerFile,
      threads,
      find: (index) => {
        progress(measured, columns.length, columns[index].name)
        return measureOne(work, index)
      },
      done: (_, { name }) => {
        progress(++measured, columns.length, name)
      },
    })
  }
}
