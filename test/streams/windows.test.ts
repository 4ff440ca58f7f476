import { describe, expect, it } from "vitest"
import { eventTime, hashShare, outcomeOf, parseRecord, type Mapping } from "../../src/streams/record.js"
import { Ranges } from "../../src/streams/ranges.js"
import { Ids } from "../../src/streams/ids.js"
import { LineCutter, Lines } from "../../src/streams/lines.js"
import { Windows, type ClosedWindow, type WindowRule } from "../../src/streams/windows.js"

const mapping = (): Mapping => ({
  features: "features",
  prefix: "",
  id: "request_id",
  timestamp: "timestamp",
  columns: new Map(),
  ignored: new Set(),
})
const fresh = () => ({ done: new Ranges(), closedUntil: null, ids: new Ids() })
const most = { records: 1_000_000, bytes: Infinity }
const byRows = (rows: number): WindowRule => ({ rows, every: null, lateness: 0, sample: 1, most })
const byTime = (every: number, lateness: number, rows: number | null = null): WindowRule => ({
  ...{ rows, every, lateness },
  ...{ sample: 1, most },
})

/** A record at so many seconds after noon. */
const at = (seconds: number, id: string) =>
  JSON.stringify({ request_id: id, timestamp: 1_764_000_000 + seconds, features: { x: seconds } })
const noon = 1_764_000_000_000

const take = (windows: Windows, lines: readonly string[], start = 0, now = noon + 86_400_000): ClosedWindow[] =>
  Array.from(
    windows.take(
      {
        ...{ kind: "records", part: "0", lines: Lines.from(lines) },
        positions: Array.from({ length: lines.length + 1 }, (_, i) => start + i),
      },
      now,
    ),
  )
const rowsOf = (closed: readonly ClosedWindow[]) => closed.map(({ table }) => table.rows)

describe("windows by rows", () => {
  it("close when they are full, with the ranges that they were made of and what was left out", () => {
    const windows = new Windows(byRows(2), mapping(), fresh())
    const closed = take(windows, [at(0, "a"), "{cut", at(1, "a"), "", at(2, "b"), at(3, "c"), at(1e6, "d")])
    expect(rowsOf(closed)).toEqual([2])
    expect(closed[0].ranges).toEqual([{ part: "0", from: 0, to: 5 }])
    expect(closed[0].leftOut).toMatchObject({ malformed: 1, duplicates: 1, future: 0 })
    expect(windows.waiting).toBe(1)
    expect(windows.uncounted).toMatchObject({ future: 1 })
  })

  it("know the ids of the window before", () => {
    const windows = new Windows(byRows(2), mapping(), fresh())
    const [first] = take(windows, [at(0, "a"), at(1, "b")])
    const { ids } = windows.confirm(first)
    expect(ids.list()).toEqual(["a", "b"])
    take(windows, [at(2, "b"), at(3, "c")], 2)
    expect(windows.waiting).toBe(1)
    const again = new Windows(byRows(2), mapping(), { ...fresh(), ids })
    take(again, [at(2, "b"), at(3, "c")], 2)
    expect(again.waiting).toBe(1)
  })

  it("take no record that is in a confirmed window, and all others again after a reset", () => {
    const windows = new Windows(byRows(2), mapping(), fresh())
    const lines = [at(0, "a"), at(1, "b"), at(2, "c")]
    windows.confirm(take(windows, lines)[0])
    windows.reset()
    expect(windows.waiting).toBe(0)
    expect(rowsOf(take(windows, [...lines, at(3, "d")]))).toEqual([2])
  })
})

describe("windows by event time", () => {
  it("close when records are further than the lateness past their end", () => {
    const windows = new Windows(byTime(60_000, 10_000), mapping(), fresh())
    expect(take(windows, [at(0, "a"), at(59, "b"), at(61, "c"), at(69, "d")])).toEqual([])
    const closed = take(windows, [at(30, "e"), at(70, "f"), at(31, "g")], 4)
    expect(rowsOf(closed)).toEqual([3])
    expect(closed[0].period).toEqual([noon, noon + 60_000])
    expect(closed[0].outOfOrder).toBe(1)
    expect(windows.uncounted.late).toBe(1)
    // What lies in the next window stays to be read again.
    expect(closed[0].ranges).toEqual([
      { part: "0", from: 0, to: 2 },
      { part: "0", from: 4, to: 5 },
    ])
    expect(windows.confirm(closed[0]).done.resume()).toEqual(new Map([["0", 2]]))
  })

  it("hold a record that comes again to what is done, and give the same windows after a restart", () => {
    const rule = byTime(60_000, 10_000)
    const lines = [at(0, "a"), at(61, "b"), at(59, "c"), at(75, "d")]
    const windows = new Windows(rule, mapping(), fresh())
    const state = windows.confirm(take(windows, lines)[0])
    const again = new Windows(rule, mapping(), state)
    expect(take(again, lines)).toEqual([])
    expect(again.waiting).toBe(2)
    const [closed] = take(again, [at(200, "e")], 4)
    expect(closed.table.rows).toBe(2)
    expect(closed.leftOut).toMatchObject({ late: 0, duplicates: 0 })
  })

  it("close at so many rows where both are asked for, and by the clock where nothing comes", () => {
    const windows = new Windows(byTime(60_000, 0, 2), mapping(), fresh())
    expect(rowsOf(take(windows, [at(0, "a"), at(1, "b"), at(2, "c")]))).toEqual([2])
    expect(rowsOf(Array.from(windows.over(noon + 59_000)))).toEqual([])
    expect(rowsOf(Array.from(windows.over(noon + 60_000)))).toEqual([1])
  })

  it("count a record without a time, and one ahead of the clock by more than five minutes", () => {
    const windows = new Windows(byTime(60_000, 0), mapping(), fresh())
    take(windows, ['{"request_id":"a"}', at(301, "b"), at(299, "c")], 0, noon)
    expect(windows.uncounted).toMatchObject({ without_time: 1, future: 1 })
    expect(windows.waiting).toBe(1)
  })
})

describe("--sample", () => {
  it("looks at the share by the hash of the id: the same records in every run", () => {
    const lines = Array.from({ length: 20_000 }, (_, i) => at(0, `request-${i}`))
    const sampled = () => {
      const windows = new Windows({ ...byRows(100_000), sample: 0.1 }, mapping(), fresh())
      take(windows, lines)
      return Array.from(windows.rest())[0]
    }
    const { table, leftOut } = sampled()
    // Four standard deviations of a tenth of 20,000.
    expect(Math.abs(table.rows - 2000)).toBeLessThan(4 * Math.sqrt(1800))
    expect(leftOut.not_sampled).toBe(20_000 - table.rows)
    expect(Array.from(sampled().table.lines.texts())).toEqual(Array.from(table.lines.texts()))
  })

  it("hashes evenly", () => {
    const cells = new Array<number>(10).fill(0)
    for (let i = 0; i < 10_000; i++) cells[Math.floor(10 * hashShare(`q${i}`))]++
    expect(Math.max(...cells)).toBeLessThan(1150)
    expect(Math.min(...cells)).toBeGreaterThan(850)
  })
})

describe("the columns of a window", () => {
  const tableOf = (lines: readonly string[]) => {
    const windows = new Windows(byRows(lines.length), mapping(), fresh())
    return take(windows, lines)[0].table.finish("stream")
  }
  const column = (lines: readonly string[], name: string) => {
    const table = tableOf(lines)
    return Array.from(table.readColumn(table.columns.findIndex((each) => each.name === name)) as Iterable<unknown>)
  }

  it("keep whole numbers beyond 2^53 of the record itself apart, and round no others", () => {
    const long = ["9007199254740993", "-9007199254740995", "9007199254740992", "9007199254740991"]
    const lines = long.map((n) => `{"n":${n},"x":1e300,"y":0.1}`)
    expect(column(lines, "n").map(String)).toEqual(long)
    expect(column(lines, "x")).toEqual(long.map(() => 1e300))
    expect(column(lines, "y")).toEqual(long.map(() => 0.1))
  })

  it("keep them apart within the features, in structures there and at paths of the configuration", () => {
    const long = ["9007199254740993", "-9007199254740995", "1234567890123456789", "7"]
    const deep = { ...mapping(), columns: new Map([["account", ["who", "id"]]]) }
    const records = long.map(
      (n) => `{"y":{"k":${n}},"who":{"id":${n}},"features":{"k":${n},"y":0.5,"geo":{"cell": ${n} }}}`,
    )
    const table = take(new Windows(byRows(4), deep, fresh()), records)[0].table.finish("stream")
    const read = (name: string) =>
      Array.from(table.readColumn(table.columns.findIndex((each) => each.name === name)) as Iterable<unknown>)
    for (const name of ["k", "geo.cell", "account", "y.k", "who.id"]) expect(read(name).map(String)).toEqual(long)
    expect(read("features.y")).toEqual([0.5, 0.5, 0.5, 0.5])
  })

  it("are made once, however often they are read", () => {
    const table = tableOf([at(0, "a"), at(1, "b")])
    table.columns.forEach((_, i) => {
      expect(table.readColumn(i)).toBe(table.readColumn(i))
    })
  })
})

describe("a record", () => {
  it("may hold NaN and Infinity as Python writes them, which are missing", () => {
    expect(parseRecord('{"a": NaN, "b": [-Infinity, 1], "c": "NaN"}')).toEqual({
      a: null,
      b: [null, 1],
      c: "NaN",
    })
    expect(parseRecord('{"a": Nothing}')).toBeNull()
    expect(["[1]", "3", "null", '"a"', "{"].map(parseRecord)).toEqual([null, null, null, null, null])
  })

  it("has its time in seconds, milli-, micro- or nanoseconds, or as ISO 8601", () => {
    expect([1764000000.5, 1764000000500, 1764000000500000, 1764000000500000000].map(eventTime)).toEqual([
      noon + 500,
      noon + 500,
      noon + 500,
      noon + 500,
    ])
    expect(eventTime("2025-11-24T16:00:00.500Z")).toBe(noon + 500)
    expect([null, "soon", -1, {}].map(eventTime)).toEqual([NaN, NaN, NaN, NaN])
  })

  it("says how it went by its status and its error", () => {
    expect(outcomeOf({ status: 200 })).toEqual({ failed: false, outOfMemory: false })
    expect(outcomeOf({ status: 503 })).toEqual({ failed: true, outOfMemory: false })
    expect(outcomeOf({ error: "CUDA out of memory" })).toEqual({ failed: true, outOfMemory: true })
    expect(outcomeOf({ error: { type: "OutOfMemoryError" }, status: 200 })).toEqual({ failed: true, outOfMemory: true })
    expect(outcomeOf({ error: "", status: 200 })).toEqual({ failed: false, outOfMemory: false })
    expect(outcomeOf({ x: 1 })).toBeNull()
  })
})

describe("ranges", () => {
  it("join what touches, in any order, and say where to go on", () => {
    const ranges = new Ranges()
    for (const [from, to] of [
      [10, 20],
      [30, 40],
      [0, 5],
      [5, 10],
      [18, 31],
    ])
      ranges.add("a", from, to)
    ranges.add("a", 50, 60)
    expect(ranges.list()).toEqual([
      { part: "a", from: 0, to: 40 },
      { part: "a", from: 50, to: 60 },
    ])
    expect(ranges.resume()).toEqual(new Map([["a", 40]]))
    expect([0, 39, 40, 49, 50, 60].map((position) => ranges.has("a", position))).toEqual([
      ...[true, true, false, false, true, false],
    ])
  })
})

describe("lines", () => {
  it("come whole with their positions in bytes, however a text is cut and whatever its bytes", () => {
    const text = Buffer.concat([Buffer.from("añ\n\nb€\r\n"), Buffer.from([0xff, 0xe2, 0x0a]), Buffer.from("rest")])
    for (let size = 1; size <= text.length; size++) {
      const cutter = new LineCutter(100)
      const found: [string, number, number][] = []
      const add = (some: ReturnType<LineCutter["take"]>) =>
        some?.lines.texts().forEach((line, i) => found.push([line, some.positions[i], some.positions[i + 1]]))
      for (let i = 0; i < text.length; i += size) add(cutter.take(text.subarray(i, i + size)))
      add(cutter.end())
      expect(found.map(([, from, to]) => [from, to])).toEqual([
        ...[
          [100, 104],
          [104, 105],
        ],
        ...[
          [105, 111],
          [111, 114],
          [114, 118],
        ],
      ])
      expect(found[2][0]).toBe("b€\r")
    }
  })
})

describe("windows that another reader counts", () => {
  it("leave nothing behind: their records are no repeats and not late when they are read again", () => {
    const windows = new Windows(byRows(2), mapping(), fresh())
    const lines = [at(0, "a"), at(1, "b"), at(2, "c"), at(3, "d")]
    const positions = [0, 1, 2, 3, 4]
    for (const closed of windows.take(
      { kind: "records", part: "0", lines: Lines.from(lines), positions },
      noon + 86_400_000,
    ))
      if (closed.ranges[0].from === 0) windows.confirm(closed)
    windows.reset() // The second was not taken.
    const again = take(windows, lines)
    expect(again.map(({ ranges, leftOut }) => [ranges[0].from, leftOut.duplicates])).toEqual([[2, 0]])

    const byMinute = new Windows(byTime(60_000, 0), mapping(), fresh())
    const timed = [at(0, "a"), at(60, "b"), at(120, "c")]
    expect(rowsOf(take(byMinute, timed))).toEqual([1, 1])
    byMinute.reset()
    expect(rowsOf(take(byMinute, timed))).toEqual([1, 1])
    expect(byMinute.uncounted.late).toBe(0)
  })
})

describe("parts of a source that is read in turn", () => {
  const from = (windows: Windows, part: string, lines: string[], behind: string[], start = 0) =>
    Array.from(
      windows.take(
        {
          ...{ kind: "records", part, lines: Lines.from(lines) },
          positions: Array.from({ length: lines.length + 1 }, (_, i) => start + i),
          behind: new Set(behind),
        },
        noon + 86_400_000,
      ),
    )

  it("close no window by time before each that is behind has come as far", () => {
    const windows = new Windows(byTime(60_000, 0), mapping(), fresh())
    expect(from(windows, "0", [at(0, "a"), at(70, "b"), at(130, "c")], ["1"])).toEqual([])
    expect(rowsOf(from(windows, "1", [at(10, "d"), at(65, "e")], ["1"]))).toEqual([2]) // a and d
    expect(rowsOf(from(windows, "1", [at(80, "f")], ["1"], 2))).toEqual([])
    expect(rowsOf(from(windows, "1", [at(90, "g")], [], 3))).toEqual([4]) // b, e, f and g: part 1 has no more.
    expect(windows.uncounted.late).toBe(0)
  })

  it("hold nobody up once they have no more, and do again when they have", () => {
    const windows = new Windows(byTime(60_000, 0), mapping(), fresh())
    from(windows, "1", [at(5, "a")], ["0"])
    expect(rowsOf(from(windows, "0", [at(10, "b"), at(61, "c")], []))).toEqual([2])
    expect(rowsOf(from(windows, "0", [at(125, "d")], ["1"], 2))).toEqual([])
    expect(rowsOf(from(windows, "1", [at(62, "e"), at(121, "f")], [], 1))).toEqual([2]) // c and e
  })
})

describe("a text whose bytes are not all UTF-8", () => {
  it("has the character that stands for such in their place, and each line where it lies", () => {
    const bytes = Buffer.concat([
      Buffer.from('{"request_id":"a'),
      Buffer.from([0xff]),
      Buffer.from('"}\n{"request_id":"ü"}\n'),
    ])
    const cut = new LineCutter(0).take(bytes)
    expect(cut?.lines.texts()).toEqual(['{"request_id":"a\ufffd"}', '{"request_id":"ü"}'])
    expect(Array.from(cut?.positions ?? [])).toEqual([0, 20, 40])
  })
})
