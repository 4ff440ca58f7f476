/** Windows that are too large to hold: a sample of the records, and sums of all. */
import { describe, expect, it } from "vitest"
import type { ColumnSums } from "../../src/model.js"
import { Ids } from "../../src/streams/ids.js"
import { KeptLines, Lines } from "../../src/streams/lines.js"
import { Ranges } from "../../src/streams/ranges.js"
import type { Mapping } from "../../src/streams/record.js"
import { sketchError } from "../../src/streams/running-sums.js"
import type { Tallied } from "../../src/streams/tally.js"
import { Windows, type ClosedWindow, type WindowRule } from "../../src/streams/windows.js"
import { randomNumbers } from "../../src/stats/random.js"

const mapping = (): Mapping => ({
  ...{ features: "features", prefix: "", id: "request_id", timestamp: "timestamp" },
  ...{ columns: new Map([["deep", ["timing", "ms"]]]), ignored: new Set<string>() },
})
const roles: Record<string, readonly string[]> = {
  latency_ms: ["latency"],
  timestamp: ["timestamp"],
  is_error: ["error"],
  gpu_oom: ["gpu_oom"],
  model_version: ["model_version"],
  gpu_memory: ["gpu_memory"],
  deep: ["deep"],
}
const needs = {
  latency: { latency: "distribution" },
  versions: { model_version: "label_counts", latency: "range" },
  times: { timestamp: "range", latency: "range" },
  error: { error: "hits" },
  oom: { gpu_oom: "hits" },
  memory: { gpu_memory: "moments" },
  deep: { deep: "distribution" },
} satisfies Record<string, Record<string, keyof ColumnSums>>
const tallied: Tallied = { needs: Object.values(needs), rolesOf: (name) => roles[name] ?? [] }
const columnOf = Object.fromEntries(Object.entries(roles).map(([column, [role]]) => [role, column]))

const fresh = () => ({ done: new Ranges(), closedUntil: null, ids: new Ids() })
const rule = (most: number, sample = 1, bytes = Infinity): WindowRule => ({
  ...{ rows: null, every: null, lateness: 0, sample },
  most: { records: most, bytes },
})
const start = 1_764_000_000

/** All of a stream as one window, in chunks of this many lines. */
function windowOf(lines: readonly string[], rules: WindowRule, chunk = 1000): ClosedWindow {
  const windows = new Windows(rules, mapping(), fresh(), tallied)
  for (let from = 0; from < lines.length; from += chunk) {
    const some = lines.slice(from, from + chunk)
    const positions = Array.from({ length: some.length + 1 }, (_, i) => from + i)
    const records = { kind: "records", part: "0", lines: Lines.from(some), positions } as const
    expect(Array.from(windows.take(records, (start + 1e6) * 1000))).toEqual([])
  }
  return Array.from(windows.rest())[0]
}
const sumsOf = ({ sampled }: ClosedWindow, of: keyof typeof needs) => {
  const found = sampled?.tally.sums(needs[of], columnOf) ?? null
  expect(found).not.toBeNull()
  return { ...(found?.columns as Record<string, never>), rows: found?.rows } as Record<string, unknown>
}

interface LogRecord {
  [key: string]: unknown
  latency_ms?: number
  model_version?: string
  gpu_memory?: number | string
}

/** Records as one program writes them (`alike`), or each otherwise. */
function recordsOf(n: number, alike: boolean, seed = 3): LogRecord[] {
  const next = randomNumbers(seed)
  return Array.from({ length: n }, (_, i) => ({
    request_id: `request-${i}`,
    timestamp: start + Math.round(next() * 1e6) / 1e3,
    features: { x: next() },
    model_version: next() < 0.3 ? "v2" : "v1",
    ...(alike || next() < 0.9 ? { latency_ms: Math.round(1000 * Math.exp(3 + next())) / 1000 } : {}),
    ...(!alike && next() < 0.5 ? { gpu_memory: next() } : {}),
    timing: { ms: next() * 10 },
    status: i % 50 === 7 ? 500 : 200,
    ...(i % 400 === 399 ? { error: "CUDA out of memory" } : {}),
  }))
}
const written = (records: readonly LogRecord[]) => records.map((record) => JSON.stringify(record))
const n = 20_000

describe.each([
  ["records that are written alike", true],
  ["records that are not", false],
])("a window of more records than it holds, of %s", (_, alike) => {
  const records = recordsOf(n, alike)
  const closed = windowOf(written(records), rule(3000))
  const withLatency = records.filter(({ latency_ms }) => latency_ms !== undefined)

  it("holds an even sample of them by the hash of their ids, and says how large it is", () => {
    expect(closed.records).toBe(n)
    expect(closed.sampled?.oneIn).toBe(8)
    // Four standard deviations.
    expect(Math.abs(closed.table.rows - n / 8)).toBeLessThan(4 * Math.sqrt(n * (1 / 8) * (7 / 8)))
    const ids = new Set(closed.table.ids.list())
    const half = records.slice(0, n / 2).filter(({ request_id: id }) => ids.has(String(id))).length
    expect(Math.abs(half - n / 16)).toBeLessThan(4 * Math.sqrt((n / 2) * (1 / 8) * (7 / 8)))
    expect(closed.ranges).toEqual([{ part: "0", from: 0, to: n }])
  })

  it("counts all of them exactly", () => {
    const failed = (i: number) => i % 50 === 7 || i % 400 === 399
    expect(sumsOf(closed, "error").error).toEqual({ hits: records.filter((_, i) => failed(i)).length, rows: n })
    expect(sumsOf(closed, "oom").gpu_oom).toEqual({ hits: n / 400, rows: n })
    const { model_version: versions, rows } = sumsOf(closed, "versions") as unknown as {
      model_version: ColumnSums["label_counts"]
      rows: number
    }
    expect(rows).toBe(withLatency.length)
    for (const [i, label] of versions.labels.entries())
      expect(versions.counts[i]).toBe(withLatency.filter(({ model_version }) => model_version === label).length)
    expect(versions.labels.length).toBe(2)
    const times = withLatency.map(({ timestamp }) => Math.round(Number(timestamp) * 1e6) / 1e3)
    const { timestamp: range } = sumsOf(closed, "times")
    expect(range).toEqual({ count: times.length, min: Math.min(...times), max: Math.max(...times) })
  })

  it("knows percentiles of all of them within the stated error, at columns and at paths of the configuration", () => {
    const read = (of: "latency" | "deep") => sumsOf(closed, of)[of] as ColumnSums["distribution"]
    const exact = {
      latency: Float64Array.from(withLatency, ({ latency_ms }) => latency_ms ?? NaN).sort(),
      deep: Float64Array.from(records, ({ timing }) => (timing as { ms: number }).ms).sort(),
    }
    for (const of of ["latency", "deep"] as const) {
      const values = read(of)
      expect(values.count).toBe(exact[of].length)
      expect(values.error).toBe(sketchError)
      for (const share of [0.001, 0.5, 0.95, 0.99]) {
        const place = Math.round(share * (values.count - 1))
        expect(Math.abs(values.at(place) / exact[of][place] - 1)).toBeLessThanOrEqual(sketchError)
      }
    }
  })

  it("is the same again, byte for byte, however its lines came", () => {
    const again = windowOf(written(records), rule(3000), 77)
    const bytes = (window: ClosedWindow) => Array.from(window.table.lines.texts()).join("\n")
    expect(bytes(again)).toBe(bytes(closed))
    expect(again.table.ids.list()).toEqual(closed.table.ids.list())
    expect(sumsOf(again, "latency")).toEqual(sumsOf(closed, "latency"))
  })

  it("has the columns that its sample would have by itself", () => {
    const lines = Array.from(closed.table.lines.texts())
    const alone = windowOf(lines, rule(n))
    expect(alone.sampled).toBeNull()
    const columns = (window: ClosedWindow) => {
      const table = window.table.finish("stream")
      const read = table.columns.map((info, i) => [info, Array.from(table.readColumn(i) as Iterable<unknown>)])
      return { columns: read, warnings: table.warnings }
    }
    expect(columns(closed)).toEqual(columns(alone))
  })
})

describe("a window of more records than it holds", () => {
  it("holds all of them up to its limit, and is thinned by the bytes of lines as well", () => {
    const lines = written(recordsOf(2000, true))
    expect(windowOf(lines, rule(2000)).sampled).toBeNull()
    expect(windowOf(lines, rule(1999)).sampled?.oneIn).toBe(2)
    const bytes = lines.reduce((sum, line) => sum + line.length, 0)
    expect(windowOf(lines, rule(1e6, 1, bytes)).sampled).toBeNull()
    expect(windowOf(lines, rule(1e6, 1, bytes - 1)).sampled?.oneIn).toBe(2)
  })

  it("takes its sample out of the one that --sample takes", () => {
    const lines = written(recordsOf(40_000, true))
    const all = windowOf(lines, rule(1e6, 0.25))
    const closed = windowOf(lines, rule(1500, 0.25))
    expect(closed.records).toBe(all.table.rows)
    expect(closed.leftOut).toEqual(all.leftOut)
    expect(closed.sampled?.oneIn).toBe(8)
    expect(Math.abs(closed.table.rows - all.table.rows / 8)).toBeLessThan(4 * Math.sqrt(all.table.rows * (7 / 64)))
    const ids = new Set(all.table.ids.list())
    expect(closed.table.ids.list().every((id) => ids.has(id))).toBe(true)
  })

  it("samples records without an id by their place, so that equal ones are not all in it or none", () => {
    const lines = Array.from({ length: 10_000 }, () => '{"features":{"x":1},"latency_ms":5}')
    const closed = windowOf(lines, rule(2000))
    expect(closed.records).toBe(10_000)
    expect(Math.abs(closed.table.rows - 10_000 / 8)).toBeLessThan(4 * Math.sqrt(10_000 * (7 / 64)))
  })

  it("knows repeats of records that are in the sample", () => {
    const lines = written(recordsOf(4000, true))
    const closed = windowOf([...lines, ...lines], rule(1000))
    // All that came again and are in the sample; the others count again.
    expect(closed.leftOut.duplicates + closed.records).toBe(8000)
    expect(closed.leftOut.duplicates).toBeGreaterThan(0)
    expect(closed.table.rows).toBe(closed.table.ids.size)
    expect(new Set(closed.table.ids.list()).size).toBe(closed.table.rows)
  })

  it("lets go of what is in hand at a reset, and is made again from the start", () => {
    const windows = new Windows({ ...rule(100), rows: 900 }, mapping(), fresh(), tallied)
    const take = (lines: string[]) =>
      Array.from(
        windows.take(
          {
            ...{ kind: "records", part: "0", lines: Lines.from(lines) },
            positions: Array.from({ length: lines.length + 1 }, (_, i) => i),
          },
          (start + 1e6) * 1000,
        ),
      )
    const lines = written(recordsOf(1000, true))
    expect(take(lines.slice(0, 800))).toEqual([])
    expect(windows.waiting).toBe(800)
    windows.reset()
    expect(windows.waiting).toBe(0)
    const [closed] = take(lines)
    expect(closed.records).toBe(900)
    expect(sumsOf(closed, "error").rows).toBe(900)
    expect(windows.waiting).toBe(100)
    expect(windows.confirm(closed).ids.size).toBe(closed.table.rows)
  })

  it("counts a column that comes late from where it comes, and one that holds something else not at all", () => {
    const records = recordsOf(5000, true).map((record, i) => (i < 4000 ? record : { ...record, gpu_memory: i % 10 }))
    const closed = windowOf(written(records), rule(1000))
    const { gpu_memory: memory } = sumsOf(closed, "memory") as { gpu_memory: ColumnSums["moments"] }
    expect(memory.n).toBe(1000)
    expect(memory.mean).toBeCloseTo(4.5, 12)
    const odd = records.map((record, i) => (i === 4321 ? { ...record, gpu_memory: "none" } : record))
    const { sampled } = windowOf(written(odd), rule(1000))
    expect(() => sampled?.tally.sums(needs.memory, columnOf)).toThrow(
      'the column "gpu_memory" holds "none", which is not a number',
    )
    expect(sampled?.tally.sums({ gpu_memory: "distribution" }, columnOf)).toBeNull()
  })

  it("takes a record's own is_error before what its status says", () => {
    const lines = Array.from({ length: 3000 }, (_, i) =>
      JSON.stringify({ request_id: `r${i}`, status: 200, is_error: i % 3 === 0 }),
    )
    expect(sumsOf(windowOf(lines, rule(1000)), "error").error).toEqual({ hits: 1000, rows: 3000 })
  })
})

describe("lines that are kept", () => {
  it("are the same in their order, copied where they are few among those they came with", () => {
    const next = randomNumbers(11)
    const kept = new KeptLines()
    const expected: string[] = []
    for (let chunk = 0; chunk < 60; chunk++) {
      const texts = Array.from({ length: 50 }, (_, i) => `${chunk}/${i} ${"ü".repeat(Math.floor(next() * 30))}`)
      if (chunk === 30) texts[7] = "long ".repeat(300_000)
      const lines = Lines.from(texts)
      const share = [0.02, 0.3, 1, 0.6][chunk % 4]
      for (let i = 0; i < lines.length; i++)
        if (next() < share || i === 7) {
          kept.add(lines, i)
          expected.push(texts[i])
        }
    }
    expect(Array.from(kept.texts())).toEqual(expected)
    expect(kept.bytes).toBe(expected.reduce((sum, text) => sum + Buffer.byteLength(text), 0))
    expect(Array.from(kept.drain(), ([lines, i]) => lines.text(i))).toEqual(expected)
    expect(Array.from(kept.texts())).toEqual([])
  })
})
