import { spawnSync } from "node:child_process"
import { mkdirSync } from "node:fs"
import { resolve } from "node:path"
import { describe, expect, it } from "vitest"
import { UsageError } from "../../src/errors.js"
import { ModelMonitor } from "../../src/index.js"
import { freshFolder } from "../helpers/in-folder.js"
import { patience } from "../helpers/patience.js"

const folder = freshFolder()
const record = (n: number) => ({
  request_id: `q${n}`,
  timestamp: 1_764_000_000 + n,
  features: { x: n },
  prediction: 0.5,
})

describe("ModelMonitor", () => {
  it("appends records to a file, in batches and in order", async () => {
    const path = folder.path("log.jsonl")
    const monitor = new ModelMonitor(path, { batch: 10 })
    for (let n = 0; n < 25; n++) expect(monitor.log(record(n))).toBe(true)
    await monitor.close()
    const lines = folder.read("log.jsonl").trimEnd().split("\n")
    expect(lines.map((line) => (JSON.parse(line) as { request_id: string }).request_id)).toEqual(
      Array.from({ length: 25 }, (_, n) => `q${n}`),
    )
    expect([monitor.dropped, monitor.waiting]).toEqual([0, 0])
  })

  it("sends what waits after a while", async () => {
    const sent: string[] = []
    const monitor = new ModelMonitor((lines) => Promise.resolve(sent.push(...lines)), { every: 20 })
    monitor.log(record(1))
    await expect.poll(() => sent.length).toBe(1)
  })

  it("drops and counts beyond the most that may wait, and what is no JSON, and never throws", () => {
    const monitor = new ModelMonitor(() => new Promise(() => undefined), { batch: 2, most: 5 })
    const kept = Array.from({ length: 8 }, (_, n) => monitor.log(record(n)))
    expect(kept).toEqual([...[true, true, true, true, true], ...[false, false, false]])
    const circle: Record<string, unknown> = {}
    circle.self = circle
    expect([monitor.log(circle), monitor.log({ big: 1n })]).toEqual([false, false])
    expect(monitor.dropped).toBe(5)
  })

  it("never throws, whatever it is handed: no record at all, one that cannot be written, one that is huge", async () => {
    const path = folder.path("log.jsonl")
    const monitor = new ModelMonitor(path, { sample: 0.999999 })
    const bad: unknown[] = [null, undefined, 7, "text", [1], () => 1, Symbol("s"), 1n]
    const broken = {
      get request_id(): string {
        throw new Error("no id")
      },
    }
    for (const each of [...bad, broken, { toJSON: () => undefined }]) expect(monitor.log(each as object)).toBe(false)
    expect(monitor.dropped).toBe(bad.length + 2)
    expect(monitor.log({ request_id: "huge", text: "x".repeat(2e7) })).toBe(true)
    await monitor.close()
    expect(folder.read("log.jsonl").length).toBeGreaterThan(2e7)
  })

  it("outlives a full disk and a folder that is gone, drops beyond what may wait, and goes on when it is back", async () => {
    const errors: string[] = []
    const onError = (error: unknown) => errors.push((error as NodeJS.ErrnoException).code ?? "")
    const full = new ModelMonitor("/dev/full", { batch: 10, most: 30, onError })
    for (let n = 0; n < 50; n++) full.log(record(n))
    await full.close()
    expect([full.dropped, full.waiting, new Set(errors)]).toEqual([50, 0, new Set(["ENOSPC"])])

    const gone = new ModelMonitor(folder.path("later/log.jsonl"), { batch: 10, most: 30, onError })
    for (let n = 0; n < 50; n++) gone.log(record(n))
    await gone.flush()
    expect([gone.dropped, gone.waiting, errors.at(-1)]).toEqual([20, 30, "ENOENT"])
    mkdirSync(folder.path("later"))
    await gone.close()
    expect(gone.dropped).toBe(20)
    const written = folder
      .read("later/log.jsonl")
      .split("\n")
      .filter((line) => line !== "")
    expect(written.map((line) => (JSON.parse(line) as { request_id: string }).request_id)).toEqual(
      Array.from({ length: 30 }, (_, n) => `q${n}`),
    )
  })

  it("ends a line that a full disk cut off before it sends it again", { timeout: patience(30) }, () => {
    // No file may be larger than 1 KiB until the limit is lifted: prlimit changes that of a running process.
    const script = `
      import { execFileSync } from "node:child_process"
      import { ModelMonitor } from ${JSON.stringify(resolve("dist/index.js"))}
      const monitor = new ModelMonitor("log.jsonl", { batch: 5 })
      for (let n = 0; n < 5; n++) monitor.log({ request_id: "q" + n, text: "x".repeat(300) })
      await monitor.flush()
      execFileSync("prlimit", ["--pid", String(process.pid), "--fsize=unlimited"])
      await monitor.close()
      console.log(monitor.dropped)`
    const { stdout, stderr } = spawnSync(
      "bash",
      ["--norc", "-c", 'ulimit -S -f 1; exec node --input-type=module -e "$1"', "bash", script],
      { cwd: folder.path("."), encoding: "utf8" },
    )
    expect([stdout.trim(), stderr]).toEqual(["0", ""])
    const ids = folder
      .read("log.jsonl")
      .split("\n")
      .map((line) =>
        /^{.*}$/.test(line) ? (JSON.parse(line) as { request_id: string }).request_id : line.slice(0, 20),
      )
    expect(ids).toEqual(["q0", "q1", "q2", '{"request_id":"q3","', "q0", "q1", "q2", "q3", "q4", ""])
  })

  it("keeps what could not be sent for the next time, and says so", async () => {
    const errors: unknown[] = []
    const sent: string[] = []
    let isDown = true
    const monitor = new ModelMonitor(
      (lines) => (isDown ? Promise.reject(new Error("down")) : Promise.resolve(sent.push(...lines))),
      {
        batch: 2,
        onError: (error) => {
          errors.push(error)
          throw new Error("not even this")
        },
      },
    )
    for (let n = 0; n < 3; n++) monitor.log(record(n))
    await monitor.flush()
    expect([monitor.waiting, errors.length > 0]).toEqual([3, true])
    isDown = false
    await monitor.close()
    expect(sent).toHaveLength(3)
    expect(monitor.dropped).toBe(0)
  })

  it("samples by the hash that watch samples by", () => {
    const monitor = new ModelMonitor(() => new Promise(() => undefined), { sample: 0.1, most: 1e6, batch: 1e6 })
    for (let n = 0; n < 10_000; n++) monitor.log(record(n))
    // Four standard deviations of a tenth of 10,000.
    expect(Math.abs(monitor.waiting - 1000)).toBeLessThan(120)
  })

  it("keeps nothing of a share of 0, and takes Infinity for no bound", async () => {
    const sent: string[] = []
    const send = (lines: readonly string[]) => Promise.resolve(sent.push(...lines))
    const none = new ModelMonitor(send, { sample: 0 })
    for (let n = 0; n < 1000; n++) expect(none.log(record(n))).toBe(true)
    await none.close()
    expect([none.dropped, sent.length]).toEqual([0, 0])
    const all = new ModelMonitor(send, { most: Infinity, batch: Infinity })
    for (let n = 0; n < 11_000; n++) expect(all.log(record(n))).toBe(true)
    expect(all.waiting).toBe(11_000)
    await all.close()
    expect([all.dropped, sent.length]).toEqual([0, 11_000])
  })

  it("refuses what it cannot take when it is made, and what is left undefined is as usual", () => {
    const wrong: Record<string, unknown[]> = {
      batch: [0, 1.5, "5", null, NaN],
      every: [-1, "1s", null, NaN, 1e10],
      most: [0, -5, "5", null, NaN, -Infinity],
      sample: [7, -0.1, "0.1", null, NaN],
      onError: [null, 7, "log", {}],
    }
    for (const [key, values] of Object.entries(wrong))
      for (const value of values)
        expect(() => new ModelMonitor("log.jsonl", { [key]: value })).toThrow(
          new RegExp(`^ModelMonitor: options\\.${key} must be .*, not `),
        )
    for (const to of [undefined, null, 7, "", {}, []])
      expect(() => new ModelMonitor(to as never)).toThrow("ModelMonitor: to must be a path or a function, not ")
    expect(() => new ModelMonitor("log.jsonl", { sample: 7 })).toThrow(UsageError)

    const sent: string[] = []
    const unsaid = { batch: undefined, every: undefined, most: undefined, sample: undefined, onError: undefined }
    const monitor = new ModelMonitor((lines) => Promise.resolve(sent.push(...lines)), unsaid as object)
    for (let n = 0; n < 500; n++) expect(monitor.log(record(n))).toBe(true)
    expect(sent).toHaveLength(500)
  })
})
