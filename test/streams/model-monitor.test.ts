import { describe, expect, it } from "vitest"
import { ModelMonitor } from "../../src/index.js"
import { freshFolder } from "../helpers/in-folder.js"

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
})
