/** The prediction log in topics of a real broker, and watches of them as processes: for the tests of Kafka. */
import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process"
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { gunzipSync } from "node:zlib"
import { Admin, Producer, stringSerializers } from "@platformatic/kafka"
import { readHistory } from "../../src/history/history-file.js"
import type { OffsetRange, Report, WindowFacts } from "../../src/model.js"
import { startKafka, startKafkaCluster, type Kafka, type KafkaCluster } from "../servers/kafka.js"

export const reference = resolve("fixtures/data/prediction_log_ref.parquet")
/** All lines of the log: 12,000 records, three of them repeats, one cut line, one empty one. */
export const lines = gunzipSync(readFileSync("fixtures/data/prediction_log.jsonl.gz")).toString().trimEnd().split("\n")

/** Records of the log under ids of their own. */
export const fresh = (from: number, n: number) =>
  Array.from({ length: n }, (_, i) =>
    JSON.stringify({ ...(JSON.parse(lines[i]) as object), request_id: `g${from + i}` }),
  )

export interface Ended {
  code: number | null
  stdout: string
  stderr: string
}

/** A watch that runs. */
export interface Running {
  child: ChildProcessWithoutNullStreams
  /** What it said so far. */
  said: Ended
  ended: Promise<Ended>
}

const packings = ["none", "gzip", "snappy", "lz4"] as const

/** A broker, or several, and a folder for what is watched. */
export class KafkaRig<Servers extends Kafka | KafkaCluster = Kafka> {
  private topics = 0
  readonly folder = mkdtempSync(join(tmpdir(), "driftcheck-"))

  private constructor(
    readonly kafka: Servers,
    readonly brokers: string[],
  ) {}

  static async start(): Promise<KafkaRig> {
    const kafka = await startKafka()
    return new KafkaRig(kafka, [kafka.address])
  }

  /** With three brokers: each topic is in all of them, and two have to have a record before it counts. */
  static async startCluster(): Promise<KafkaRig<KafkaCluster>> {
    const cluster = await startKafkaCluster()
    return new KafkaRig(
      cluster,
      cluster.nodes.map(({ address }) => address),
    )
  }

  async remove(): Promise<void> {
    await this.kafka.remove()
    rmSync(this.folder, { recursive: true })
  }

  get base() {
    return { clientId: "test", bootstrapBrokers: this.brokers }
  }

  /** An empty topic of its own; `packing`: how the broker packs what it keeps, default: as it came. */
  async topic(partitions: number, packing = "producer"): Promise<string> {
    const topic = `predictions-${this.topics++}`
    const admin = new Admin({ ...this.base, retries: 20, retryDelay: 500 })
    const replicas = this.brokers.length
    const configs = [
      { name: "compression.type", value: packing },
      { name: "min.insync.replicas", value: String(Math.min(2, replicas)) },
    ]
    await admin.createTopics({ topics: [topic], partitions, replicas, configs })
    await admin.close()
    return topic
  }

  /** A topic with the whole log in it, packed in different ways; record i is in partition i modulo their number. */
  async topicWithLog(partitions = 1): Promise<string> {
    const topic = await this.topic(partitions)
    await this.produce(topic, lines, partitions)
    return topic
  }

  async produce(topic: string, values: readonly string[], partitions: number): Promise<void> {
    const producer = new Producer({
      ...this.base,
      serializers: stringSerializers,
      idempotent: true,
      retries: 50,
      retryDelay: 500,
    })
    for (let from = 0; from < values.length; from += 1000)
      await producer.send({
        messages: values
          .slice(from, from + 1000)
          .map((value, i) => ({ topic, value, partition: (from + i) % partitions })),
        compression: packings[(from / 1000) % packings.length],
        acks: -1,
      })
    await producer.close()
  }

  out(name = "out"): string {
    return join(this.folder, name)
  }

  /** A watch into the folder of that name; `first`: what the shell does before. */
  begin(argv: readonly string[], env: Record<string, string> = {}, name = "out", first = ""): Running {
    const args = [reference, "-o", this.out(name), "--no-config", ...argv]
    const script = `${first}exec node bin/driftcheck.js watch "$@"`
    const child = spawn("bash", ["--norc", "-c", script, "bash", ...args], {
      env: { PATH: process.env.PATH ?? "", ...env },
    })
    const said: Ended = { code: null, stdout: "", stderr: "" }
    child.stdout.on("data", (text) => (said.stdout += String(text)))
    child.stderr.on("data", (text) => (said.stderr += String(text)))
    return { child, said, ended: new Promise((done) => child.once("exit", (code) => done({ ...said, code }))) }
  }

  watch(argv: readonly string[], env: Record<string, string> = {}, name = "out", first = ""): Promise<Ended> {
    return this.begin(argv, env, name, first).ended
  }

  /** What all files of a folder say. */
  texts(name = "out"): string[] {
    return readdirSync(this.out(name), { recursive: true, withFileTypes: true }).flatMap((entry) =>
      entry.isFile() ? readFileSync(join(entry.parentPath, entry.name), "utf8") : [],
    )
  }

  /** The windows that a folder holds. */
  windows(name = "out"): WindowFacts[] {
    return readHistory(this.out(name)).runs.flatMap(({ run }) => {
      const report = JSON.parse(readFileSync(join(this.out(name), run, "report.json"), "utf8")) as Report
      return report.window ?? []
    })
  }
}

/** Offsets that are in no window, and offsets that are in two, over all partitions up to the last that is in one. */
export function gapsAndOverlaps(windows: readonly WindowFacts[]): [gaps: number, overlaps: number] {
  const ranges = windows.flatMap((window) => window.ranges)
  const parts = Array.from(new Set(ranges.map(({ part }) => part)))
  const times = parts.flatMap((part) => Array.from(timesOf(ranges.filter((range) => range.part === part))))
  return [times.filter((each) => each === 0).length, times.filter((each) => each > 1).length]
}

function timesOf(ranges: readonly OffsetRange[]): Uint8Array {
  const times = new Uint8Array(Math.max(...ranges.map(({ to }) => to)))
  for (const { from, to } of ranges) for (let i = from; i < to; i++) times[i]++
  return times
}
