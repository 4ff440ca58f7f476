import { setTimeout } from "node:timers/promises"
import type { Consumer } from "@platformatic/kafka"
import type * as Client from "@platformatic/kafka"
import { InputError, UsageError } from "../errors.js"
import { kafkaAccess, kafkaAddress, type KafkaAddress } from "./kafka-address.js"
import { GroupOffsets, type Term } from "./kafka-group.js"
import { markAfter, type Mark } from "./kafka-mark.js"
import { teachCodecs } from "./kafka-codecs.js"
import { Lines } from "./lines.js"
import { Ranges } from "./ranges.js"
import type { Idle, Reading, Records, Reset, StreamSource, WindowRanges } from "./source.js"

/** How long a broker waits for more before it answers, and how long after a failure it is asked again: milliseconds. */
const waitMs = 500
const againMs = 1000
const patienceMs = 3000
/** For how long a broker may refuse to let us join: it starts, or still takes us for the reader before us. */
const joinMs = 30_000
/** For how long a reader that the group does not hear of keeps its partitions, and how long before that we join anew: milliseconds. */
const sessionMs = 30_000
const silentMs = 20_000
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
  const client = await loadClient()
  const own = `driftcheck-${reading.reader}`
  const makeConsumer = () =>
    new client.Consumer({
      groupId: address.group ?? own,
      // Whoever writes to this folder is one and the same reader: after a crash it has its partitions again at once.
      groupInstanceId: own,
      sessionTimeout: sessionMs,
      rebalanceTimeout: sessionMs,
      clientId: "driftcheck",
      bootstrapBrokers: address.brokers,
      maxWaitTime: waitMs,
      retries: 3,
      retryDelay: 300,
      ...access,
    })
  const reader = new PartitionReader(makeConsumer, new GroupOffsets(client, address.topic), address, reading)
  try {
    await reader.joinWithin(joinMs)
  } catch (error) {
    await reader.leave()
    throw unreachable(address, error)
  }
  return {
    name: from,
    resumes: true,
    events: (signal) => reader.events(signal),
    isOurs: () => !reader.isStale(),
    commit: (window) => reader.commit(window),
    hasCommitted: (window) =>
      reader.hasCommitted(window).catch((error: unknown) => Promise.reject(unreachable(address, error) as Error)),
    close: () => reader.leave(),
  }
}

/** Leaves the group; a broker that is gone is not waited for. */
async function left(consumer: Consumer): Promise<void> {
  const closed = consumer.close().catch(() => undefined)
  await Promise.race([closed, setTimeout(patienceMs, undefined, { ref: false })])
}

async function loadClient(): Promise<typeof Client> {
  let client: typeof Client
  try {
    client = await import("@platformatic/kafka")
  } catch (cause) {
    throw new UsageError("reading from Kafka needs the package @platformatic/kafka", {
      hint: "npm install @platformatic/kafka@1",
      cause,
    })
  }
  await teachCodecs(client)
  return client
}

/** The partitions that the group gave us, read in turn. */
class PartitionReader {
  private consumer: Consumer
  /** The next offset of each. */
  private positions = new Map<number, bigint>()
  /** Up to where offsets belong to a record that was handed on; what lies between, ends of transactions and gaps, goes to the next one. */
  private readonly claimed = new Map<number, bigint>()
  private marks = new Map<number, Mark>()
  private term: Term | null = null
  /** The place in the group that we were given and have not taken yet. */
  private offered: Term | null = null
  /** The group goes on without us. */
  private isLost = false
  /** When the group last heard of us. */
  private heardAt = 0
  /** Where each ended when reading began; null where reading goes on for good. */
  private ends: ReadonlyMap<number, bigint> | null = null
  private failing = false
  private saidCut = false
  private signal = new AbortController().signal

  constructor(
    private readonly makeConsumer: () => Consumer,
    private readonly offsets: GroupOffsets,
    private readonly address: KafkaAddress,
    private readonly reading: Reading,
  ) {
    this.consumer = this.begun()
  }

  /** Whether the group shared its partitions anew since we took ours, or goes on without us: what was read is not ours to count. */
  isStale(): boolean {
    return this.offered !== null || this.isLost
  }

  /** Joins the group; tries again for so many milliseconds where a broker does not take us yet. */
  async joinWithin(ms: number): Promise<void> {
    const last = Date.now() + ms
    for (;;)
      try {
        await this.join()
        if (this.reading.once) this.ends = await this.endOffsets()
        return
      } catch (error) {
        if (isFinal(error) || isUnreachable(error) || Date.now() > last) throw error
        await setTimeout(againMs)
      }
  }

  leave(): Promise<void> {
    return left(this.consumer)
  }

  async *events(signal: AbortSignal): AsyncGenerator<Records | Idle | Reset> {
    this.signal = signal
    const isOver = () => signal.aborted
    while (!isOver()) {
      // The client's heartbeat ends silently after some failures.
      this.isLost ||= performance.now() - this.heardAt > silentMs
      if (this.isLost) await this.persistently(() => this.join())
      if (this.isStale()) {
        await this.persistently(() => this.takeOffered())
        yield { kind: "reset" }
      }
      let found = false
      for (const batch of (await this.persistently(() => this.fetch())) ?? []) {
        if (this.isStale() || isOver()) break
        found = true
        yield batch
      }
      if (!this.isStale() && this.isAtEnd()) return
      if (!found) yield { kind: "idle" }
      if (this.positions.size === 0) await setTimeout(waitMs, undefined, { signal }).catch(() => undefined)
    }
  }

  /**
   * Commits a window that is on disk. The group takes this only from the member that has the partitions now, and in one step: so a window
   * counts here or its records do elsewhere. False where they do. Throws InputError where we are to end and do not know.
   */
  async commit(window: WindowRanges): Promise<boolean> {
    const { term } = this
    if (term === null || this.isStale()) return false
    const marks = this.marksAfter(window)
    try {
      const isWhole = await this.persistently(() => this.offsets.commit(this.consumer, term, marks), isRefusal)
      if (isWhole === null) throw inDoubt(this.address)
      if (!isWhole) this.sayCut()
      for (const [partition, mark] of marks) this.marks.set(partition, mark)
      return true
    } catch (error) {
      if (!isRefusal(error)) throw error
      this.isLost ||= this.offered === null
      // An earlier try may have been taken whose answer was lost.
      const isTaken = await this.persistently(() => this.hasCommitted(window))
      if (isTaken === null) throw inDoubt(this.address)
      return isTaken
    }
  }

  /** Whether the last window that this reader committed is this one. */
  async hasCommitted({ id, ranges }: WindowRanges): Promise<boolean> {
    const marks = await this.offsets.marks(this.consumer, partitionsOf(ranges))
    return Array.from(marks.values()).some(({ last }) => last.get(this.reading.reader) === id)
  }

  private marksAfter({ id, ranges }: WindowRanges): Map<number, Mark> {
    const done = this.reading.done().list()
    return new Map(
      partitionsOf(ranges).map((partition) => {
        const all = new Ranges([...done, ...ranges].filter(({ part }) => part === String(partition)))
        const last = this.marks.get(partition)?.last ?? new Map<string, string>()
        return [partition, markAfter(all.list(), last, this.reading.reader, id)]
      }),
    )
  }

  private sayCut(): void {
    if (this.saidCut || this.address.group === null) return
    this.saidCut = true
    this.reading.warn(
      "times are so far out of order that Kafka's commit has no room for all that is in windows: if another reader of the group takes over now, it may count some of it again",
    )
  }

  private begun(): Consumer {
    const consumer = this.makeConsumer()
    const isCurrent = () => consumer === this.consumer
    consumer.topics.track(this.address.topic)
    consumer.on("consumer:group:join", ({ memberId, generationId, assignments }) => {
      if (!isCurrent()) return
      const ours = assignments?.filter(({ topic }) => topic === this.address.topic) ?? []
      const partitions = ours.flatMap((each) => each.partitions)
      this.offered = { generation: generationId ?? -1, member: memberId, partitions }
      this.isLost = false
      this.heardAt = performance.now()
    })
    consumer.on("consumer:heartbeat:end", () => {
      if (isCurrent()) this.heardAt = performance.now()
    })
    // The client gave up to join anew; whatever else fails is asked again by whoever asked.
    consumer.on("error", () => {
      if (isCurrent()) this.isLost = true
    })
    return consumer
  }

  /** Joins the group; with a new client where the old one lost it, which keeps to the broker that coordinated the group once. */
  private async join(): Promise<void> {
    if (this.isLost) {
      void left(this.consumer)
      this.consumer = this.begun()
    }
    this.isLost = true
    await this.consumer.joinGroup({})
  }

  private isAtEnd(): boolean {
    const { ends } = this
    return ends !== null && Array.from(this.positions).every(([partition, at]) => at >= (ends.get(partition) ?? 0n))
  }

  /** What an act gives; tried again as long as brokers do not answer, null where we are to end. */
  private async persistently<T>(act: () => Promise<T>, isAnswer = isFinal): Promise<T | null> {
    const { signal } = this
    while (!signal.aborted) {
      try {
        const found = await act()
        if (this.failing) this.reading.warn("Kafka answers again")
        this.failing = false
        return found
      } catch (error) {
        if (isFinal(error)) throw unreachable(this.address, error)
        if (isAnswer(error)) throw error
        if (!this.failing)
          this.reading.warn(`Kafka does not answer (${reasonOf(error)}): it is asked again each second`)
        this.failing = true
        this.consumer.clearMetadata()
        await setTimeout(againMs, undefined, { signal }).catch(() => undefined)
      }
    }
    return null
  }

  /** Takes the place that the group gave us: what others have committed of its partitions need not be read. */
  private async takeOffered(): Promise<void> {
    const { offered } = this
    const { topic } = this.address
    const partitions = offered?.partitions ?? []
    const isAny = partitions.length > 0
    const marks = isAny ? await this.offsets.marks(this.consumer, partitions) : new Map<number, Mark>()
    const first = isAny
      ? await this.consumer.listOffsets({ topics: [topic], timestamp: -2n })
      : new Map<string, bigint[]>()
    if (this.offered !== offered) return // It was shared anew meanwhile.
    const positions = partitions.map((partition) => {
      const least = Number(first.get(topic)?.[partition] ?? 0n)
      return [partition, BigInt(this.startOf(partition, marks.get(partition), least))] as const
    })
    this.positions = new Map(positions)
    for (const [partition, start] of positions) this.claimed.set(partition, start)
    this.marks = marks
    this.term = offered
    this.offered = null
  }

  /** Where a partition begins; what lies before, and what its mark names beyond, is done. */
  private startOf(partition: number, mark: Mark | undefined, least: number): number {
    const part = String(partition)
    const done = this.reading.done()
    const next = Math.max(mark?.offset ?? -1, done.resume().get(part) ?? -1)
    if (next >= 0 && next < least)
      this.reading.warn(`partition ${partition}: offsets ${next} to ${least - 1} are gone from the topic`)
    const start = Math.max(next, least)
    done.add(part, 0, start)
    for (const [from, to] of mark?.beyond ?? []) done.add(part, from, to)
    return start
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
    const behind = new Set<string>()
    for (const [node, partitions] of byLeader) {
      const asked = partitions.map((partition) => ({
        partition,
        currentLeaderEpoch: -1,
        fetchOffset: this.positions.get(partition) ?? 0n,
        lastFetchedEpoch: -1,
        partitionMaxBytes: Math.ceil(batchBytes / partitions.length),
      }))
      const answer = await this.consumer.fetch({ node, topics: [{ topicId: found.id, partitions: asked }] })
      for (const each of answer.responses.flatMap((response) => response.partitions)) {
        records.push(...this.recordsOf(each.partitionIndex, each.records ?? []))
        if ((this.positions.get(each.partitionIndex) ?? 0n) < each.highWatermark)
          behind.add(String(each.partitionIndex))
      }
    }
    // Until a batch is handed on, its part is behind as well.
    return records.map((each, i) => ({
      ...each,
      behind: new Set([...behind, ...records.slice(i + 1).map(({ part }) => part)]),
    }))
  }

  private recordsOf(partition: number, batches: readonly Batch[]): Records[] {
    const values: Uint8Array[] = []
    const positions: number[] = []
    let next = this.positions.get(partition) ?? 0n
    for (const { firstOffset, lastOffsetDelta, attributes, records } of batches) {
      for (const record of (attributes & controlBatch) === 0 ? records : []) {
        const offset = firstOffset + BigInt(record.offsetDelta)
        if (offset < next) continue // The broker begins with the whole batch.
        values.push(record.value ?? nothing)
        positions.push(Number(values.length === 1 ? (this.claimed.get(partition) ?? offset) : offset))
      }
      const end = firstOffset + BigInt(lastOffsetDelta) + 1n
      if (end > next) next = end
    }
    this.positions.set(partition, next)
    if (values.length === 0) return []
    this.claimed.set(partition, next)
    return [
      { kind: "records", part: String(partition), lines: Lines.from(values), positions: [...positions, Number(next)] },
    ]
  }
}

/** A record without a value says that its key is gone: it is no record of ours. */
const nothing = new Uint8Array(0)

const partitionsOf = (ranges: WindowRanges["ranges"]) => Array.from(new Set(ranges.map(({ part }) => Number(part))))

/** What no further try mends. */
const isFinal = (error: unknown) =>
  isFenced(error) ||
  isProtocolError(error, "OFFSET_METADATA_TOO_LARGE") ||
  /SASL|AUTHENTICATION|AUTHORIZATION|certificate|UNSUPPORTED_COMPRESSION|there is no topic|Unsupported compression/i.test(
    reasonOf(error),
  )

/** What a group answers to a member of an earlier term. */
const isRefusal = (error: unknown) =>
  isProtocolError(error, "ILLEGAL_GENERATION", "UNKNOWN_MEMBER_ID", "REBALANCE_IN_PROGRESS")

/** Another process has taken our place under our name. */
const isFenced = (error: unknown) => isProtocolError(error, "FENCED_INSTANCE_ID")

const isProtocolError = (error: unknown, ...ids: string[]) => {
  const { findBy } = error as { findBy?: (key: string, value: string) => unknown }
  return ids.some((id) => Boolean(findBy?.call(error, "apiId", id)))
}

const inDoubt = ({ brokers, topic }: KafkaAddress) =>
  new InputError(
    `Kafka at ${brokers.join(", ")} did not say whether it took the offsets of ${topic} for the last window`,
    {
      hint: "the next run asks it again: the window is kept or its records are read once more",
    },
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

/**
 * A broker that refuses a token says so in an answer that the client takes for consent; only the next request then fails.
 * Source: RFC 7628, 3.2.2 and 3.2.3.
 */
const refusesToken = (error: unknown) => reasonOf(error).includes("not valid given the current SASL state")

function unreachable({ brokers, topic }: KafkaAddress, error: unknown): unknown {
  if (error instanceof UsageError || error instanceof InputError) return error
  if (isFenced(error))
    return new InputError(`another watch reads ${topic} from Kafka as the reader of this folder`, {
      hint: "was the folder copied? Remove watch.json from the copy, or give the other watch a folder of its own",
      cause: error,
    })
  const reason = refusesToken(error)
    ? "authentication failed: the broker does not take the token in KAFKA_SASL_TOKEN, which may have expired"
    : reasonOf(error)
  return new InputError(`cannot read ${topic} from Kafka at ${brokers.join(", ")}: ${reason}`, {
    hint: "is the broker up, and is this its advertised address? KAFKA_TLS and KAFKA_SASL_… say how to be let in",
    cause: error,
  })
}
