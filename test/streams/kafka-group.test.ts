/** Readers of one group, each with a folder of its own: a window counts in one of them, whoever comes and goes. */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { hostname } from "node:os"
import { join } from "node:path"
import { setTimeout } from "node:timers/promises"
import * as client from "@platformatic/kafka"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { readHistory } from "../../src/history/history-file.js"
import { GroupOffsets, type Term } from "../../src/streams/kafka-group.js"
import { parsedMark } from "../../src/streams/kafka-mark.js"
import { patience } from "../helpers/patience.js"
import { noKafka } from "../servers/kafka.js"
import { fresh, gapsAndOverlaps, KafkaRig } from "./kafka-rig.js"

const reason = noKafka()
if (reason !== null) console.log(`Groups of Kafka are not tested: ${reason}`)

let rig: KafkaRig

beforeAll(async () => {
  if (reason === null) rig = await KafkaRig.start()
}, patience(120))
afterAll(async () => {
  if (reason === null) await rig.remove()
})

describe.skipIf(reason !== null)("a group of readers", { timeout: patience(240) }, () => {
  it("does not take the commit of a member after its partitions were shared anew", async () => {
    const topic = await rig.topic(2)
    const offsets = new GroupOffsets(client, topic)
    const joined = async (groupInstanceId: string) => {
      const consumer = new client.Consumer({ ...rig.base, groupId: "fence", groupInstanceId, heartbeatInterval: 200 })
      const terms: Term[] = []
      consumer.topics.track(topic)
      consumer.on("consumer:group:join", ({ generationId, memberId, assignments }) =>
        terms.push({
          generation: generationId ?? -1,
          member: memberId,
          partitions: assignments?.flatMap(({ partitions }) => partitions) ?? [],
        }),
      )
      await consumer.joinGroup({})
      return { consumer, terms }
    }
    const mark = (offset: number, id: string) =>
      new Map([[0, { offset, beyond: [[offset + 3, offset + 5]] as [number, number][], last: new Map([["a", id]]) }]])
    const a = await joined("a")
    expect(a.terms[0].partitions).toEqual([0, 1])
    expect(await offsets.marks(a.consumer, [0])).toEqual(new Map([[0, parsedMark(-1, null)]]))
    expect(await offsets.commit(a.consumer, a.terms[0], mark(10, "first"))).toBe(true)
    const b = await joined("b")
    await expect.poll(() => a.terms.length).toBe(2)
    await expect(offsets.commit(a.consumer, a.terms[0], mark(20, "second"))).rejects.toSatisfy((error) =>
      Boolean((error as client.GenericError).findBy("apiId", "ILLEGAL_GENERATION")),
    )
    expect(await offsets.marks(b.consumer, [0])).toEqual(mark(10, "first"))
    expect(await offsets.commit(a.consumer, a.terms[1], mark(20, "second"))).toBe(true)
    expect(await offsets.marks(b.consumer, [0])).toEqual(mark(20, "second"))
    await Promise.all([a.consumer.close(), b.consumer.close()])
  })

  it("has no offsets of a window that did not fit on the disk", async () => {
    const from = `kafka://${rig.kafka.address}/${await rig.topicWithLog()}?group=full`
    const argv = ["--from", from, "--rows", "6000", "--once"]
    const limited = await rig.watch(argv, {}, "limited", "ulimit -f 8; ")
    expect([limited.code, limited.stdout]).toEqual([2, ""])
    expect(limited.stderr).toMatch(/^error: cannot write .*limited/)
    await rig.watch(argv, {}, "roomy")
    expect(rig.windows("roomy").map(({ records }) => records)).toEqual([6000, 6000])
  })

  it("puts a window in place that was on disk and committed when its reader was killed, and no other", async () => {
    const from = `kafka://${rig.kafka.address}/${await rig.topicWithLog()}`
    const argv = ["--from", from, "--rows", "4000", "--once"]
    const state = join(rig.out(), "watch.json")
    await rig.watch(argv)
    const before = rig.windows()
    expect(before).toHaveLength(3)
    // As a kill leaves it after the commit: the last run beside its place, in no history, the state as it was before.
    const [, middle, last] = readHistory(rig.out()).runs
    const left = join(rig.out(), `.run-999999-${hostname().replaceAll(/[^\w.-]/g, "_")}-0123456789ab`)
    mkdirSync(left)
    renameSync(join(rig.out(), last.run), join(left, last.run))
    const keepFirst = (path: string, n: number) => {
      writeFileSync(path, readFileSync(path, "utf8").split("\n").slice(0, n).join("\n") + "\n")
    }
    keepFirst(join(rig.out(), "history.ndjson"), 2)
    const written = JSON.parse(readFileSync(state, "utf8")) as {
      done: { to: number }[]
      window: string
      windows: number
    }
    const done = before[1].ranges[0].to
    writeFileSync(
      state,
      JSON.stringify({ ...written, done: [{ part: "0", from: 0, to: done }], window: middle.window, windows: 2 }),
    )
    const { stderr } = await rig.watch(argv)
    expect(stderr).toContain(`${last.run} was put in place`)
    expect(rig.windows()).toEqual(before)
    expect(await rig.watch(argv)).toEqual({ code: 0, stdout: "", stderr: "" })
    // A window that Kafka does not know: the group has never seen the second folder's commits.
    const other = join(rig.out("other"), ".run-999999-elsewhere-0123456789ab", last.run)
    mkdirSync(other, { recursive: true })
    writeFileSync(join(other, "report.json"), readFileSync(join(rig.out(), last.run, "report.json")))
    await rig.watch(argv, {}, "other")
    expect(rig.windows("other")).toEqual(before)
  })

  it("counts every record once while two come and go, one is killed and the broker is restarted", async () => {
    for (const name of ["a", "b"]) rmSync(rig.out(name), { recursive: true, force: true })
    const topic = await rig.topic(4)
    const argv = ["--from", `kafka://${rig.kafka.address}/${topic}?group=two`, "--rows", "300"]
    let produced = 0
    const produce = async (n: number) => {
      await rig.produce(topic, fresh(produced, n), 4)
      produced += n
    }
    const runs = (name: string) => {
      try {
        return readHistory(rig.out(name)).runs.length
      } catch {
        return 0 // There is no folder yet.
      }
    }
    /** Until all that was produced is in windows, but for what either reader has in hand. */
    const caughtUp = () =>
      expect
        .poll(() => 300 * (runs("a") + runs("b")), { timeout: patience(60), interval: 100 })
        .toBeGreaterThan(produced - 600)
    /** Until both have windows of what is produced now. */
    const bothWork = async () => {
      const [a, b] = [runs("a"), runs("b")]
      for (let tries = 0; runs("a") === a || runs("b") === b; tries++) {
        if (tries > 60) throw new Error(`only one of the two reads: ${runs("a") - a} and ${runs("b") - b} windows`)
        await produce(600)
        await setTimeout(500)
      }
      await caughtUp()
    }
    const begin = (name: string) => rig.begin(argv, {}, name)

    let a = begin("a")
    await produce(1000)
    await caughtUp()
    let b = begin("b")
    await bothWork() // A second one came,
    a.child.kill("SIGTERM")
    expect((await a.ended).code).not.toBe(2)
    await produce(1000)
    await caughtUp() // and the first went;
    a = begin("a")
    await bothWork() // it comes back.
    await produce(2000)
    await rig.kafka.kill()
    await setTimeout(1500)
    await rig.kafka.start()
    await bothWork() // The broker was away.
    await produce(1500)
    b.child.kill("SIGKILL")
    await b.ended
    b = begin("b")
    await bothWork() // The second was killed, and started again;
    const killed = Date.now()
    await produce(1500)
    b.child.kill("SIGKILL")
    await b.ended
    await caughtUp() // and killed for good: the group gives its partitions to the first after 30 seconds.
    console.log(
      `partitions of a reader that was killed were read on after ${Math.round((Date.now() - killed) / 1000)} s`,
    )
    a.child.kill("SIGTERM")
    const { code, stderr } = await a.ended
    expect([code, stderr.replaceAll(/^warning: Kafka (does not answer|answers).*\n/gm, "")]).toEqual([
      expect.toBeOneOf([0, 1]),
      expect.toSatisfy((said: string) => said === "" || /wait for a full window/.test(said)),
    ])
    await rig.watch([...argv, "--once"], {}, "a")

    const windows = [...rig.windows("a"), ...rig.windows("b")]
    expect(gapsAndOverlaps(windows)).toEqual([0, 0])
    expect(
      windows.filter(({ records, duplicates, malformed }) => records !== 300 || duplicates + malformed > 0),
    ).toEqual([])
    const counted = windows.reduce((sum, { records }) => sum + records, 0)
    expect(counted).toBeGreaterThan(produced - 300)
    expect(counted).toBeLessThanOrEqual(produced)
    expect(Math.min(runs("a"), runs("b"))).toBeGreaterThan(5)
  })
})
