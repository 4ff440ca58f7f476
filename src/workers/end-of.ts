import type { Worker } from "node:worker_threads"
import { InputError } from "../errors.js"
import { ownFile } from "../installation.js"
import type { Message } from "./job.js"

/** What was built of worker.ts: a worker cannot be started from TypeScript, from which only tests run. */
export const compiledWorker = ownFile("bin/worker.mjs")

/** Settles when the worker has ended: rejects with an error that says what stopped it. `take` is given all else that it sends. */
export function endOf<Found = unknown>(worker: Worker, take: (message: Message<Found>) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.on("message", (message: Message<Found>) => {
      if (message.kind === "input-error") reject(new InputError(message.message, { hint: message.hint }))
      else take(message)
    })
    worker.on("messageerror", reject)
    worker.on("error", (error) => reject(stopped(error)))
    worker.on("exit", (code) => {
      if (code === 0) resolve()
      else reject(new InputError(`a worker thread stopped with code ${code}`, { hint: inOneThread }))
    })
  })
}

const inOneThread = "--workers 1 reads one column at a time, in one thread and with the least memory."

function stopped(error: Error & { code?: string }): Error {
  if (error.code !== "ERR_WORKER_OUT_OF_MEMORY" && error.code !== "ERR_WORKER_INIT_FAILED") return error
  return new InputError(`a worker thread could not go on: ${error.message}`, { hint: inOneThread, cause: error })
}
