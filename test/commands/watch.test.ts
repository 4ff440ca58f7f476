/** driftcheck watch as a user types it. */
import { spawn } from "node:child_process"
import { appendFileSync, existsSync, readFileSync } from "node:fs"
import { resolve } from "node:path"
import { gunzipSync } from "node:zlib"
import { describe, expect, it } from "vitest"
import { readHistory } from "../../src/history/history-file.js"
import type { Report, WindowFacts } from "../../src/model.js"
import { freshFolder } from "../helpers/in-folder.js"
import { patience } from "../helpers/patience.js"
import { runCli } from "../helpers/run-cli.js"

const folder = freshFolder()
const reference = resolve("fixtures/data/prediction_log_ref.parquet")
const lines = gunzipSync(readFileSync("fixtures/data/prediction_log.jsonl.gz")).toString().split("\n")
const out = () => folder.path("out")

const watch = (...argv: string[]) => runCli(["watch", reference, "-o", out(), "--no-config", ...argv])
const start = (...argv: string[]) =>
  spawn("node", ["bin/driftcheck.js", "watch", reference, "-o", out(), "--no-config", ...argv], {
    env: { PATH: process.env.PATH ?? "" },
  })
const reports = () =>
  readHistory(out()).runs.map(
    ({ run }) => JSON.parse(readFileSync(folder.path(`out/${run}/report.json`), "utf8")) as Report,
  )
const windows = (): WindowFacts[] => reports().flatMap(({ window }) => window ?? [])

describe("driftcheck watch", () => {
  it("says what it needs", async () => {
    const needs = async (...argv: string[]) => (await runCli(["watch", reference, ...argv])).stderr
    expect(await needs("--from", "-")).toContain("watch needs --output")
    expect(await needs("-o", out())).toContain("it is not said where records come from")
    expect(await needs("-o", out(), "--from", "no-such-file")).toContain("there is no no-such-file")
    expect(await needs("-o", out(), "--from", "-", "--lateness", "1m")).toContain("--lateness goes with --every")
    expect(await needs("-o", out(), "--from", "kafka://me:word@host/topic")).not.toContain("word@")
    expect(await needs("-o", out(), "--from", "-", "--every", "soon")).toContain("10m")
  })

  it("gives no verdict where more than one line in a hundred is no record", async () => {
    const cut = lines.slice(0, 1000).map((line, i) => (i % 50 === 7 ? line.slice(0, 40) : line))
    const from = folder.write("log.jsonl", cut.join("\n"))
    const { code, stdout } = await watch("--from", from, "--rows", "900", "--once")
    expect(code).toBe(2)
    expect(stdout).toContain("No verdict: 19 of the window's lines are no records (2.07 %)")
    expect(reports()[0].verdict.status).toBe("no_verdict")
  })

  it("takes columns from where the configuration says", async () => {
    const moved = lines.slice(0, 600).map((line) => {
      const {
        request_id: rid,
        timestamp: ts,
        features: x,
        prediction: score,
      } = JSON.parse(line) as Record<string, unknown>
      return JSON.stringify({ rid, ts, model: { x, out: { score } } })
    })
    const from = folder.write("log.jsonl", moved.join("\n"))
    const config = folder.write(
      "watch.yaml",
      "stream:\n  id: rid\n  timestamp: ts\n  columns: { prediction: model.out.score, age: model.x.age, amount: model.x.amount, items: model.x.items }\n",
    )
    const argv = ["watch", reference, "--from", from, "-o", out(), "--rows", "600", "--once", "--config", config]
    expect((await runCli(argv)).stdout).toContain("0 of 4 tested columns")
    expect(windows()[0]).toMatchObject({ records: 600, malformed: 0 })
    expect(windows()[0].time_range?.[0]).toBe("2026-03-02T00:00:00.004Z")
  })

  it("keeps windows by event time, under the beginning of each", async () => {
    const from = folder.write("log.jsonl", lines.join("\n"))
    await watch("--from", from, "--every", "2m", "--once")
    expect(windows().map(({ period }) => period?.[0])).toEqual(
      [0, 2, 4, 6, 8].map((minute) => `2026-03-02T00:0${minute}:00.000Z`),
    )
    const sum = windows().reduce((total, { records, late }) => total + records + late, 0)
    expect(sum).toBe(12_000)
  })

  it("writes metrics of the newest window, and holds it to the alert rules", async () => {
    const from = folder.write("log.jsonl", lines.slice(10_004).join("\n"))
    const metrics = folder.path("driftcheck.prom")
    const config = folder.write(
      "watch.yaml",
      "alerts:\n  rules:\n    - { name: gpu_oom, when: gpu_oom_count > 0, severity: critical }\n    - { name: prediction_drift, when: prediction_psi_open > 0.1 }\n  sinks: { here: { kind: log } }\n",
    )
    const argv = ["watch", reference, "--from", from, "-o", out(), "--rows", "1900", "--once", "--config", config]
    const { stderr } = await runCli([...argv, "--metrics-file", metrics, "--alert"])
    expect(stderr).toContain("gpu_oom")
    expect(stderr).toContain("prediction_drift")
    expect(readFileSync(metrics, "utf8")).toMatch(/driftcheck_metric\{name="gpu_oom_count"\} [1-9]/)
  })

  it(
    "follows a file until SIGTERM, then ends with what it found, and goes on from there",
    { timeout: patience(60) },
    async () => {
      const from = folder.write("log.jsonl", `${lines.slice(0, 700).join("\n")}\n`)
      const child = start("--from", from, "--rows", "500")
      let said = ""
      child.stdout.on("data", (text) => (said += String(text)))
      const ended = new Promise((done) => child.once("exit", (code, signal) => done([code, signal])))
      await expect.poll(() => said, { timeout: patience(30) }).toContain("500 records")
      appendFileSync(from, `${lines.slice(700, 1100).join("\n")}\n`)
      await expect.poll(() => said.split("\n").length, { timeout: patience(30) }).toBe(3)
      child.kill("SIGTERM")
      expect(await ended).toEqual([0, null])
      expect(windows().map(({ records }) => records)).toEqual([500, 500])
      appendFileSync(from, `${lines.slice(1100, 1600).join("\n")}\n`)
      await watch("--from", from, "--rows", "500", "--once")
      expect(windows().map(({ records }) => records)).toEqual([500, 500, 500])
      const ranges = windows().flatMap((window) => window.ranges)
      expect(ranges.slice(1).map(({ from: start }) => start)).toEqual(ranges.slice(0, -1).map(({ to }) => to))
    },
  )

  it("reads standard input to its end, and a repeat of it replaces", { timeout: patience(60) }, async () => {
    const feed = async () => {
      const child = start("--from", "-", "--rows", "600")
      child.stdin.end(lines.slice(0, 1000).join("\n"))
      await new Promise((done) => child.once("exit", done))
      return windows().map(({ records, id }) => [records, id])
    }
    const first = await feed()
    expect(first.map(([records]) => records)).toEqual([600, 399])
    expect(await feed()).toEqual(first)
  })

  it(
    "neither loses nor doubles a record where it is killed at any moment",
    { timeout: patience(120) },
    async () => {
      const from = folder.write("log.jsonl", lines.join("\n"))
      for (const [window, ms] of [
        [1, 0],
        [1, 20],
        [2, 60],
        [1, 110],
        [1, 200],
      ]) {
        const child = start("--from", from, "--rows", "500")
        const ended = new Promise((done) => child.once("exit", done))
        let said = 0
        await new Promise<void>((done) =>
          child.stdout.on("data", (text) => {
            said += String(text).split("\n").length - 1
            if (said >= window) setTimeout(done, ms)
          }),
        )
        child.kill("SIGKILL")
        await ended
      }
      await watch("--from", from, "--rows", "500", "--once")
      const found = windows()
      expect(found.map(({ records }) => records)).toEqual(new Array(24).fill(500))
      expect(found.reduce((sum, { duplicates }) => sum + duplicates, 0)).toBe(3)
      const ranges = found.flatMap((window) => window.ranges)
      expect(ranges.map(({ from: start }) => start)).toEqual([0, ...ranges.slice(0, -1).map(({ to }) => to)])
      expect(existsSync(folder.path("out/watch.json"))).toBe(true)
    },
  )
})
