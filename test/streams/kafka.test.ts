/** The prediction log through a real broker. */
import { spawn } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { setTimeout } from "node:timers/promises"
import { gunzipSync } from "node:zlib"
import { Admin, Producer, stringSerializers } from "@platformatic/kafka"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { readHistory } from "../../src/history/history-file.js"
import type { OffsetRange, Report } from "../../src/model.js"
import { patience } from "../helpers/patience.js"
import { noKafka, startKafka, type Kafka } from "../servers/kafka.js"

const reason = noKafka()
if (reason !== null) console.log(`Kafka is not tested: ${reason}`)

const reference = resolve("fixtures/data/prediction_log_ref.parquet")
const lines = gunzipSync(readFileSync("fixtures/data/prediction_log.jsonl.gz")).toString().trimEnd().split("\n")

let kafka: Kafka
let folder: string
let topics = 0
const out = () => join(folder, "out")

beforeAll(async () => {
  if (reason !== null) return
  kafka = await startKafka()
  folder = mkdtempSync(join(tmpdir(), "driftcheck-"))
}, patience(120_000))
afterAll(async () => {
  if (reason !== null) return
  await kafka.remove()
  rmSync(folder, { recursive: true })
})

const packings = ["none", "gzip", "snappy", "lz4"] as const

/** A topic of its own with the whole log in it, packed in different ways; record i is in partition i modulo their number. */
async function topicWithLog(partitions = 1): Promise<string> {
  const topic = `predictions-${topics++}`
  const base = { clientId: "test", bootstrapBrokers: [kafka.address] }
  const admin = new Admin(base)
  await admin.createTopics({ topics: [topic], partitions, replicas: 1 })
  await admin.close()
  const producer = new Producer({ ...base, serializers: stringSerializers })
  for (let from = 0; from < lines.length; from += 1000)
    await producer.send({
      messages: lines
        .slice(from, from + 1000)
        .map((value, i) => ({ topic, value, partition: (from + i) % partitions })),
      compression: packings[(from / 1000) % packings.length],
      acks: -1,
    })
  await producer.close()
  return topic
}

interface Ended {
  code: number | null
  stdout: string
  stderr: string
}

const watching = (argv: string[], env: Record<string, string> = {}) =>
  spawn("node", ["bin/driftcheck.js", "watch", reference, "-o", out(), "--no-config", ...argv], {
    env: { PATH: process.env.PATH ?? "", ...env },
  })

function watch(argv: string[], env: Record<string, string> = {}): Promise<Ended> {
  const child = watching(argv, env)
  const ended: Ended = { code: null, stdout: "", stderr: "" }
  child.stdout.on("data", (text) => (ended.stdout += String(text)))
  child.stderr.on("data", (text) => (ended.stderr += String(text)))
  return new Promise((done) => child.once("exit", (code) => done({ ...ended, code })))
}

/** The windows that the folder holds. */
const windows = () =>
  readHistory(out()).runs.map(
    ({ run }) => (JSON.parse(readFileSync(join(out(), run, "report.json"), "utf8")) as Report).window,
  )

/** Offsets that are in no window, and offsets that are in two, over all partitions. */
function gapsAndOverlaps(ranges: readonly OffsetRange[], ends: ReadonlyMap<string, number>): [number, number] {
  let [gaps, overlaps] = [0, 0]
  for (const [part, end] of ends) {
    const seen = new Uint8Array(end)
    for (const { from, to } of ranges.filter((range) => range.part === part)) for (let i = from; i < to; i++) seen[i]++
    gaps += seen.filter((times) => times === 0).length
    overlaps += seen.filter((times) => times > 1).length
  }
  return [gaps, overlaps]
}

describe.skipIf(reason !== null)("watch reads a topic", { timeout: patience(120_000) }, () => {
  it("in the windows of the golden file, packed or not, and not again", async () => {
    const from = `kafka://${kafka.address}/${await topicWithLog()}`
    const { code, stderr } = await watch(["--from", from, "--rows", "2000", "--once"])
    expect([code, stderr]).toEqual([1, ""])
    const found = windows()
    expect(found.map((window) => window?.records)).toEqual([2000, 2000, 2000, 2000, 2000, 2000])
    expect(found.map((window) => window?.monitor.map(({ column }) => column))).toEqual([
      ...[[], [], []],
      ["age", "prediction"],
      ["age", "items", "prediction"],
      ["age", "items", "prediction"],
    ])
    expect(found.reduce((sum, window) => sum + (window?.duplicates ?? 0), 0)).toBe(3)
    expect(await watch(["--from", from, "--rows", "2000", "--once"])).toEqual({ code: 0, stdout: "", stderr: "" })
  })

  it("over TLS with a password from the environment, and says so where it is wrong", async () => {
    rmSync(out(), { recursive: true, force: true })
    const from = `kafka://${kafka.secured}/${await topicWithLog()}`
    const env = { KAFKA_TLS_CA: kafka.certificate, KAFKA_SASL_USERNAME: "watch" }
    const argv = ["--from", from, "--rows", "4000", "--once"]
    const refused = await watch(argv, { ...env, KAFKA_SASL_PASSWORD: "wrong-word" })
    expect(refused.code).toBe(2)
    expect(refused.stderr).toContain("from Kafka at localhost")
    expect(refused.stderr).not.toContain("wrong-word")
    const { stderr } = await watch(argv, { ...env, KAFKA_SASL_PASSWORD: "secret" })
    expect(stderr).toBe("")
    expect(windows().map((window) => window?.records)).toEqual([4000, 4000, 4000])
  })

  it("without losing or doubling a record where it is killed again and again, over three partitions", async () => {
    rmSync(out(), { recursive: true, force: true })
    const from = `kafka://${kafka.address}/${await topicWithLog(3)}`
    const argv = ["--from", from, "--rows", "500"]
    // Killed just after the line of a window, when its run is in place and the state may not be; and in the midst of the next one.
    for (const [lineOf, ms] of [
      [1, 0],
      [2, 5],
      [3, 40],
      [1, 0],
    ]) {
      const child = watching(argv)
      const ended = new Promise((done) => child.once("exit", done))
      let said = 0
      await new Promise<void>((done) =>
        child.stdout.on("data", (text) => {
          said += String(text).split("\n").length - 1
          if (said >= lineOf) done()
        }),
      )
      if (ms > 0) await setTimeout(ms)
      child.kill("SIGKILL")
      await ended
    }
    const { stderr } = await watch([...argv, "--once"])
    expect(stderr.replaceAll(/warning: (took over|removed) .*\n/g, "")).toMatch(/^$|waits? for a full window/)
    const found = windows()
    const sum = (of: (window: NonNullable<Report["window"]>) => number) =>
      found.reduce((total, window) => total + (window === undefined ? NaN : of(window)), 0)
    expect(new Set(found.map((window) => window?.id)).size).toBe(found.length)
    const ranges = found.flatMap((window) => window?.ranges ?? [])
    const ends = new Map(
      ["0", "1", "2"].map((part) => [
        part,
        Math.max(...ranges.filter((each) => each.part === part).map(({ to }) => to)),
      ]),
    )
    expect(gapsAndOverlaps(ranges, ends)).toEqual([0, 0])
    // 12,000 records in 24 windows of 500 and perhaps a rest that waits.
    expect(sum(({ records }) => records)).toBeGreaterThanOrEqual(11_500)
    expect(found.every((window) => window?.records === 500)).toBe(true)
  })
})
