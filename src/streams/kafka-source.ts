import { setTimeout } from "node:timers/promises"
import type { Consumer } from "@platformatic/kafka"
import type * as Client from "@platformatic/kafka"
import { kafkaAccess, kafkaAddress, type KafkaAddress } from "./kafka-address.js"
import { batchesOf, committed, lastOf, type Unpacked } from "./kafka-batches.js"
import { consumerMaker, loadClient } from "./kafka-client.js"
import {
  cutBack,
  damaged,
  inDoubt,
  isCorrupt,
  isFailure,
  isFinal,
  isOutOfRange,
  isRefusal,
  isTimeout,
  isUnreachable,
  reasonOf,
  unreachable,
  withheld,
} from "./kafka-errors.js"
import { fetched, type FetchedPartition } from "./kafka-fetch.js"
import { GroupOffsets, type Term } from "./kafka-group.js"
import { markAfter, type Mark } from "./kafka-mark.js"
import { Lines } from "./lines.js"
import { Ranges } from "./ranges.js"
import type { Idle, Reading, Records, Reset, StreamSource, WindowRanges } from "./source.js"

/** How long a broker waits for more before it answers, and how long after a failure it is asked again: milliseconds. */
const waitMs = 500
const againMs = 1000
const patienceMs = 3000
/** For how long a broker may refuse to let us join: it starts, or still takes us for the reader before us. */
const joinMs = 30_000
/** For how long it may give nothing of a partition of which it says that there is more: where we read to its end, and where we follow it. */
const [withheldMs, followedMs] = [10_000, 120_000]
/** For how long a reader that the group does not hear of keeps its partitions, and how long before that we join anew: milliseconds. */
const sessionMs = 30_000
const silentMs = 20_000
/** How much a broker sends at once: of the partitions that it leads together, and where one batch is larger. */
const batchBytes = 4 * 2 ** 20
const answerBytes = 10 * 2 ** 20
/** What brokers take for the first offset, and the one behind the last. */
const [beginning, end] = [-2n, -1n]

/**
 * Records of a Kafka topic. The group shares its partitions; a partition begins where the folder's state or the group's committed offset
 * says, whichever is further. Parts are partition numbers, positions offsets. Throws InputError where no broker answers or lets us in.
 */
export async function kafkaSource(from: string, reading: Reading): Promise<StreamSource> {
  const address = kafkaAddress(from)
  const access = kafkaAccess(reading.environment)
  const client = await loadClient()
  const own = `driftcheck-${reading.reader}`
  const makeConsumer = consumerMaker(client, {
    groupId: address.group ?? own,
    // Whoever writes to this folder is one and the same reader: after a crash it has its partitions again at once.
    groupInstanceId: own,
    sessionTimeout: sessionMs,
    rebalanceTimeout: sessionMs,
    clientId: "driftcheck",
    bootstrapBrokers: address.brokers,
    retries: 3,
    retryDelay: 300,
    ...access,
  })
  const reader = new PartitionReader(client, makeConsumer, address, reading)
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

/** Leaves the group and ends all connections, which the client keeps where it cannot leave; a broker that is gone is not waited for. */
async function left(consumer: Consumer): Promise<void> {
  const patience = () => setTimeout(patienceMs, undefined, { ref: false })
  await Promise.race([consumer.close().catch(() => undefined), patience()])
  await Promise.race([consumer.connections.close().catch(() => undefined), patience()])
}

/** Ends all connections: the client reads nothing more from one on which an answer came too late. */
function hangUp(consumer: Consumer): void {
  for (const [, connection] of consumer.connections) void connection.close().catch(() => undefined)
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
  /** What is wrong with a partition from its position on. */
  private readonly faults = new Map<number, Error>()
  /** Since when a broker gives nothing of a partition, though there is more. */
  private readonly withheldSince = new Map<number, number>()
  private readonly offsets: GroupOffsets

  constructor(
    private readonly client: typeof Client,
    private readonly makeConsumer: () => Consumer,
    private readonly address: KafkaAddress,
    private readonly reading: Reading,
  ) {
    this.offsets = new GroupOffsets(client, address.topic)
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
        if (this.reading.once) this.ends = await this.offsetsAt(end)
        return
      } catch (error) {
        const isNobody = isUnreachable(error, this.consumer.currentMetadata !== undefined)
        if (isFinal(error) || isNobody || Date.now() > last) throw error
        this.consumer.clearMetadata()
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
        if (isTimeout(error)) hangUp(this.consumer)
        this.consumer.clearMetadata()
        await setTimeout(againMs, undefined, { signal }).catch(() => undefined)
      }
    }
    return null
  }

  /** Takes the place that the group gave us: what others have committed of its partitions need not be read. */
  private async takeOffered(): Promise<void> {
    const { offered } = this
    const partitions = offered?.partitions ?? []
    const isAny = partitions.length > 0
    const marks = isAny ? await this.offsets.marks(this.consumer, partitions) : new Map<number, Mark>()
    const first = isAny ? await this.offsetsAt(beginning) : new Map<number, bigint>()
    if (this.offered !== offered) return // It was shared anew meanwhile.
    const positions = partitions.map((partition) => {
      const least = Number(first.get(partition) ?? 0n)
      return [partition, BigInt(this.startOf(partition, marks.get(partition), least))] as const
    })
    this.positions = new Map(positions)
    this.faults.clear()
    this.withheldSince.clear()
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
    if (next >= 0 && next < least) this.sayGone(partition, next, least)
    const start = Math.max(next, least)
    done.add(part, 0, start)
    for (const [from, to] of mark?.beyond ?? []) done.add(part, from, to)
    return start
  }

  private sayGone(partition: number, from: bigint | number, to: bigint | number): void {
    this.reading.warn(`partition ${partition}: offsets ${from} to ${BigInt(to) - 1n} are gone from the topic`)
  }

  /** The first offset of each partition, or the one behind its last. */
  private async offsetsAt(timestamp: bigint): Promise<Map<number, bigint>> {
    const { topic } = this.address
    const found = await this.consumer.listOffsets({ topics: [topic], timestamp })
    return new Map(Array.from(found.get(topic) ?? [], (offset, partition) => [partition, offset]))
  }

  /** One answer of each broker that leads partitions of ours. Nothing is taken before all have answered: a try that fails is made anew. */
  private async fetch(): Promise<Records[]> {
    for (const [partition, fault] of this.faults)
      throw damaged(this.address, partition, this.positionOf(partition), fault)
    const { topic } = this.address
    const metadata = await this.consumer.metadata({ topics: [topic] })
    const found = metadata.topics.get(topic)
    if (found === undefined) throw new Error(`there is no topic ${topic}`)
    // A partition of which nothing came is asked for alone: a batch larger than its share is given then, and a failure is its own.
    const requests = new Map<string, { node: number; partitions: number[] }>()
    for (const partition of this.positions.keys()) {
      const node = found.partitions.at(partition)?.leader ?? -1
      const key = this.withheldSince.has(partition) ? `${node} ${partition}` : String(node)
      requests.set(key, { node, partitions: [...(requests.get(key)?.partitions ?? []), partition] })
    }
    const answers = Array.from(requests.values(), ({ node, partitions }) => {
      const asked = partitions.map((partition) => ({
        partition,
        currentLeaderEpoch: -1,
        fetchOffset: this.positionOf(partition),
        lastFetchedEpoch: -1,
        partitionMaxBytes: Math.ceil(batchBytes / partitions.length),
      }))
      const what = { topic: { topicId: found.id, partitions: asked }, waitMs, maxBytes: answerBytes }
      return fetched(this.client, this.consumer, metadata.brokers.get(node), what)
    })
    return this.taken((await Promise.all(answers)).flat())
  }

  private async taken(all: readonly FetchedPartition[]): Promise<Records[]> {
    await this.placeAnew(all)
    const given = all.map((answer): Given => ({ ...answer, ...this.unpacked(answer) }))
    // Each is marked before one of them ends the try: the next one asks for it alone.
    const faults = given.map((each) => this.faultOf(each))
    faults.forEach((fault, i) => {
      if (fault !== null) throw fault
      const { error } = given[i]
      if (error !== null && !isOutOfRange(error)) throw error
    })
    const records = given.flatMap((each) => this.recordsOf(each))
    const isBehind = ({ partition, highWatermark }: FetchedPartition) => this.positionOf(partition) < highWatermark
    const behind = all.filter(isBehind).map(({ partition }) => String(partition))
    // Until a batch is handed on, its part is behind as well.
    return records.map((each, i) => ({
      ...each,
      behind: new Set([...behind, ...records.slice(i + 1).map(({ part }) => part)]),
    }))
  }

  /** What says that a broker cannot give what comes next: it knows so itself, or gives nothing that can be taken again and again. */
  private faultOf({ partition, error, batches, fault, ahead, lastStableOffset }: Given): Error | null {
    const at = this.positionOf(partition)
    const isMore = at < lastStableOffset || ahead !== null
    const isNothing = error === null && batches.length === 0 && fault === null
    const isWithheld = isFailure(error) || (isNothing && isMore)
    const since = isWithheld ? (this.withheldSince.get(partition) ?? performance.now()) : null
    if (since === null) this.withheldSince.delete(partition)
    else this.withheldSince.set(partition, since)
    if (isCorrupt(error)) return damaged(this.address, partition, at, error as Error)
    const patience = this.reading.once ? withheldMs : followedMs
    if (since === null || performance.now() - since < patience) return null
    if (ahead !== null) return damaged(this.address, partition, at, ahead)
    const nothing = new Error(`there is more, and the broker has given nothing for ${patience / 1000} seconds`)
    return withheld(this.address, partition, at, error ?? nothing)
  }

  /** Goes on where partitions begin now of which an offset was asked for that is gone. Throws InputError where they end before. */
  private async placeAnew(all: readonly FetchedPartition[]): Promise<void> {
    const lost = all.filter(({ error }) => isOutOfRange(error))
    if (lost.length === 0) return
    const [first, last] = [await this.offsetsAt(beginning), await this.offsetsAt(end)]
    for (const { partition, error } of lost) {
      const at = this.positionOf(partition)
      const [least, most] = [first.get(partition) ?? at, last.get(partition) ?? at]
      if (at > most) throw cutBack(this.address, partition, at, most)
      if (at >= least) throw error as Error // It is there by now, or will be soon.
      this.sayGone(partition, at, least)
      this.positions.set(partition, least)
    }
  }

  private positionOf(partition: number): bigint {
    return this.positions.get(partition) ?? 0n
  }

  private recordsOf({ partition, batches, fault, aborted }: Given): Records[] {
    // What can be read is handed on first; the next fetch says what cannot.
    if (fault !== null) this.faults.set(partition, fault)
    const values: Uint8Array[] = []
    const positions: number[] = []
    let next = this.positionOf(partition)
    for (const batch of committed(batches, aborted)) {
      for (const record of batch.records) {
        const offset = batch.firstOffset + BigInt(record.offsetDelta)
        if (offset < next) continue // The broker begins with the whole batch.
        values.push(record.value ?? nothing)
        positions.push(Number(values.length === 1 ? (this.claimed.get(partition) ?? offset) : offset))
      }
      next = lastOf(batch) + 1n
    }
    this.positions.set(partition, next)
    if (values.length === 0) return []
    this.claimed.set(partition, next)
    return [
      { kind: "records", part: String(partition), lines: Lines.from(values), positions: [...positions, Number(next)] },
    ]
  }

  private unpacked({ partition, bytes, highWatermark }: FetchedPartition): Unpacked {
    return batchesOf(this.client, { bytes, from: this.positionOf(partition), to: highWatermark })
  }
}

type Given = FetchedPartition & Unpacked

/** A record without a value says that its key is gone: it is no record of ours. */
const nothing = new Uint8Array(0)

const partitionsOf = (ranges: WindowRanges["ranges"]) => Array.from(new Set(ranges.map(({ part }) => Number(part))))
