import type { LeftOut, OffsetRange } from "../model.js"
import type { Ids } from "./ids.js"
import { textOf, type Lines, type TextBytes } from "./lines.js"
import { idOf, RecordReader, timeOf } from "./log-record.js"
import { hashShare, type Mapping } from "./record.js"
import { Ranges } from "./ranges.js"
import { HeldRecords, type Most, type Sampled } from "./held-records.js"
import type { RecordTable } from "./record-table.js"
import type { Tallied } from "./tally.js"
import type { Records } from "./source.js"

/** When a window is full: by rows, by event time, or by whichever comes first. */
export interface WindowRule {
  rows: number | null
  /** Milliseconds; windows begin at multiples of it since 1970 UTC. */
  every: number | null
  /** For how long after its end a window by time takes records: milliseconds of event time. */
  lateness: number
  /** The share of records that is looked at, by the hash of their ids. */
  sample: number
  /** Of more records, a window holds a sample. */
  most: Most
}

/** A window that takes no more records. */
export interface ClosedWindow {
  table: RecordTable
  /** All records of the window. */
  records: number
  /** Set where there were more than are held: the rows of the table are a sample of them. */
  sampled: Sampled | null
  /** What was read for it, records that were left out included. */
  ranges: OffsetRange[]
  leftOut: LeftOut
  /** Milliseconds since 1970; null where windows go by rows alone. */
  period: [number, number] | null
  /** First and last event time; null without any. */
  times: [number, number] | null
  outOfOrder: number
}

/** What a run needs of the windows before it. */
export interface WindowState {
  /** The records that are in windows, or were left out. */
  done: Ranges
  /** Windows by time that ended up to here are closed; null: none is. */
  closedUntil: number | null
  /** The ids of the last window. */
  ids: Ids
}

interface Open {
  held: HeldRecords
  ranges: Ranges
  period: [number, number] | null
  first: number
  last: number
  /** The time of the record before. */
  before: number
  outOfOrder: number
}

/** How far ahead of the clock a record's time may lie: clocks of servers differ. */
const mostAhead = 300_000

/** The windows of a stream: takes records in and gives windows that are full. */
export class Windows {
  private readonly open = new Map<number, Open>()
  private readonly done: Ranges
  private closedUntil: number
  /** Those of the window that was closed last. */
  private idsBefore: Ids
  /** When the first of the open windows ends. */
  private nextEnd = Infinity
  private leftOut = nothingLeftOut()
  private leftOutRanges = new Ranges()
  private latest = -Infinity
  /** The latest time of each part of a source that says which are behind; of the part in hand, in `latestHere`. */
  private readonly latestOf = new Map<string, number>()
  private latestHere = -Infinity
  private isHereBehind = false
  /** The earliest of the latest times of the parts that are behind, but for the one in hand. */
  private othersLatest = Infinity
  private confirmed: Pick<WindowState, "closedUntil" | "ids">
  private saysOutcome = false
  private readonly reader: RecordReader

  constructor(
    private readonly rule: WindowRule,
    private readonly mapping: Mapping,
    state: WindowState,
    /** What is told of all records of a window that holds a sample. */
    private readonly tallied: Tallied = { needs: [], rolesOf: () => [] },
  ) {
    this.reader = new RecordReader(mapping)
    this.done = state.done
    this.closedUntil = state.closedUntil ?? -Infinity
    this.idsBefore = state.ids
    this.confirmed = { closedUntil: state.closedUntil, ids: state.ids }
  }

  /** Records in hand that are in no closed window. */
  get waiting(): number {
    let records = 0
    for (const { held } of this.open.values()) records += held.records
    return records
  }

  /** Takes records; gives each window that they fill, as soon as it is full. `now`: milliseconds since 1970. */
  *take({ part, lines, positions, behind }: Records, now: number): Generator<ClosedWindow> {
    this.turnTo(part, behind)
    const { length } = lines
    for (let i = 0; i < length; i++) {
      const from = positions[i]
      if (this.done.has(part, from)) continue
      const open = this.place(lines, i, now)
      if (typeof open === "string") {
        if (open !== "blank") this.leftOut[open]++
        this.leftOutRanges.add(part, from, positions[i + 1])
        continue
      }
      open.ranges.add(part, from, positions[i + 1])
      if (this.rule.rows !== null && open.held.records >= this.rule.rows) yield this.close(open)
      else if (this.watermark >= this.nextEnd) yield* this.closeBefore(this.watermark)
    }
    if (behind === undefined) return
    this.latestOf.set(part, this.latestHere)
    this.isHereBehind = behind.has(part)
    yield* this.closeBefore(this.watermark)
  }

  /** The windows by time that are over by the clock. */
  *over(now: number): Generator<ClosedWindow> {
    this.turnTo("", undefined)
    yield* this.closeBefore(now - this.rule.lateness)
  }

  /** All windows that are open, full or not, earliest first. */
  *rest(): Generator<ClosedWindow> {
    for (const open of this.inOrder()) if (open.held.records > 0) yield this.close(open)
  }

  /** What was counted and is in no window yet. */
  get uncounted(): LeftOut {
    return this.leftOut
  }

  /** Parts that are behind hold windows by time up until they have come as far as the others. */
  private turnTo(part: string, behind: Records["behind"]): void {
    if (this.rule.every === null) return
    const others = Array.from(behind ?? []).filter((each) => each !== part)
    this.othersLatest = Math.min(...others.map((each) => this.latestOf.get(each) ?? -Infinity))
    this.latestHere = this.latestOf.get(part) ?? -Infinity
    this.isHereBehind = behind !== undefined // What is in hand has not come yet.
  }

  /** Lets go of what is in hand: it will be read again, and is then neither late nor a repeat. */
  reset(): void {
    this.idsBefore = this.confirmed.ids
    this.closedUntil = this.confirmed.closedUntil ?? -Infinity
    this.latest = -Infinity
    this.latestOf.clear()
    for (const { held } of this.open.values()) held.table.discard()
    this.open.clear()
    this.nextEnd = Infinity
    this.leftOut = nothingLeftOut()
    this.leftOutRanges = new Ranges()
  }

  /** A window's records are safe: they will not be taken again. Gives what the next run needs. */
  confirm({ ranges }: ClosedWindow): WindowState {
    for (const { part, from, to } of ranges) this.done.add(part, from, to)
    this.confirmed = {
      closedUntil: Number.isFinite(this.closedUntil) ? this.closedUntil : null,
      ids: this.idsBefore,
    }
    return { done: this.done, ...this.confirmed }
  }

  /** The open window that took the record on line `i`, or why none did. */
  private place(lines: Lines, i: number, now: number): Open | keyof LeftOut | "blank" {
    if (lines.isBlank(i)) return "blank"
    const { mapping, rule } = this
    const record = this.reader.read(lines, i)
    if (record === null) return "malformed"
    const id = idOf(record, mapping)
    if (rule.sample < 1 && hashShare(id === null ? lines.text(i) : textOf(id)) >= rule.sample) return "not_sampled"
    const time = timeOf(record, mapping)
    if (time > now + mostAhead) return "future"
    const open = this.windowFor(time)
    if (typeof open === "string") return open
    if ((id !== null && this.knows(id, open)) || !open.held.add(record, lines, i, id, time)) return "duplicates"
    if (time < open.before) open.outOfOrder++
    open.before = time
    if (time < open.first) open.first = time
    if (time > open.last) open.last = time
    if (time > this.latest) this.latest = time
    if (time > this.latestHere) this.latestHere = time
    return open
  }

  /** Whether a record of this id is in the window before, or in another that is open. */
  private knows(id: TextBytes, open: Open): boolean {
    if (this.idsBefore.has(id)) return true
    if (this.open.size > 1)
      for (const other of this.open.values()) if (other !== open && other.held.table.ids.has(id)) return true
    return false
  }

  /** Windows that end up to here are over by the times of the records. */
  private get watermark(): number {
    return Math.min(this.latest, this.isHereBehind ? this.latestHere : Infinity, this.othersLatest) - this.rule.lateness
  }

  /** The window that a record of this time belongs to, or why it belongs to none. */
  private windowFor(time: number): Open | "late" | "without_time" {
    const { every } = this.rule
    if (every === null) return this.open.get(0) ?? this.begin(0, null)
    if (Number.isNaN(time)) return "without_time"
    const start = Math.floor(time / every) * every
    if (start + every <= Math.max(this.closedUntil, this.watermark)) return "late"
    return this.open.get(start) ?? this.begin(start, [start, start + every])
  }

  private begin(key: number, period: Open["period"]): Open {
    const { mapping, tallied, rule } = this
    const open = {
      held: new HeldRecords({ mapping, tallied, most: rule.most, sample: rule.sample }, this.saysOutcome),
      ranges: new Ranges(),
      period,
      first: Infinity,
      last: -Infinity,
      before: -Infinity,
      outOfOrder: 0,
    }
    this.open.set(key, open)
    this.nextEnd = Math.min(this.nextEnd, period?.[1] ?? Infinity)
    return open
  }

  private *closeBefore(watermark: number): Generator<ClosedWindow> {
    if (watermark < this.nextEnd) return
    for (const open of this.inOrder()) {
      const end = open.period?.[1] ?? Infinity
      if (end > watermark) return
      this.closedUntil = Math.max(this.closedUntil, end)
      yield this.close(open)
    }
  }

  private inOrder(): Open[] {
    return Array.from(this.open)
      .sort(([a], [b]) => a - b)
      .map(([, open]) => open)
  }

  private close(open: Open): ClosedWindow {
    this.open.delete(open.period?.[0] ?? 0)
    this.nextEnd = Math.min(...Array.from(this.open.values(), ({ period }) => period?.[1] ?? Infinity))
    const { held } = open
    this.saysOutcome ||= held.saysOutcome
    held.table.saysOutcome ||= held.saysOutcome
    open.ranges.addAll(this.leftOutRanges)
    const closed = {
      table: held.table,
      records: held.records,
      sampled: held.sampled,
      ranges: open.ranges.list(),
      leftOut: this.leftOut,
      period: open.period,
      times: open.first <= open.last ? ([open.first, open.last] as [number, number]) : null,
      outOfOrder: open.outOfOrder,
    }
    this.leftOut = nothingLeftOut()
    this.leftOutRanges = new Ranges()
    this.idsBefore = held.table.ids
    return closed
  }
}

const nothingLeftOut = (): LeftOut => ({
  malformed: 0,
  duplicates: 0,
  late: 0,
  future: 0,
  without_time: 0,
  not_sampled: 0,
})
