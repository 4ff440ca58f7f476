import { randomUUID } from "node:crypto"
import type * as Grpc from "@grpc/grpc-js"
import type { Tries } from "../tries.js"
import * as protocol from "./protocol.js"
import { paths, type Response, type Speaker } from "./protocol.js"

/** What a server is reached with. */
export interface Channel {
  client: Grpc.Client
  /** Sent with every call: the token, and what else the address says. */
  metadata: Grpc.Metadata
}

const mostMs = 10_000
const asIs = (bytes: Uint8Array) => Buffer.from(bytes)

/** Whether the connection broke, and not the statement. */
export const isLost = (error: unknown): boolean => codeOf(error) === 14
const codeOf = (error: unknown): number | null => (error as { code?: number }).code ?? null
/** Whether the server says that an operation never came to it. */
const isUnknown = (error: unknown) => /OPERATION_NOT_FOUND|operation .*not found/i.test((error as Error).message)

/** A session of Spark Connect. */
export class Session {
  readonly speaker: Speaker
  private readonly running = new Set<Grpc.ClientReadableStream<Buffer>>()
  private closed = false

  constructor(
    private readonly channel: Channel,
    user: string,
    private readonly tries: Tries,
  ) {
    this.speaker = { sessionId: randomUUID(), user }
  }

  /** Waits until the server is there, then sets the session up. */
  async open(settings: Readonly<Record<string, string>>): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.channel.client.waitForReady(Date.now() + mostMs, (error) => {
        if (error === undefined || (error as Error | null) === null) resolve()
        else reject(error)
      })
    })
    await this.call(paths.config, protocol.setConfig(this.speaker, settings), mostMs)
  }

  /**
   * The batches of a statement's rows, each a whole Arrow stream. An answer that breaks off, or that the server cuts in two, is asked
   * for again after the last response that came.
   */
  async *execute(sql: string): AsyncGenerator<Uint8Array> {
    const operation = randomUUID()
    const begin = protocol.executePlan(this.speaker, operation, sql)
    let last: string | null = null
    let [path, request]: [string, Uint8Array] = [paths.execute, begin]
    for (let lost = 0; ;) {
      try {
        for await (const response of this.stream(path, request)) {
          lost = 0
          last = response.id ?? last
          if (response.batch !== null) yield response.batch
          if (!response.isLast) continue
          await this.call(paths.release, protocol.releaseExecute(this.speaker, operation), mostMs).catch(
            () => undefined,
          )
          return
        }
        // A server that keeps no answers says nothing of a last response.
        if (last === null) return
      } catch (error) {
        const isNew = last === null && path === paths.reattach && isUnknown(error)
        if (this.closed || !(isNew || isLost(error)) || !(await this.tries.another(lost++))) throw error
        if (isNew) {
          ;[path, request] = [paths.execute, begin]
          continue
        }
      }
      ;[path, request] = [paths.reattach, protocol.reattachExecute(this.speaker, operation, last)]
    }
  }

  /** Ends what runs, in the server too, and the session. Nothing that fails is told: the run is over. */
  async close(): Promise<void> {
    if (this.closed) return
    this.closed = true
    const endMs = 2000
    if (this.running.size > 0)
      await this.call(paths.interrupt, protocol.interruptAll(this.speaker), endMs).catch(() => undefined)
    for (const call of this.running) call.cancel()
    await this.call(paths.releaseSession, protocol.releaseSession(this.speaker), endMs).catch(() => undefined)
    this.channel.client.close()
  }

  private async *stream(path: string, request: Uint8Array): AsyncGenerator<Response> {
    const { client, metadata } = this.channel
    const call = client.makeServerStreamRequest(path, asIs, (bytes) => bytes, request, metadata)
    this.running.add(call)
    try {
      for await (const bytes of call) yield protocol.readResponse(bytes as Buffer)
    } finally {
      this.running.delete(call)
    }
  }

  private call(path: string, request: Uint8Array, ms: number): Promise<void> {
    const { client, metadata } = this.channel
    return new Promise((resolve, reject) => {
      client.makeUnaryRequest(
        path,
        asIs,
        (bytes) => bytes,
        request,
        metadata,
        { deadline: Date.now() + ms },
        (error) => {
          if (error === null) resolve()
          else reject(error)
        },
      )
    })
  }
}
