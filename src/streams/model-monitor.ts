import { appendFile } from "node:fs/promises"
import { aCount, aFunction, aPath, either, requireArguments, someOptions, type Wanted } from "../arguments.js"
import { hashShare } from "./record.js"

/** Takes lines of JSON and keeps them for `driftcheck watch`: appends them to a file, hands them to a Kafka producer. */
export type SendLines = (lines: readonly string[]) => Promise<unknown>

export interface MonitorOptions {
  /** Records that are sent at once; Infinity: all that wait (default: 500). */
  batch?: number
  /** For how long fewer wait, in milliseconds (default: 1000). */
  every?: number
  /** Records that may wait; while there are as many, further ones are dropped and counted; Infinity: no bound (default: 10,000). */
  most?: number
  /** The share of records that is kept, by the hash of `request_id`, in [0, 1]; 0 keeps none (default: 1). */
  sample?: number
  /** Told of what could not be sent; it is tried again with the next batch. */
  onError?: (error: unknown) => void
}

/** What a timer takes: more would be taken for no time at all. */
const longestWait = 2 ** 31 - 1
const aWait: Wanted = {
  what: `milliseconds from 0 to ${longestWait}`,
  fits: (value) => typeof value === "number" && value >= 0 && value <= longestWait,
}
const aShare: Wanted = {
  what: "a share from 0 to 1",
  hint: "0.1 keeps a tenth of the records",
  fits: (value) => typeof value === "number" && value >= 0 && value <= 1,
}
const anyNumber = either(aCount, { what: "Infinity", fits: (value) => value === Infinity })

/**
 * Logs what a service predicted, without ever throwing into it or keeping it waiting: records are queued, sent in batches, and dropped
 * and counted where nobody takes them. The constructor alone throws, when the service starts.
 */
export class ModelMonitor {
  /** Records that were dropped because too many waited, and those that are no JSON. */
  dropped = 0
  private queue: string[] = []
  private sending: Promise<void> | null = null
  private timer: NodeJS.Timeout | null = null
  private readonly send: SendLines
  private readonly options: Required<MonitorOptions>

  /** `to`: a file in JSON Lines that is appended to, or a function that keeps the lines. Throws UsageError where this or an option is of a wrong type or out of range. */
  constructor(to: string | SendLines, options: MonitorOptions = {}) {
    requireArguments("ModelMonitor", { to: [to, either(aPath, aFunction)], options: [options, someOptions] })
    const { batch = 500, every = 1000, most = 10_000, sample = 1, onError = () => undefined } = options
    this.options = { batch, every, most, sample, onError }
    requireArguments("ModelMonitor", {
      "options.batch": [batch, anyNumber],
      "options.every": [every, aWait],
      "options.most": [most, anyNumber],
      "options.sample": [sample, aShare],
      "options.onError": [onError, aFunction],
    })
    this.send = typeof to === "string" ? appendingTo(to) : to
  }

  /** Records that wait. */
  get waiting(): number {
    return this.queue.length
  }

  /** Queues a record, as `driftcheck watch` reads it. False where it was dropped. Never throws. */
  log(record: object): boolean {
    const { batch, every, most, sample } = this.options
    const line = lineOf(record)
    if (line === null || this.queue.length >= most) {
      this.dropped++
      return false
    }
    if (sample < 1 && hashShare(idOf(record) ?? line) >= sample) return true
    this.queue.push(line)
    if (this.queue.length >= batch) void this.flush()
    else
      this.timer ??= setTimeout(() => {
        this.timer = null
        void this.flush()
      }, every).unref()
    return true
  }

  /** Sends what waits; resolves when it is sent, or when sending failed and it waits for the next time. */
  async flush(): Promise<void> {
    while (this.sending !== null) await this.sending
    if (this.queue.length === 0) return
    this.sending = this.sendAll()
    await this.sending
  }

  /** Sends what waits, for the end of a service; what cannot be sent counts as dropped. */
  async close(): Promise<void> {
    if (this.timer !== null) clearTimeout(this.timer)
    this.timer = null
    await this.flush()
    this.dropped += this.queue.length
    this.queue = []
  }

  private async sendAll(): Promise<void> {
    try {
      while (this.queue.length > 0) {
        const lines = this.queue.slice(0, this.options.batch)
        await this.send(lines)
        this.queue.splice(0, lines.length)
      }
    } catch (error) {
      this.report(error)
    } finally {
      this.sending = null
    }
  }

  private report(error: unknown): void {
    try {
      this.options.onError(error)
    } catch {
      // Whoever is told must not break the service either.
    }
  }
}

/** Appends lines to a file. What a full disk cut off is ended first: the line that was cut is sent again, and must not follow it on its line. */
function appendingTo(path: string): SendLines {
  let isCut = false
  return async (lines) => {
    const start = isCut ? "\n" : ""
    isCut = true
    await appendFile(path, `${start}${lines.join("\n")}\n`)
    isCut = false
  }
}

/** Null for what is no record, whatever a caller hands over, and what JSON cannot hold: a circle, a BigInt, more than a string can be. */
function lineOf(record: unknown): string | null {
  try {
    const line = JSON.stringify(record) as string | undefined
    return line?.startsWith("{") === true ? line : null
  } catch {
    return null
  }
}

function idOf(record: object): string | null {
  const id = (record as { request_id?: unknown }).request_id
  return typeof id === "string" || typeof id === "number" ? String(id) : null
}
