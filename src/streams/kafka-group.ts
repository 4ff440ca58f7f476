import type { Consumer } from "@platformatic/kafka"
import type * as Client from "@platformatic/kafka"
import { request } from "./kafka-client.js"
import { markText, parsedMark, type Mark } from "./kafka-mark.js"

/** A member's place in the group from one sharing of the partitions to the next. Commits of an earlier one are refused. */
export interface Term {
  generation: number
  member: string
  partitions: readonly number[]
}

/**
 * Offsets of one topic with their marks, as the group keeps them. The client's own commit takes no marks, and joins anew and commits
 * all the same where the partitions were shared anew meanwhile; this one is refused then.
 */
export class GroupOffsets {
  constructor(
    private readonly client: typeof Client,
    private readonly topic: string,
  ) {}

  /** What the group has of these partitions, by partition. */
  async marks(consumer: Consumer, partitions: readonly number[]): Promise<Map<number, Mark>> {
    const topics = [{ name: this.topic, partitionIndexes: partitions }]
    const groups = [{ groupId: consumer.groupId, memberId: null, memberEpoch: -1, topics }]
    const answer = await this.ask<FetchAnswer>(consumer, "OffsetFetch", [groups, true])
    const found = answer.groups.flatMap((group) => group.topics.flatMap((topic) => topic.partitions))
    return new Map(
      found.map(({ partitionIndex, committedOffset, metadata }) => [
        partitionIndex,
        parsedMark(Number(committedOffset), metadata),
      ]),
    )
  }

  /** Commits as the member of that term; gives whether all ranges had room. Rejects where the group does not take it. */
  async commit(consumer: Consumer, term: Term, marks: ReadonlyMap<number, Mark>): Promise<boolean> {
    const texts = Array.from(marks, ([partition, mark]) => ({ partition, mark, ...markText(mark) }))
    const partitions = texts.map(({ partition, mark, text }) => ({
      partitionIndex: partition,
      committedOffset: BigInt(mark.offset),
      committedLeaderEpoch: -1,
      committedMetadata: text,
    }))
    const member = [consumer.groupId, term.generation, term.member, consumer.groupInstanceId]
    await this.ask(consumer, "OffsetCommit", [...member, [{ name: this.topic, partitions }]])
    return texts.every(({ isWhole }) => isWhole)
  }

  /** Asks the broker that coordinates the group now; the client keeps to the one that did so first. */
  private async ask<Answer>(consumer: Consumer, name: string, args: unknown[]): Promise<Answer> {
    const { client } = this
    const groups = client.FindCoordinatorKeyTypes.GROUP
    const find = ["FindCoordinator", groups, [consumer.groupId]] as const
    const { coordinators } = await request<FoundCoordinators>(client, consumer, undefined, [...find])
    return request<Answer>(client, consumer, coordinators[0], [name, ...args])
  }
}

interface FoundCoordinators {
  coordinators: { host: string; port: number }[]
}

interface FetchAnswer {
  groups: {
    topics: { partitions: { partitionIndex: number; committedOffset: bigint; metadata: string | null }[] }[]
  }[]
}
