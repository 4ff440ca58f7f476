/** The prediction log through a real broker. */
import { rmSync } from "node:fs"
import { setTimeout } from "node:timers/promises"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import type { WindowFacts } from "../../src/model.js"
import { patience } from "../helpers/patience.js"
import { noKafka, unsignedToken } from "../servers/kafka.js"
import { gapsAndOverlaps, KafkaRig, lines } from "./kafka-rig.js"

const reason = noKafka()
if (reason !== null) console.log(`Kafka is not tested: ${reason}`)

let rig: KafkaRig
const topicOf = (from: string) => from.slice(from.lastIndexOf("/") + 1)

beforeAll(async () => {
  if (reason === null) rig = await KafkaRig.start()
}, patience(120))
afterAll(async () => {
  if (reason === null) await rig.remove()
})

describe.skipIf(reason !== null)("watch reads a topic", { timeout: patience(120) }, () => {
  it("in the windows of the golden file, packed or not, and not again", async () => {
    const from = `kafka://${rig.kafka.address}/${await rig.topicWithLog()}`
    const { code, stderr } = await rig.watch(["--from", from, "--rows", "2000", "--once"])
    expect([code, stderr]).toEqual([1, ""])
    const found = rig.windows()
    expect(found.map((window) => window.records)).toEqual([2000, 2000, 2000, 2000, 2000, 2000])
    expect(found.map((window) => window.monitor.map(({ column }) => column))).toEqual([
      ...[[], [], []],
      ["age", "prediction"],
      ["age", "items", "prediction"],
      ["age", "items", "prediction"],
    ])
    expect(found.reduce((sum, window) => sum + window.duplicates, 0)).toBe(3)
    expect(await rig.watch(["--from", from, "--rows", "2000", "--once"])).toEqual({ code: 0, stdout: "", stderr: "" })
  })

  it.each(["gzip", "snappy", "lz4", "zstd"])("that the broker packs with %s, as Java does", async (packing) => {
    rmSync(rig.out(), { recursive: true, force: true })
    const topic = await rig.topic(1, packing)
    await rig.produce(topic, lines, 1)
    const from = `kafka://${rig.kafka.address}/${topic}`
    expect((await rig.watch(["--from", from, "--rows", "6000", "--once"])).stderr).toBe("")
    expect(rig.windows().map((window) => [window.records, window.malformed])).toEqual([
      [6000, 1],
      [6000, 0],
    ])
  })

  it("in windows by time over three partitions: no record is late because another partition was read before it", async () => {
    rmSync(rig.out(), { recursive: true, force: true })
    const from = `kafka://${rig.kafka.address}/${await rig.topicWithLog(3)}`
    await rig.watch(["--from", from, "--every", "2m", "--once"])
    const found = rig.windows()
    expect(found.map(({ period }) => period?.[0])).toEqual(
      [0, 2, 4, 6, 8].map((minute) => `2026-03-02T00:0${minute}:00.000Z`),
    )
    expect(found.reduce((sum, { records, late }) => sum + records - 1e6 * late, 0)).toBe(12_000)
    expect(gapsAndOverlaps(found)).toEqual([0, 0])
  })

  it.each(["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"] as const)(
    "over TLS with %s and a password from the environment, which no output has",
    async (mechanism) => {
      rmSync(rig.out(), { recursive: true, force: true })
      const from = `kafka://${rig.kafka.secured}/${await rig.topicWithLog()}`
      const secret = rig.kafka.secrets[mechanism]
      const env = {
        ...{ KAFKA_TLS_CA: rig.kafka.certificate, KAFKA_SASL_USERNAME: "watch" },
        // PLAIN is what is meant where only a user is named.
        ...(mechanism === "PLAIN" ? {} : { KAFKA_SASL_MECHANISM: mechanism }),
      }
      const argv = ["--from", from, "--rows", "6000", "--once"]
      const refused = await rig.watch(argv, { ...env, KAFKA_SASL_PASSWORD: `${secret}-not` })
      expect([refused.code, refused.stdout]).toEqual([2, ""])
      expect(refused.stderr).toMatch(/^error: cannot read .* from Kafka at localhost:\d+: .*[Aa]uthentication/)
      const read = await rig.watch(argv, { ...env, KAFKA_SASL_PASSWORD: secret })
      expect(read.stderr).toBe("")
      expect(rig.windows().map((window) => window.records)).toEqual([6000, 6000])
      const said = [refused.stderr, read.stdout, ...rig.texts()].join("\n")
      expect(said).toContain(topicOf(from))
      expect(said).not.toContain(secret)
    },
  )

  it("over TLS with a token from the environment (OAUTHBEARER), which no output has, and refuses one that has expired", async () => {
    rmSync(rig.out(), { recursive: true, force: true })
    const from = `kafka://${rig.kafka.secured}/${await rig.topicWithLog()}`
    const argv = ["--from", from, "--rows", "6000", "--once"]
    const env = { KAFKA_TLS_CA: rig.kafka.certificate }
    const [expired, token] = [unsignedToken("watch", -30), unsignedToken("watch", 600)]
    const refused = await rig.watch(argv, { ...env, KAFKA_SASL_TOKEN: expired })
    expect([refused.code, refused.stdout]).toEqual([2, ""])
    expect(refused.stderr).toMatch(/^error: cannot read .* from Kafka at localhost:\d+: .*[Aa]uthentication/)
    const read = await rig.watch(argv, { ...env, KAFKA_SASL_MECHANISM: "OAUTHBEARER", KAFKA_SASL_TOKEN: token })
    expect(read.stderr).toBe("")
    expect(rig.windows().map((window) => window.records)).toEqual([6000, 6000])
    const said = [refused.stderr, read.stdout, ...rig.texts()].join("\n")
    for (const secret of [expired, token]) expect(said).not.toContain(secret.slice(0, -1))
  })

  it("over TLS with a certificate of its own, and says so where it trusts nobody", async () => {
    rmSync(rig.out(), { recursive: true, force: true })
    const argv = ["--from", `kafka://${rig.kafka.mutual}/${await rig.topicWithLog()}`, "--rows", "6000", "--once"]
    const trusting = { KAFKA_TLS_CA: rig.kafka.certificate }
    const unknown = await rig.watch(argv, { KAFKA_TLS: "1" })
    expect([unknown.code, unknown.stdout]).toEqual([2, ""])
    expect(unknown.stderr).toMatch(/from Kafka at localhost:\d+: .*certificate/)
    const shown = { ...trusting, KAFKA_TLS_CERT: rig.kafka.certificate, KAFKA_TLS_KEY: rig.kafka.key }
    expect((await rig.watch(argv, shown)).stderr).toBe("")
    expect(rig.windows().map((window) => window.records)).toEqual([6000, 6000])
  })

  it("without losing or doubling a record where it is killed again and again, over three partitions", async () => {
    rmSync(rig.out(), { recursive: true, force: true })
    const from = `kafka://${rig.kafka.address}/${await rig.topicWithLog(3)}`
    const argv = ["--from", from, "--rows", "500"]
    // Killed just after the line of a window, when its run is in place and the state may not be; and in the midst of the next one.
    for (const [lineOf, ms] of [
      [1, 0],
      [2, 5],
      [3, 40],
      [1, 0],
    ]) {
      const { child, said, ended } = rig.begin(argv)
      await new Promise<void>((done) =>
        child.stdout.on("data", () => {
          if (said.stdout.split("\n").length > lineOf) done()
        }),
      )
      if (ms > 0) await setTimeout(ms)
      child.kill("SIGKILL")
      await ended
    }
    const { stderr } = await rig.watch([...argv, "--once"])
    expect(
      stderr.replaceAll(/warning: .* (took over|removed|was put in place|was not in the history) .*\n/g, ""),
    ).toMatch(/^$|waits? for a full window/)
    const found = rig.windows()
    const sum = (of: (window: WindowFacts) => number) => found.reduce((total, window) => total + of(window), 0)
    expect(new Set(found.map((window) => window.id)).size).toBe(found.length)
    expect(gapsAndOverlaps(found)).toEqual([0, 0])
    // 12,000 records in 24 windows of 500 and perhaps a rest that waits.
    expect(sum(({ records }) => records)).toBeGreaterThanOrEqual(11_500)
    expect(found.every((window) => window.records === 500)).toBe(true)
  })
})
