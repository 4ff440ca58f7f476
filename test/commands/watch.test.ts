/** driftcheck watch as a user types it. */
import { spawn, spawnSync } from "node:child_process"
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs"
import { resolve } from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { gunzipSync } from "node:zlib"
import { describe, expect, it } from "vitest"
import { readHistory } from "../../src/history/history-file.js"
import type { Report, WindowFacts } from "../../src/model.js"
import { hashShare } from "../../src/streams/record.js"
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
const idOf = (line: string) => (JSON.parse(line) as { request_id: string }).request_id
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

  it("says of what it can make no window, and gives no answer", async () => {
    const from = folder.write("log.jsonl", "age,amount\n1,2\n3,4\n")
    const csv = await watch("--from", from, "--once")
    expect([csv.code, csv.stderr]).toEqual([
      2,
      `3 lines of ${from} are no records: a record is a JSON object on a line\n`,
    ])
    const untimed = folder.write("untimed.jsonl", lines.slice(0, 200).join("\n").replaceAll('"timestamp"', '"at"'))
    rmSync(out(), { recursive: true })
    const byTime = await watch("--from", untimed, "--every", "1m", "--once")
    expect([byTime.code, byTime.stderr]).toEqual([2, expect.stringContaining('without a time in "timestamp"')])
    // A record that waits is an answer to come.
    const mixed = folder.write("mixed.jsonl", `no record\n${lines[0]}\n`)
    rmSync(out(), { recursive: true })
    const one = await watch("--from", mixed, "--once")
    expect(one.code).toBe(0)
    expect(one.stderr).toContain("1 line of")
    expect(one.stderr).toContain("waits for a full window")
  })

  it("says once which files of a folder it passes over, and gives no answer where there are no others", async () => {
    const from = folder.path("in")
    mkdirSync(from)
    expect(await watch("--from", from, "--once")).toMatchObject({ code: 0, stderr: "" })
    // The reference, be it a link, the output and the configuration may lie there too.
    const own = folder.path("in/ref.parquet")
    symlinkSync(reference, own)
    const config = folder.write("in/driftcheck.yaml", "drift_share: 0.4\n")
    const inside = ["watch", own, "--from", from, "-o", folder.path("in/out"), "--once"]
    expect(await runCli([...inside, "--config", config])).toMatchObject({ code: 0, stderr: "" })
    expect(await runCli(inside, { cwd: from })).toMatchObject({ code: 0, stderr: "" })
    symlinkSync("ref.parquet", folder.path("in/other.jsonl"))
    const link = await runCli([...inside, "--config", config])
    expect([link.code, link.stderr]).toEqual([2, expect.stringContaining("other.jsonl (a link) is passed over")])
    rmSync(from, { recursive: true })
    mkdirSync(from)
    for (const n of [1, 2, 3, 4, 5, 6]) folder.write(`in/${n}.csv`, "age\n1\n")
    const none = await watch("--from", from, "--once")
    expect([none.code, none.stderr]).toEqual([
      2,
      `nothing in ${from} is read, 1.csv, 2.csv, 3.csv, 4.csv, 5.csv and 1 more are passed over: files of JSON Lines are read whose names end in .jsonl, .ndjson, .json and .log, also with .gz after it\n`,
    ])
    folder.write("in/7.jsonl", lines.slice(0, 3).join("\n"))
    const some = await watch("--from", from, "--once")
    expect([some.code, some.stderr]).toEqual([0, expect.stringMatching(/^3 records of .* wait for a full window\n$/)])
  })

  it("says so while it waits for more", { timeout: patience(30) }, async () => {
    const from = folder.path("in")
    mkdirSync(from)
    folder.write("in/notes.txt", "none\n")
    const program = start("--from", from)
    let said = ""
    program.stderr.on("data", (text) => (said += String(text)))
    const ended = new Promise((resolve) => program.on("exit", resolve))
    await expect.poll(() => said, { timeout: patience(20) }).toContain("notes.txt is passed over")
    await sleep(600) // Two more looks.
    program.kill("SIGTERM")
    expect(await ended).toBe(2)
    expect(said.split("\n")).toHaveLength(2)
  })

  it("says that nothing came through a pipe", () => {
    const { status, stderr } = spawnSync(
      "node",
      ["bin/driftcheck.js", "watch", reference, "-o", out(), "--from", "-"],
      {
        input: "",
        encoding: "utf8",
        env: { PATH: process.env.PATH ?? "" },
      },
    )
    expect([status, stderr]).toEqual([2, "no record came from standard input; did the command before it fail?\n"])
  })

  it("takes records outside the sample and repeats for records: the stream can be read", async () => {
    const outside = lines.slice(0, 200).filter((line) => hashShare(idOf(line)) >= 0.1)
    const piped = spawnSync(
      "node",
      ["bin/driftcheck.js", "watch", reference, "-o", out(), "--no-config", "--from", "-", "--sample", "0.1"],
      { input: outside.join("\n"), encoding: "utf8", env: { PATH: process.env.PATH ?? "" } },
    )
    expect([outside.length > 100, piped.status, piped.stderr]).toEqual([true, 0, ""])

    const said = `1 line of ${folder.path("log.jsonl")} is no record: a record is a JSON object on a line\n`
    const from = folder.write("log.jsonl", ["no record", ...outside, ""].join("\n"))
    expect(await watch("--from", from, "--sample", "0.1", "--once")).toMatchObject({ code: 0, stderr: said })

    rmSync(out(), { recursive: true })
    folder.write("log.jsonl", `${lines.slice(0, 600).join("\n")}\n`)
    const { code } = await watch("--from", from, "--rows", "600", "--once")
    appendFileSync(from, `no record\n${lines[7]}\n`)
    expect([code, await watch("--from", from, "--rows", "600", "--once")]).toEqual([
      0,
      expect.objectContaining({ code: 0, stderr: said }),
    ])
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

  it("holds timestamps to the end of their window, not to the beginning that dates it", async () => {
    const first = Date.UTC(2026, 2, 2)
    const record = (i: number) => {
      const at = new Date(first + i * 3_600_000).toISOString()
      return JSON.stringify({ timestamp: at, sold_at: at, features: { x: (i * 37) % 100 } })
    }
    const rows = (from: number, n: number) => Array.from({ length: n }, (_, i) => record(from + i)).join("\n")
    const before = rows(-200, 200).replaceAll('"features":{"x"', '"x"').replaceAll("}}", "}")
    const argv = ["--from", folder.write("log.jsonl", rows(0, 168)), "--every", "168h", "--lateness", "1m", "--once"]
    await runCli(["watch", folder.write("before.jsonl", before), "-o", out(), "--no-config", ...argv])
    const messages = reports().flatMap(({ checks }) =>
      checks.flatMap(({ id, message }) => (id === "future-timestamps" ? [message] : [])),
    )
    expect(new Set(messages)).toEqual(new Set(["No timestamp lies in the future"]))
  })

  it("compares a sample of a window that is too large to hold, and counts all of it", async () => {
    // Half of the log is calm; in the other half age and the prediction have moved.
    const from = folder.write("log.jsonl", lines.join("\n"))
    const argv = ["--from", from, "--rows", "6000", "--once"]
    await watch(...argv)
    const whole = reports()
    rmSync(out(), { recursive: true })
    const config = folder.write("watch.yaml", "stream: { max_rows: 2500 }\n")
    const { stdout } = await runCli(["watch", reference, "-o", out(), "--config", config, ...argv])
    const sampled = reports()
    expect(stdout).toMatch(/6,000 records, a sample of 1 in 4 compared {2}No drift/)
    expect(sampled.map(({ drift }) => drift.dataset_drift)).toEqual([false, true])
    expect(sampled[1].columns.filter(({ status }) => status === "drift").map(({ name }) => name)).toContain("age")
    for (const [i, report] of sampled.entries()) {
      const { window, current, metrics, warnings } = report
      expect(window).toMatchObject({ records: 6000, sample: { rows: current.rows, one_in: 4, relative_error: 0.001 } })
      expect(Math.abs((current.rows ?? NaN) - 1500)).toBeLessThan(4 * Math.sqrt(6000 * (3 / 16)))
      expect(warnings.join()).toContain(window?.sample?.note)
      expect(window?.model_versions).toEqual(whole[i].window?.model_versions)
      expect(window?.time_range).toEqual(whole[i].window?.time_range)
      const figures = (of: Report) => of.metrics.filter(({ labels }) => Object.keys(labels).length === 0)
      for (const [at, metric] of figures(report).entries()) {
        const exact = figures(whole[i])[at]
        expect([metric.id, metric.rows]).toEqual([exact.id, exact.rows])
        expect(metric.relative_error).toBe(/^p\d\d_/.test(metric.id) ? 0.001 : undefined)
        if (metric.id === "time_since_last_record") continue
        const error = metric.relative_error ?? 1e-12
        expect(Math.abs((metric.value ?? NaN) - (exact.value ?? NaN))).toBeLessThanOrEqual(error * (exact.value ?? NaN))
        if (metric.relative_error === undefined) expect([metric.low, metric.high]).toEqual([exact.low, exact.high])
        else expect(metric.message).toContain("known to 0.1% of it")
      }
      // Of one version of the model, what grows with the records is not known of a sample.
      const ofParts = metrics.filter(({ labels }) => Object.keys(labels).length > 0).map(({ id }) => id)
      expect(ofParts).not.toContain("throughput")
    }
    const page = readFileSync(folder.path(`out/${readHistory(out()).runs[0].run}/report.html`), "utf8")
    expect(page).toContain("a sample of 1 in 4 of 6,000 records")
    expect(page).toContain("Known to 0.1% of it")
    expect(readHistory(out()).runs.map(({ current }) => current.rows)).toEqual([6000, 6000])
    const flagged = await runCli([
      "watch",
      reference,
      "-o",
      folder.path("other"),
      "--no-config",
      ...argv,
      "--max-rows",
      "2500",
    ])
    expect(flagged.stdout.replaceAll("/other/", "/out/")).toBe(stdout)
    expect((await watch(...argv, "--max-rows", "0")).stderr).toContain("max-rows")
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

  it("ends in 2 where the disk is full, says where, leaves nothing half done and goes on from there", async () => {
    const from = folder.write("log.jsonl", lines.slice(0, 1700).join("\n"))
    const argv = [reference, "-o", out(), "--no-config", "--from", from, "--rows", "500", "--once"]
    // No file may be larger than 8 KiB: the state fits, a page does not.
    const { status, stdout, stderr } = spawnSync(
      "bash",
      ["--norc", "-c", 'ulimit -f 8; exec node bin/driftcheck.js watch "$@"', "bash", ...argv],
      { encoding: "utf8", env: { PATH: process.env.PATH ?? "" } },
    )
    expect([status, stdout]).toEqual([2, ""])
    expect(stderr).toMatch(/^error: cannot write .*out\b.*: it grew larger than a file may be here/)
    expect(readdirSync(out())).toEqual(["watch.json"])
    expect(JSON.parse(readFileSync(folder.path("out/watch.json"), "utf8"))).toMatchObject({ done: [], windows: 0 })
    await runCli(["watch", ...argv])
    expect(windows().map(({ records }) => records)).toEqual([500, 500, 500])
    const ranges = windows().flatMap((window) => window.ranges)
    expect(ranges.map(({ from: start }) => start)).toEqual([0, ...ranges.slice(0, -1).map(({ to }) => to)])
  })

  it(
    "refuses a second watch of its folder, and takes over from one that was killed",
    { timeout: patience(60) },
    async () => {
      const from = folder.write("log.jsonl", `${lines.slice(0, 600).join("\n")}\n`)
      const child = start("--from", from, "--rows", "500")
      const ended = new Promise((done) => child.once("exit", done))
      await new Promise((done) => child.stdout.once("data", done))
      const second = await watch("--from", from, "--rows", "500", "--once")
      expect([second.code, second.stdout]).toEqual([2, ""])
      expect(second.stderr).toMatch(
        /^error: .*\.watch\.lock is held by process \d+.*, which writes to this folder\nhint: give each watch a folder of its own/,
      )
      child.kill("SIGKILL")
      await ended
      const third = await watch("--from", from, "--rows", "500", "--once")
      expect([third.code, third.stdout]).toEqual([0, ""])
      expect(third.stderr).toMatch(/took over .*\.watch\.lock: process \d+.* ended without releasing it/)
      expect(windows()).toHaveLength(1)
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

  it.each([
    ["windows that are held whole", []],
    ["windows that hold a sample", ["--max-rows", "100"]],
  ])(
    "neither loses nor doubles a record of %s where it is killed at any moment",
    { timeout: patience(120) },
    async (_, held) => {
      const from = folder.write("log.jsonl", lines.join("\n"))
      const argv = ["--from", from, "--rows", "500", ...held]
      for (const [window, ms] of [
        [1, 0],
        [1, 20],
        [2, 60],
        [1, 110],
        [1, 200],
      ]) {
        const child = start(...argv)
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
      await watch(...argv, "--once")
      const found = windows()
      expect(found.map(({ records }) => records)).toEqual(new Array(24).fill(500))
      const duplicates = found.reduce((sum, window) => sum + window.duplicates, 0)
      // Of a sample, repeats are known of what is in it.
      if (held.length === 0) expect(duplicates).toBe(3)
      else expect(duplicates).toBeLessThanOrEqual(3)
      expect(found.every(({ sample }) => (sample !== undefined) === held.length > 0)).toBe(true)
      const ranges = found.flatMap((window) => window.ranges)
      expect(ranges.map(({ from: start }) => start)).toEqual([0, ...ranges.slice(0, -1).map(({ to }) => to)])
      expect(existsSync(folder.path("out/watch.json"))).toBe(true)
    },
  )
})
