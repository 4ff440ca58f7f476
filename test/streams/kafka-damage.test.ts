/** Batches that a broker keeps damaged: what is whole before them is judged, and no run waits, or takes what they say. */
import { closeSync, openSync, readFileSync, rmSync, writeSync } from "node:fs"
import { Admin, crc32c } from "@platformatic/kafka"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { patience } from "../helpers/patience.js"
import { noKafka } from "../servers/kafka.js"
import { fresh, gapsAndOverlaps, KafkaRig } from "./kafka-rig.js"

const reason = noKafka()
if (reason !== null) console.log(`Damaged batches of Kafka are not tested: ${reason}`)

let rig: KafkaRig

beforeAll(async () => {
  if (reason === null) rig = await KafkaRig.start()
}, patience(120))
afterAll(async () => {
  if (reason === null) await rig.remove()
})

/** Changes the second batch of a partition where it lies. */
function damageSecond(topic: string, damage: (batch: Buffer) => void): void {
  const file = rig.kafka.segment(topic, 0)
  const bytes = readFileSync(file)
  const at = 12 + bytes.readInt32BE(8)
  const batch = bytes.subarray(at, at + 12 + bytes.readInt32BE(at + 8))
  damage(batch)
  const opened = openSync(file, "r+")
  writeSync(opened, batch, 0, batch.length, at)
  closeSync(opened)
}

const sumAnew = (batch: Buffer) => batch.writeUInt32BE(crc32c(batch.subarray(21)), 17)

/** Where the payload of each is changed; and the message. */
const packed = ["uncompressed", "gzip", "snappy", "lz4", "zstd"].map((packing) => ({
  what: `bytes that are ${packing}`,
  packing,
  damage: (batch: Buffer) => batch.writeUInt8(batch[400] ^ 1, 400),
  said: /its bytes do not agree with their checksum/,
}))
const others = [
  {
    what: "packed bytes that were so when they came",
    packing: "gzip",
    damage: (batch: Buffer) => {
      batch.fill(0x5a, 61, 120)
      sumAnew(batch)
    },
    said: /it is packed with gzip and cannot be unpacked: incorrect header check/,
  },
  {
    what: "a codec that nobody knows",
    packing: "uncompressed",
    damage: (batch: Buffer) => {
      batch[22] |= 7
      sumAnew(batch)
    },
    said: /it is packed with codec 7, which is not known/,
  },
  {
    what: "an offset",
    packing: "uncompressed",
    damage: (batch: Buffer) => (batch[2] = 1),
    said: /it says that it ends at offset \d{13,}/,
  },
  {
    what: "a length that goes beyond all there is",
    packing: "uncompressed",
    damage: (batch: Buffer) => batch.writeInt32BE(0x7fffff00, 8),
    said: /there is more, and the broker has given nothing for 10 seconds/,
  },
  {
    what: "a length of nothing",
    packing: "uncompressed",
    damage: (batch: Buffer) => batch.writeInt32BE(0, 8),
    said: /it says that it has 12 bytes|failed its CRC checksum/,
  },
]

describe.skipIf(reason !== null)("a watch ends at a batch with damaged", { timeout: patience(120) }, () => {
  it.each([...packed, ...others])("$what, again and again", async ({ packing, damage, said }) => {
    rmSync(rig.out(), { recursive: true, force: true })
    const topic = await rig.topic(1, packing)
    await rig.produce(topic, fresh(0, 3000), 1)
    damageSecond(topic, damage)
    const argv = ["--from", `kafka://${rig.kafka.address}/${topic}`, "--rows", "500", "--once"]
    const where = `error: partition 0 of ${topic} in Kafka at ${rig.kafka.address} cannot be read from offset 1000 on: `
    // The first run comes to the damage, the second begins there.
    for (const run of [0, 1]) {
      const { code, stderr } = await rig.watch(argv)
      expect([run, code, stderr.replace(/^warning: Kafka does not answer .*\n/, "")]).toEqual([
        run,
        2,
        expect.stringContaining(where),
      ])
      expect(stderr).toMatch(said)
      expect(stderr).toMatch(/\nhint: .*kafka-delete-records/)
      expect(rig.windows().map(({ ranges }) => ranges)).toEqual([
        [{ part: "0", from: 0, to: 500 }],
        [{ part: "0", from: 500, to: 1000 }],
      ])
    }
  })

  it("length in one of three partitions, when the others are read", async () => {
    rmSync(rig.out(), { recursive: true, force: true })
    const topic = await rig.topic(3)
    for (const from of [0, 3000]) await rig.produce(topic, fresh(from, 3000), 3)
    damageSecond(topic, (batch) => batch.writeInt32BE(0x7fffff00, 8))
    const argv = ["--from", `kafka://${rig.kafka.address}/${topic}`, "--rows", "500", "--once"]
    const { code, stderr } = await rig.watch(argv)
    expect([code, stderr]).toEqual([2, expect.stringMatching(/partition 0 .* nothing for 10 seconds/)])
    // Of the first partition some 333 records, of the others all 4,000; what fills no window waits.
    expect(rig.windows().map(({ records }) => records)).toEqual(new Array(8).fill(500))
    expect(gapsAndOverlaps(rig.windows())).toEqual([0, 0])
  })

  // At the next run the broker itself falls over such a batch, and does not always answer.
  it("a version of the format", async () => {
    rmSync(rig.out(), { recursive: true, force: true })
    const topic = await rig.topic(1)
    await rig.produce(topic, fresh(0, 2000), 1)
    damageSecond(topic, (batch) => batch.writeInt8(1, 16))
    const { code, stderr } = await rig.watch([
      "--from",
      `kafka://${rig.kafka.address}/${topic}`,
      "--rows",
      "500",
      "--once",
    ])
    expect([code, stderr]).toEqual([2, expect.stringMatching(/from offset 1000 on: .* version 1 of the format/)])
    expect(rig.windows()).toHaveLength(2)
  })

  it("bytes, and goes on behind it when its records were deleted, and says so", async () => {
    rmSync(rig.out(), { recursive: true, force: true })
    const topic = await rig.topic(1)
    await rig.produce(topic, fresh(0, 3000), 1)
    damageSecond(topic, packed[0].damage)
    const argv = ["--from", `kafka://${rig.kafka.address}/${topic}`, "--rows", "500", "--once"]
    await rig.watch(argv)
    const admin = new Admin(rig.base)
    await admin.deleteRecords({ topics: [{ name: topic, partitions: [{ partition: 0, offset: 2000n }] }] })
    await admin.close()
    expect((await rig.watch(argv)).stderr).toBe("warning: partition 0: offsets 1000 to 1999 are gone from the topic\n")
    expect(rig.windows().map(({ records }) => records)).toEqual([500, 500, 500, 500])
  })
})

describe.skipIf(reason !== null)("a watch that is slower than its topic", { timeout: patience(120) }, () => {
  it("says which offsets were deleted before they were read, and goes on behind them", async () => {
    rmSync(rig.out(), { recursive: true, force: true })
    const topic = await rig.topic(1)
    await rig.produce(topic, fresh(0, 500), 1)
    const { child, said, ended } = rig.begin(["--from", `kafka://${rig.kafka.address}/${topic}`, "--rows", "500"])
    await expect.poll(() => said.stdout, { timeout: patience(30) }).toContain("500 records")
    child.kill("SIGSTOP")
    for (const from of [500, 2500]) await rig.produce(topic, fresh(from, 2000), 1)
    const admin = new Admin(rig.base)
    await admin.deleteRecords({ topics: [{ name: topic, partitions: [{ partition: 0, offset: 3500n }] }] })
    await admin.close()
    child.kill("SIGCONT")
    await expect.poll(() => said.stdout.split("\n").length, { timeout: patience(30) }).toBeGreaterThan(3)
    child.kill("SIGTERM")
    const { stderr } = await ended
    expect(stderr).toMatch(/^warning: partition 0: offsets \d+ to 3499 are gone from the topic$/m)
    expect(gapsAndOverlaps(rig.windows())).toEqual([0, 0])
  })
})

describe.skipIf(reason !== null)("a watch of a topic that was made anew", { timeout: patience(120) }, () => {
  it("ends where it has less than was read of the old one", async () => {
    rmSync(rig.out(), { recursive: true, force: true })
    const topic = await rig.topic(1)
    const argv = ["--from", `kafka://${rig.kafka.address}/${topic}`, "--rows", "500", "--once"]
    await rig.produce(topic, fresh(0, 1000), 1)
    await rig.watch(argv)
    const admin = new Admin(rig.base)
    await admin.deleteTopics({ topics: [topic] })
    await expect
      .poll(
        () =>
          admin.createTopics({ topics: [topic], partitions: 1, replicas: 1 }).then(
            () => true,
            () => false,
          ),
        {
          timeout: patience(20),
        },
      )
      .toBe(true)
    await admin.close()
    await rig.produce(topic, fresh(0, 100), 1)
    const { code, stderr } = await rig.watch(argv)
    expect([code, stderr]).toEqual([
      2,
      expect.stringMatching(/^error: partition 0 .* ends at offset 100, and was read up to 1000 before\nhint: /),
    ])
  })
})
