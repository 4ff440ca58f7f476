/** Messages of Spark Connect (spark/connect/base.proto of Spark 3.5 to 4.2), by what they are for. */
import { bytesIn, fieldsOf, message, textIn } from "./protobuf.js"

/** Whose messages they are. */
export interface Speaker {
  sessionId: string
  user: string
}

const service = "/spark.connect.SparkConnectService"
export const paths = {
  execute: `${service}/ExecutePlan`,
  reattach: `${service}/ReattachExecute`,
  release: `${service}/ReleaseExecute`,
  config: `${service}/Config`,
  interrupt: `${service}/Interrupt`,
  releaseSession: `${service}/ReleaseSession`,
} as const

const client = "driftcheck"
const start = ({ sessionId, user }: Speaker) => [[1, sessionId] as const, [2, message([1, user])] as const]

/** A statement that gives rows: its answer may be asked for again from any place on. */
export function executePlan(speaker: Speaker, operation: string, sql: string): Uint8Array {
  const relation = message([1, message()], [10, message([1, sql])])
  const reattachable = message([1, message([1, 1])])
  return message(...start(speaker), [3, message([1, relation])], [4, client], [5, reattachable], [6, operation])
}

/** The rest of an answer after a response; null: all of it. */
export const reattachExecute = (speaker: Speaker, operation: string, last: string | null): Uint8Array =>
  message(...start(speaker), [3, operation], [4, client], [5, last])

/** The server need keep nothing of an answer any more. */
export const releaseExecute = (speaker: Speaker, operation: string): Uint8Array =>
  message(...start(speaker), [3, operation], [4, client], [5, message()])

/** Settings of the session. */
export function setConfig(speaker: Speaker, settings: Readonly<Record<string, string>>): Uint8Array {
  const pairs = Object.entries(settings).map(([key, value]) => [1, message([1, key], [2, value])] as const)
  return message(...start(speaker), [3, message([1, message(...pairs)])], [4, client])
}

/** Ends all statements of the session. */
export const interruptAll = (speaker: Speaker): Uint8Array => message(...start(speaker), [3, client], [4, 1])

export const releaseSession = (speaker: Speaker): Uint8Array => message(...start(speaker), [3, client])

/** A response of an answer: its id, a batch of rows as a whole Arrow stream, and whether it is the last. */
export interface Response {
  id: string | null
  batch: Uint8Array | null
  isLast: boolean
}

export function readResponse(bytes: Uint8Array): Response {
  const found = fieldsOf(bytes)
  const batch = bytesIn(found, 2)
  return {
    id: textIn(found, 13),
    batch: batch === null ? null : bytesIn(fieldsOf(batch), 2),
    isLast: bytesIn(found, 14) !== null,
  }
}
