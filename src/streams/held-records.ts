import { textOf, type Lines, type TextBytes } from "./lines.js"
import { idOf, RecordReader, timeOf, type LogRecord } from "./log-record.js"
import { hashShare, type Mapping } from "./record.js"
import { RecordTable } from "./record-table.js"
import { Tally, type Tallied } from "./tally.js"

/** What a window holds at most. */
export interface Most {
  records: number
  /** Of their lines. */
  bytes: number
}

/** What holds the records of a window is made with. */
export interface Holding {
  mapping: Mapping
  most: Most
  /** What is told of all records where they are too many. */
  tallied: Tallied
  /** The share of the records that come here at all, by the same hash. */
  sample: number
}

/** What a window's rows are a sample of. */
export interface Sampled {
  oneIn: number
  tally: Tally
}

/**
 * The records of a window: all of them as long as they are few enough; beyond that an even sample by the hash of their ids, one of 2, of 4,
 * of 8 …, and sums of all. A record without an id is in the sample by its place among the records.
 */
export class HeldRecords {
  table: RecordTable
  /** All that were taken. */
  records = 0
  /** Null: all are held. */
  sampled: Sampled | null = null
  /** Of each row of a sample, in [0, 1): the lowest are kept. */
  private shares: number[] = []

  constructor(
    private readonly holding: Holding,
    saysOutcome: boolean,
  ) {
    this.table = new RecordTable(holding.mapping, saysOutcome)
  }

  /** Takes a record as a table does. Of a sample, repeats are known of the records in it. */
  add(record: LogRecord, lines: Lines, i: number, id: TextBytes | null, time: number): boolean {
    const { table, sampled } = this
    if (sampled === null) {
      if (!table.add(record, lines, i, id, time)) return false
      this.records++
    } else {
      if (id !== null && table.ids.has(id)) return false
      const share = this.shareOf(id, this.records++)
      sampled.tally.add(record, time)
      if (share * sampled.oneIn >= 1) return true
      table.add(record, lines, i, id, time)
      this.shares.push(share)
    }
    const { most } = this.holding
    if (table.rows > most.records || table.lines.bytes > most.bytes) this.thin()
    return true
  }

  /** Keeps one of two; the records are read again from their lines. */
  private thin(): void {
    const { holding, table: before, sampled, shares } = this
    const { mapping, tallied } = holding
    before.discard()
    const tally = sampled?.tally ?? new Tally(mapping, tallied)
    const oneIn = 2 * (sampled?.oneIn ?? 1)
    const reader = new RecordReader(mapping)
    const table = new RecordTable(mapping, before.saysOutcome)
    const kept: number[] = []
    let row = 0
    for (const [lines, i] of before.lines.drain()) {
      const place = row++
      if (sampled !== null && shares[place] * oneIn >= 1) continue
      const record = reader.read(lines, i)
      if (record === null) continue
      const [id, time] = [idOf(record, mapping), timeOf(record, mapping)]
      if (sampled === null) tally.add(record, time)
      const share = sampled === null ? this.shareOf(id, place) : shares[place]
      if (share * oneIn >= 1) continue
      table.add(record, lines, i, id, time)
      kept.push(share)
    }
    this.table = table
    this.shares = kept
    this.sampled = { oneIn, tally }
  }

  /** In [0, 1), evenly. `place`: of the record among those of its window. */
  private shareOf(id: TextBytes | null, place: number): number {
    return id === null ? hashShare(String(place)) : hashShare(textOf(id)) / this.holding.sample
  }

  /** Whether a record has said how it went, of those before and those here. */
  get saysOutcome(): boolean {
    return this.table.saysOutcome || this.sampled?.tally.saysOutcome === true
  }
}
