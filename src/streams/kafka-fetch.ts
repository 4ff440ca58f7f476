import type { Broker, Consumer, Reader } from "@platformatic/kafka"
import type * as Client from "@platformatic/kafka"
import { InputError } from "../errors.js"
import type { Aborted } from "./kafka-batches.js"
import { request } from "./kafka-client.js"

/** What a broker says of one partition; `bytes` are batches as they are stored. */
export interface FetchedPartition {
  partition: number
  /** What keeps the broker from giving any; null: nothing does. */
  error: Error | null
  /** The end of what is safely stored. */
  highWatermark: bigint
  /** The end of what open transactions do not hold back: no more is given. */
  lastStableOffset: bigint
  aborted: Aborted[]
  bytes: Buffer
}

export interface Fetch {
  topic: Parameters<Consumer["fetch"]>[0]["topics"][number]
  /** How long the broker waits for more. */
  waitMs: number
  maxBytes: number
}

/** Records of committed transactions, and those of none. */
const readCommitted = 1

/**
 * What a broker has of a topic's partitions. The client's own fetch skips no fields that it does not know, such as the new leader of a
 * partition, checks no sums, and hands on records of a transaction that is given up in a later answer; so the answer is read here.
 */
export async function fetched(
  client: typeof Client,
  consumer: Consumer,
  broker: Broker | undefined,
  { topic, waitMs, maxBytes }: Fetch,
): Promise<FetchedPartition[]> {
  if (broker === undefined) throw new client.NetworkError("the leader of a partition is not in the cluster now")
  const args = [waitMs, 1, maxBytes, readCommitted, 0, 0, [topic], [], ""]
  const { error, partitions } = await request(client, consumer, broker, ["Fetch", ...args], (reader) => {
    try {
      return answerOf(client, reader)
    } catch (cause) {
      const where = `${broker.host}:${broker.port}`
      throw new InputError(`an answer of Kafka at ${where} cannot be read: ${String(cause)}`, { cause })
    }
  })
  if (error === null) return partitions
  // It may fail as a whole over one of them.
  return topic.partitions.map(({ partition }) => ({ ...nothingOf(partition), error }))
}

const nothingOf = (partition: number) => ({
  partition,
  highWatermark: -1n,
  lastStableOffset: -1n,
  aborted: [],
  bytes: Buffer.alloc(0),
})

/** Fetch Response, versions 13 to 17: in those before, topics have no ids. Source: Kafka's FetchResponse.json. */
function answerOf(client: typeof Client, reader: Reader): Answer {
  reader.readInt32() // For how long the broker holds us back: it does so itself.
  const error = errorOf(client, reader)
  reader.readInt32() // The session, which we have none of.
  const topics = listOf(reader, () => {
    reader.readUUID()
    return listOf(reader, () => partitionOf(client, reader))
  })
  return { error, partitions: topics.flat() }
}

interface Answer {
  error: Error | null
  partitions: FetchedPartition[]
}

function partitionOf(client: typeof Client, reader: Reader): FetchedPartition {
  const partition = reader.readInt32()
  const error = errorOf(client, reader)
  const highWatermark = reader.readInt64()
  const lastStableOffset = reader.readInt64()
  reader.readInt64() // The first offset there is.
  const aborted = listOf(reader, () => ({ producerId: reader.readInt64(), firstOffset: reader.readInt64() }))
  reader.readInt32() // A replica to be read in place of the leader: we name no rack, and get none.
  return { partition, error, highWatermark, lastStableOffset, aborted, bytes: reader.readBytes() }
}

function errorOf(client: typeof Client, reader: Reader): Error | null {
  const code = reader.readInt16()
  return code === 0 ? null : new client.ProtocolError(code)
}

/** A list whose items end with tagged fields, which are skipped. */
function listOf<T>(reader: Reader, item: () => T): T[] {
  const read = () => {
    const found = item()
    skipTaggedFields(reader)
    return found
  }
  return reader.readArray(read, true, false)
}

function skipTaggedFields(reader: Reader): void {
  for (let left = reader.readUnsignedVarInt(); left > 0; left--) {
    reader.readUnsignedVarInt()
    reader.skip(reader.readUnsignedVarInt())
  }
}
