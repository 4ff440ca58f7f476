/** Three brokers of which one or another is down: every record is in one window all the same. */
import { rmSync } from "node:fs"
import { setTimeout } from "node:timers/promises"
import { Admin, FindCoordinatorKeyTypes, Producer, stringSerializers } from "@platformatic/kafka"
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest"
import { readHistory } from "../../src/history/history-file.js"
import { patience } from "../helpers/patience.js"
import { noKafka, type KafkaCluster, type KafkaNode } from "../servers/kafka.js"
import { fresh, gapsAndOverlaps, KafkaRig } from "./kafka-rig.js"

const reason = noKafka()
if (reason !== null) console.log(`Several brokers of Kafka are not tested: ${reason}`)

let rig: KafkaRig<KafkaCluster>

beforeAll(async () => {
  if (reason === null) rig = await KafkaRig.startCluster()
}, patience(120))
afterEach(async () => {
  await Promise.all(rig.kafka.nodes.map(({ start }) => start()))
}, patience(120))
afterAll(async () => {
  if (reason === null) await rig.remove()
})

const partitions = 3
const rows = 300

/** A topic, what was sent to it, and where it is read from. */
async function sending() {
  rmSync(rig.out(), { recursive: true, force: true })
  const topic = await rig.topic(partitions)
  let sent = 0
  const send = async (n: number) => {
    const values = fresh(sent, n)
    for (let partition = 0; partition < partitions; partition++)
      await sendTo(
        topic,
        partition,
        values.filter((_, i) => i % partitions === partition),
      )
    sent += n
  }
  return { topic, send, sent: () => sent }
}

/** Sends as often as it takes: a producer keeps to the leader that it knew. */
async function sendTo(topic: string, partition: number, values: readonly string[]): Promise<void> {
  for (let tries = 0; ; tries++) {
    const producer = new Producer({ ...rig.base, serializers: stringSerializers, retries: 0 })
    try {
      await producer.send({ messages: values.map((value) => ({ topic, partition, value })), acks: -1 })
      return
    } catch (error) {
      if (tries > 60) throw error
      await setTimeout(500)
    } finally {
      await producer.close()
    }
  }
}

const runs = () => {
  try {
    return readHistory(rig.out()).runs.length
  } catch {
    return 0 // There is no folder yet.
  }
}

const caughtUp = (sent: number) =>
  expect.poll(() => rows * runs(), { timeout: patience(60), interval: 100 }).toBeGreaterThan(sent - rows)

/** What an admin is told by whoever answers. */
async function asked<T>(ask: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = new Admin({ ...rig.base, retries: 20, retryDelay: 500 })
  try {
    return await ask(admin)
  } finally {
    await admin.close()
  }
}

const nodeOf = (id: number | undefined): KafkaNode => {
  const found = rig.kafka.nodes.find((node) => node.id === id)
  if (found === undefined) throw new Error(`there is no node ${id}`)
  return found
}

const leaderOf = (topic: string, partition: number) =>
  asked(async (admin) => {
    const { topics } = await admin.metadata({ topics: [topic], forceUpdate: true })
    return nodeOf(topics.get(topic)?.partitions[partition].leader)
  })

const coordinatorOf = async (group: string) =>
  nodeOf(
    (await asked((admin) => admin.findCoordinator({ keyType: FindCoordinatorKeyTypes.GROUP, keys: [group] }))).at(0)
      ?.nodeId,
  )

/** Every record up to the last full window is in one window, once. */
function expectAllOnce(sent: number): void {
  const windows = rig.windows()
  expect(gapsAndOverlaps(windows)).toEqual([0, 0])
  expect(windows.filter(({ records, duplicates }) => records !== rows || duplicates > 0)).toEqual([])
  expect(windows.length * rows).toBeGreaterThan(sent - rows)
  expect(windows.length * rows).toBeLessThanOrEqual(sent)
}

/** What is said while brokers are away, and of what waits for the next run. */
const calm = (stderr: string) =>
  stderr.replaceAll(/^warning: Kafka (does not answer|answers).*\n/gm, "").replaceAll(/^.* for a full window\n/gm, "")

describe.skipIf(reason !== null)("a watch of several brokers", { timeout: patience(90) }, () => {
  it("reads every record once while the leader of a partition is killed and comes back", async () => {
    const { topic, send, sent } = await sending()
    const watch = rig.begin(["--from", `kafka://${rig.brokers.join(",")}/${topic}`, "--rows", String(rows)])
    await send(1500)
    await caughtUp(sent())
    const leader = await leaderOf(topic, 0)
    await leader.kill()
    await send(1500)
    await caughtUp(sent())
    await leader.start()
    await send(1500)
    await caughtUp(sent())
    watch.child.kill("SIGTERM")
    const { code, stderr } = await watch.ended
    expect([code, calm(stderr)]).toEqual([expect.toBeOneOf([0, 1]), ""])
    expectAllOnce(sent())
  })

  it("reads every record once while the group's coordinator is killed, and does not wait for it", async () => {
    const { topic, send, sent } = await sending()
    const watch = rig.begin([
      "--from",
      `kafka://${rig.brokers.join(",")}/${topic}?group=${topic}`,
      "--rows",
      String(rows),
    ])
    await send(1500)
    await caughtUp(sent())
    const coordinator = await coordinatorOf(topic)
    await coordinator.kill()
    await send(1500)
    await caughtUp(sent())
    // The group went on at another broker: a run that begins now finds it there.
    watch.child.kill("SIGTERM")
    expect(calm((await watch.ended).stderr)).toBe("")
    await send(1500)
    const { code, stderr } = await rig.watch([
      "--from",
      `kafka://${rig.brokers.join(",")}/${topic}?group=${topic}`,
      "--rows",
      String(rows),
      "--once",
    ])
    expect([code, calm(stderr)]).toEqual([expect.toBeOneOf([0, 1]), ""])
    await coordinator.start()
    expectAllOnce(sent())
  })

  it("begins where the address names a broker that is down, or the coordinator was killed just now", async () => {
    const { topic, send, sent } = await sending()
    await send(1500)
    const down = nodeOf(1)
    const group = await coordinatorOf("offsets") // All groups have the same one here.
    const argv = ["--from", `kafka://${down.address},${nodeOf(2).address}/${topic}`, "--rows", String(rows), "--once"]
    await group.kill()
    const first = await rig.watch(argv)
    expect([first.code, calm(first.stderr)]).toEqual([expect.toBeOneOf([0, 1]), ""])
    await group.start()
    await send(1500)
    await down.kill()
    const second = await rig.watch(argv)
    expect([second.code, calm(second.stderr)]).toEqual([expect.toBeOneOf([0, 1]), ""])
    await down.start()
    expectAllOnce(sent())
  })

  it("goes on when the only broker that the address names is killed", async () => {
    const { topic, send, sent } = await sending()
    const named = await leaderOf(topic, 0)
    const watch = rig.begin(["--from", `kafka://${named.address}/${topic}`, "--rows", String(rows)])
    await send(1500)
    await caughtUp(sent())
    await named.kill()
    await send(1500)
    await caughtUp(sent())
    watch.child.kill("SIGTERM")
    expect(calm((await watch.ended).stderr)).toBe("")
    await named.start()
    expectAllOnce(sent())
  })
})
