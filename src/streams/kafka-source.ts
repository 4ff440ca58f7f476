import { createHash } from "node:crypto"
import { setTimeout } from "node:timers/promises"
import type { Consumer } from "@platformatic/kafka"
import type * as Client from "@platformatic/kafka"
import { InputError, UsageError } from "../errors.js"
import { kafkaAccess, kafkaAddress, type KafkaAddress } from "./kafka-address.js"
import type { Idle, Reading, Records, Reset, StreamSource } from "./source.js"

/** How long a broker waits for more before it answers, and how long after a failure it is asked again: milliseconds. */
const waitMs = 500
const againMs = 1000
const patienceMs = 3000
/** For how long a broker may refuse to let us join: it starts, or still takes us for the reader before us. */
const joinMs = 30_000
const batchBytes = 4 * 2 ** 20
/** Batches that the broker writes itself: ends of transactions. */
const controlBatch = 0x20

type FetchAnswer = Awaited<ReturnType<Consumer["fetch"]>>
type Batch = NonNullable<FetchAnswer["responses"][number]["partitions"][number]["records"]>[number]

/**
 * Records of a Kafka topic. The group shares its partitions; a partition begins where the folder's state or the group's committed offset
 * says, whichever is further. Parts are partition numbers, positions offsets. Throws InputError where no broker answers or lets us in.
 */
export async function kafkaSource(from: string, reading: Reading): Promise<StreamSource> {
  const address = kafkaAddress(from)
  const access = kafkaAccess(reading.environment)
  const { Consumer } = await loadClient()
  const own = `driftcheck-${createHash("sha256").update(reading.key).digest("hex").slice(0, 12)}`
  const consumer = new Consumer({
    groupId: address.group ?? own,
    // Whoever writes to this folder is one and the same reader: after a crash it has its partitions again at once.
    groupInstanceId: own,
    sessionTimeout: 30_000,
    rebalanceTimeout: 30_000,
    clientId: "driftcheck",
    bootstrapBrokers: address.brokers,
    maxWaitTime: waitMs,
    retries: 3,
    retryDelay: 300,
    ...access,
  })
  const reader = new PartitionReader(consumer, address, reading)
  try {
    await reader.joinWithin(joinMs)
  } catch (error) {
    await leave(consumer)
    throw unreachable(address, error)
  }
  return {
    name: from,
    resumes: true,
    events: (signal) => reader.events(signal),
    isOurs: () => !reader.isStale(),
    commit: (positions) => reader.commit(positions),
    close: () => leave(consumer),
  }
}

/** Leaves the group; a broker that is gone is not waited for. */
async function leave(consumer: Consumer): Promise<void> {
  const closed = consumer.close().catch(() => undefined)
  await Promise.race([closed, setTimeout(patienceMs, undefined, { ref: false })])
}

async function loadClient(): Promise<typeof Client> {
  try {
    return await import("@platformatic/kafka")
  } catch (cause) {
    throw new UsageError("reading from Kafka needs the package @platformatic/kafka", {
      hint: "npm install @platformatic/kafka@1",
      cause,
    })
  }
}

/** The partitions that the group gave us, read in turn. */
class PartitionReader {
  /** The next offset of each. */
  private positions = new Map<number, bigint>()
  /** Up to where offsets belong to a record that was handed on; what lies between, ends of transactions and gaps, goes to the next one. */
  private readonly claimed = new Map<number, bigint>()
  /** Where each ended when reading began; null where reading goes on for good. */
  private ends: ReadonlyMap<number, bigint> | null = null
  private joined = false
  private failing = false
  private stale = false

  constructor(
    private readonly consumer: Consumer,
    private readonly address: KafkaAddress,
    private readonly reading: Reading,
  ) {}

  /** Whether the group shared its partitions anew since they were looked at. */
  isStale(): boolean {
    return this.stale
  }

  /** Joins the group; tries again for so many milliseconds where a broker does not take us yet. */
  async joinWithin(ms: number): Promise<void> {
    const { consumer, address } = this
    const last = Date.now() + ms
    consumer.topics.track(address.topic)
    consumer.on("consumer:group:join", () => {
      this.stale = this.joined
    })
    consumer.on("error", () => undefined) // Whatever is asked next fails too, and says so.
    for (;;)
      try {
        await this.join()
        return
      } catch (error) {
        if (isFinal(error) || isUnreachable(error) || Date.now() > last) throw error
        consumer.clearMetadata()
        await setTimeout(againMs)
      }
  }

  private async join(): Promise<void> {
    await this.consumer.joinGroup({})
    this.joined = true
    await this.takeAssignment()
    if (this.reading.once) this.ends = await this.endOffsets()
  }

  async *events(signal: AbortSignal): AsyncGenerator<Records | Idle | Reset> {
    const isOver = () => signal.aborted
    while (!isOver()) {
      if (this.isStale()) {
        await this.persistently(() => this.takeAssignment(), signal)
        yield { kind: "reset" }
      }
      let found = false
      for (const batch of (await this.persistently(() => this.fetch(), signal)) ?? []) {
        if (this.isStale() || isOver()) break
        found = true
        yield batch
      }
      if (!this.isStale() && this.isAtEnd()) return
      if (!found) yield { kind: "idle" }
      if (this.positions.size === 0) await setTimeout(waitMs, undefined, { signal }).catch(() => undefined)
    }
  }

  /** Commits the offsets of our partitions; what the group does not take now is committed with the next window. */
  async commit(positions: ReadonlyMap<string, number>): Promise<void> {
    const { topic } = this.address
    const offsets = Array.from(positions).flatMap(([part, offset]) =>
      this.positions.has(Number(part))
        ? [{ topic, partition: Number(part), offset: BigInt(offset), leaderEpoch: -1 }]
        : [],
    )
    if (offsets.length === 0 || this.isStale()) return
    try {
      await this.consumer.commit({ offsets })
    } catch (error) {
      this.reading.warn(`Kafka did not take the offsets (${reasonOf(error)}): they go with the next window's`)
    }
  }

  private isAtEnd(): boolean {
    const { ends } = this
    return ends !== null && Array.from(this.positions).every(([partition, at]) => at >= (ends.get(partition) ?? 0n))
  }

  /** What an act gives; tried again as long as brokers do not answer, null where we are to end. */
  private async persistently<T>(act: () => Promise<T>, signal: AbortSignal): Promise<T | null> {
    while (!signal.aborted) {
      try {
        const found = await act()
        if (this.failing) this.reading.warn("Kafka answers again")
        this.failing = false
        return found
      } catch (error) {
        if (isFinal(error)) throw unreachable(this.address, error)
        if (!this.failing)
          this.reading.warn(`Kafka does not answer (${reasonOf(error)}): it is asked again each second`)
        this.failing = true
        this.consumer.clearMetadata()
        await setTimeout(againMs, undefined, { signal }).catch(() => undefined)
      }
    }
    return null
  }

  private async takeAssignment(): Promise<void> {
    const { topic } = this.address
    this.stale = false
    const partitions = (this.consumer.assignments ?? []).flatMap((each) =>
      each.topic === topic ? each.partitions : [],
    )
    const positions = new Map<number, bigint>()
    if (partitions.length > 0) {
      const committed = await this.consumer.listCommittedOffsets({ topics: [{ topic, partitions }] })
      const first = await this.consumer.listOffsets({ topics: [topic], timestamp: -2n })
      const known = this.reading.from()
      for (const partition of partitions) {
        const ours = BigInt(known.get(String(partition)) ?? -1)
        const theirs = committed.get(topic)?.[partition] ?? -1n
        const least = first.get(topic)?.[partition] ?? 0n
        const next = ours > theirs ? ours : theirs
        if (next >= 0n && next < least)
          this.reading.warn(`partition ${partition}: offsets ${next} to ${least - 1n} are gone from the topic`)
        positions.set(partition, next > least ? next : least)
        this.claimed.set(partition, ours >= 0n ? ours : next >= 0n ? next : least)
      }
    }
    this.positions = positions
  }

  private async endOffsets(): Promise<Map<number, bigint>> {
    const found = await this.consumer.listOffsets({ topics: [this.address.topic] })
    return new Map(Array.from(found.get(this.address.topic) ?? [], (offset, partition) => [partition, offset]))
  }

  /** One answer of each broker that leads partitions of ours. */
  private async fetch(): Promise<Records[]> {
    const { topic } = this.address
    const metadata = await this.consumer.metadata({ topics: [topic] })
    const found = metadata.topics.get(topic)
    if (found === undefined) throw new Error(`there is no topic ${topic}`)
    const byLeader = new Map<number, number[]>()
    for (const partition of this.positions.keys()) {
      const { leader } = found.partitions[partition]
      byLeader.set(leader, [...(byLeader.get(leader) ?? []), partition])
    }
    const records: Records[] = []
    for (const [node, partitions] of byLeader) {
      const asked = partitions.map((partition) => ({
        partition,
        currentLeaderEpoch: -1,
        fetchOffset: this.positions.get(partition) ?? 0n,
        lastFetchedEpoch: -1,
        partitionMaxBytes: Math.ceil(batchBytes / partitions.length),
      }))
      const answer = await this.consumer.fetch({ node, topics: [{ topicId: found.id, partitions: asked }] })
      for (const each of answer.responses.flatMap((response) => response.partitions))
        records.push(...this.recordsOf(each.partitionIndex, each.records ?? []))
    }
    return records
  }

  private recordsOf(partition: number, batches: readonly Batch[]): Records[] {
    const lines: string[] = []
    const positions: number[] = []
    let next = this.positions.get(partition) ?? 0n
    for (const { firstOffset, lastOffsetDelta, attributes, records } of batches) {
      for (const record of (attributes & controlBatch) === 0 ? records : []) {
        const offset = firstOffset + BigInt(record.offsetDelta)
        if (offset < next) continue // The broker begins with the whole batch.
        lines.push(recordText(record.value))
        positions.push(Number(lines.length === 1 ? (this.claimed.get(partition) ?? offset) : offset))
      }
      const end = firstOffset + BigInt(lastOffsetDelta) + 1n
      if (end > next) next = end
    }
    this.positions.set(partition, next)
    if (lines.length === 0) return []
    this.claimed.set(partition, next)
    return [{ kind: "records", part: String(partition), lines, positions: [...positions, Number(next)] }]
  }
}

/** A record without a value says that its key is gone: it is no record of ours. */
const recordText = (value: Buffer | null | undefined): string => (value == null ? "" : value.toString("utf8"))

/** What no further try mends. */
const isFinal = (error: unknown) =>
  /SASL|AUTHENTICATION|AUTHORIZATION|UNSUPPORTED_COMPRESSION|there is no topic|Unsupported compression/i.test(
    reasonOf(error),
  )

/** Whether nobody listens there: most likely the address is wrong. */
const isUnreachable = (error: unknown) => /ENOTFOUND|ECONNREFUSED|EHOSTUNREACH/.test(reasonOf(error))

/** The innermost reason that a client's error gives. */
function reasonOf(error: unknown): string {
  const errors = (error as { errors?: unknown[] } | null)?.errors
  if (Array.isArray(errors) && errors.length > 0) return reasonOf(errors[0])
  const { cause, message } = error as { cause?: unknown; message?: string }
  return cause instanceof Error ? reasonOf(cause) : (message ?? String(error))
}

function unreachable({ brokers, topic }: KafkaAddress, error: unknown): unknown {
  if (error instanceof UsageError || error instanceof InputError) return error
  return new InputError(`cannot read ${topic} from Kafka at ${brokers.join(", ")}: ${reasonOf(error)}`, {
    hint: "is the broker up, and is this its advertised address? KAFKA_TLS and KAFKA_SASL_… say how to be let in",
    cause: error,
  })
}
