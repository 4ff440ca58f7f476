/**
 * A long run through a real broker: `npm run stream-soak` (RECORDS, by default 5,000,000, over MINUTES, by default 10). The watcher is killed
 * again and again and the broker restarted; then no record may be missing or in two windows, calm windows are quiet and each fault is found
 * in its own. What it prints is in docs/stream.md.
 */
import { spawn, type ChildProcess } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { setTimeout } from "node:timers/promises"
import { Admin, Producer, stringSerializers } from "@platformatic/kafka"
import { expect, it } from "vitest"
import { readHistory } from "../../src/history/history-file.js"
import type { Report } from "../../src/model.js"
import { randomNumbers } from "../../src/stats/random.js"
import { startKafka } from "../servers/kafka.js"

const records = Number(process.env.RECORDS ?? 5_000_000)
const minutes = Number(process.env.MINUTES ?? 10)
const rows = Number(process.env.ROWS ?? 10_000)
const kills = Number(process.env.KILLS ?? 5)
const windows = Math.floor(records / rows)
const reference = resolve("fixtures/data/prediction_log_ref.parquet")

/** Which fault is made in which window. */
const faults = ["latency", "errors", "oom", "drift", "nulls", "prediction"] as const
type Fault = (typeof faults)[number]
const faultOf = new Map(faults.map((fault, i) => [Math.floor(((i + 1) * windows) / (faults.length + 1)), fault]))

const next = randomNumbers(20_261_129)
const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())

/** A record as those of the reference are; with the fault of its window. */
function record(i: number, sample: Sample): string {
  const fault = faultOf.get(Math.floor(i / rows))
  const { age, amount, items, prediction } = sample
  const failed = next() < (fault === "errors" ? 0.05 : 0.001)
  const oom = fault === "oom" && next() < 0.005
  return JSON.stringify({
    request_id: `r${i}`,
    timestamp: 1_764_000_000 + i / 10_000,
    features: {
      age: fault === "drift" ? age + 12 : age,
      amount: fault === "nulls" && next() < 0.3 ? null : amount,
      items,
    },
    prediction: fault === "prediction" ? Math.min(1, prediction + 0.2) : prediction,
    model_version: "v1",
    latency_ms: Math.exp(4 + 0.5 * normal()) * (fault === "latency" ? 20 : 1),
    status: failed || oom ? 500 : 200,
    ...(oom ? { error: "CUDA out of memory" } : failed ? { error: "timeout" } : {}),
  })
}

interface Sample {
  age: number
  amount: number
  items: number
  prediction: number
}

async function referenceRows(): Promise<Sample[]> {
  const { openDataset } = await import("../../src/datasets/open-dataset.js")
  const dataset = await openDataset(reference, {})
  const all = Int32Array.from({ length: dataset.rows }, (_, i) => i)
  const column = async (name: string) => {
    const values = await dataset.values(name, all)
    return values?.kind === "numbers" ? values.values : new Float64Array()
  }
  const [age, amount, items, prediction] = await Promise.all(["age", "amount", "items", "prediction"].map(column))
  return Array.from(all, (i) => ({
    age: age[i],
    amount: amount[i],
    items: items[i],
    prediction: prediction[i],
  })).filter((sample) => Object.values(sample).every((value) => !Number.isNaN(value)))
}

/** What a window's report says of the faults. */
function foundIn(report: Report): Fault[] {
  const figure = (id: string) => report.metrics.find((metric) => metric.id === id)?.value ?? 0
  const missing = report.columns.some(({ current }) => current !== null && current.missing / current.rows > 0.05)
  const monitored = new Set(report.window?.monitor.map(({ column }) => column))
  return [
    ...(figure("p99_latency") > 2000 ? (["latency"] as const) : []),
    ...(figure("error_rate") > 0.01 ? (["errors"] as const) : []),
    ...(figure("gpu_oom_count") > 0 ? (["oom"] as const) : []),
    ...(monitored.has("age") ? (["drift"] as const) : []),
    ...(missing ? (["nulls"] as const) : []),
    ...(monitored.has("prediction") ? (["prediction"] as const) : []),
  ]
}

it(
  "neither loses nor doubles a record, stays quiet where nothing is wrong, and finds each fault",
  { timeout: 0 },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "driftcheck-soak-"))
    const out = join(folder, "out")
    const kafka = await startKafka()
    const base = { clientId: "soak", bootstrapBrokers: [kafka.address] }
    const admin = new Admin(base)
    await admin.createTopics({ topics: ["soak"], partitions: 1, replicas: 1 })
    await admin.close()

    let child: ChildProcess
    let [memory, byItself, errors, isMeant] = [0, 0, "", false]
    const watching = () => {
      const argv = ["bin/driftcheck.js", "watch", reference, "--from", `kafka://${kafka.address}/soak`]
      child = spawn("node", [...argv, "-o", out, "--rows", String(rows), "--keep", "100000", "--no-config"])
      child.stderr?.on("data", (text) => (errors += String(text)))
      child.stdout?.resume()
      child.once("exit", (code) => {
        if (isMeant) return
        byItself++
        errors += `ended by itself with ${code}\n`
        watching()
      })
    }
    /** Ends the watcher as a crash would; whatever watches over services starts it again. */
    const killed = async (signal: NodeJS.Signals) => {
      isMeant = true
      const gone = new Promise((done) => child.once("exit", done))
      child.kill(signal)
      if (child.exitCode === null) await gone
      isMeant = false
    }
    const resident = () => {
      try {
        const rss = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1]
        memory = Math.max(memory, Number(rss ?? 0) / 1024)
      } catch {
        // It has just ended.
      }
    }
    watching()

    const samples = await referenceRows()
    const producer = new Producer({ ...base, serializers: stringSerializers, retries: 20, retryDelay: 500 })
    const began = Date.now()
    const batch = 5000
    const killAt = new Set(
      Array.from({ length: kills }, (_, i) => Math.floor(((i + 1) * records) / (kills + 1) / batch)),
    )
    const restartAt = Math.floor(records / 2 / batch)
    let lag = 0
    for (let sent = 0; sent < records; sent += batch) {
      const size = Math.min(batch, records - sent)
      const messages = Array.from({ length: size }, (_, i) => ({
        topic: "soak",
        partition: 0,
        value: record(sent + i, samples[Math.floor(next() * samples.length)]),
      }))
      await producer.send({ messages, acks: -1 })
      const due = began + ((sent + batch) / records) * minutes * 60_000
      if (due > Date.now()) await setTimeout(due - Date.now())
      resident()
      const n = sent / batch
      if (killAt.has(n)) {
        await killed("SIGKILL")
        watching()
      }
      if (n === restartAt) {
        await kafka.kill()
        await kafka.start()
      }
      if (n % 20 === 0) {
        const judged = readRuns(out).length
        lag = Math.max(lag, sent - judged * rows)
      }
    }
    const produced = (Date.now() - began) / 1000
    while (readRuns(out).length < windows && Date.now() - began < (minutes + 30) * 60_000) {
      await setTimeout(500)
      resident()
    }
    const ended = (Date.now() - began) / 1000
    await killed("SIGTERM")
    const reports = readRuns(out).map(
      ({ run }) => JSON.parse(readFileSync(join(out, run, "report.json"), "utf8")) as Report,
    )
    const ranges = reports.flatMap(({ window }) => window?.ranges ?? []).sort((a, b) => a.from - b.from)
    const found = reports.map(foundIn)
    const summary = {
      records,
      windows: reports.length,
      kills,
      restarts_after_errors: byItself,
      broker_restarts: 1,
      produced_s: Math.round(produced),
      judged_s: Math.round(ended),
      largest_lag_records: lag,
      most_memory_mb: Math.round(memory),
      quiet: found.filter((each, i) => each.length === 0 && !faultOf.has(i)).length,
      false_alarms: found.filter((each, i) => each.length > 0 && !faultOf.has(i)).length,
      faults_found: Array.from(faultOf).filter(([i, fault]) => found[i]?.includes(fault)).length,
    }
    console.log(JSON.stringify(summary, null, 2), errors)
    if (process.env.SUMMARY !== undefined) writeFileSync(process.env.SUMMARY, `${JSON.stringify(summary, null, 2)}\n`)
    await producer.close().catch(() => undefined)
    await kafka.remove()
    rmSync(folder, { recursive: true })

    expect(ranges.map(({ from }) => from)).toEqual([0, ...ranges.slice(0, -1).map(({ to }) => to)])
    expect(ranges.at(-1)?.to).toBe(windows * rows)
    expect(reports.every(({ window }) => window?.records === rows && window.duplicates === 0)).toBe(true)
    expect([summary.false_alarms, summary.faults_found]).toEqual([0, faults.length])
  },
)

function readRuns(folder: string) {
  try {
    return readHistory(folder).runs
  } catch {
    return []
  }
}
