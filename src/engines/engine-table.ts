import type { AbsentKeys, CountedKeys, KeySource, RowsHash, TimeUnits, ValueCount, ValueRange } from "../model.js"
import { isoTime } from "../stats/iso-time.js"
import type { Asked } from "./asked.js"
import type { Cell, EngineAddress } from "./engine.js"
import { readFacts, type ColumnFacts, type TableFacts } from "./facts.js"
import { readColumn, refineColumn } from "./read-column.js"
import type { Known } from "./reread.js"
import * as sql from "./statements.js"

/** Rows up to which what is different is counted one by one; beyond, in a slice of about half as many: those with some hashes. */
const mostCounted = 2_000_000
/** Rows up to which every key is counted: that one of them repeats is a finding, which a slice may miss. */
const mostKeys = 20_000_000
const fewTop = 3
const longestNullWord = 9
const mostShortTexts = 2000

/** Figures of texts that are too many to be fetched. */
export interface ManyTexts {
  /** Shortest, longest, all lengths together; empty, blank, spaced: see `textsSql`. */
  figures: number[]
  top: ValueCount[]
  /** The most common short ones. */
  short: ValueCount[]
}

/** A count; where it was taken in a slice of the rows, with what it is within in 95 of 100 cases (if nothing is there more than twice). */
export interface Estimate {
  value: number
  error: number
}

const slicesOf = (rows: number) => (rows <= mostCounted ? 1 : Math.ceil(rows / (mostCounted / 2)))

/** A key as people write it: "1; US; 1833". */
function keyText(cells: readonly Cell[], columns: readonly sql.EngineColumn[]): string {
  return columns
    .map(({ info }, i) => {
      const cell = cells[i]
      if (cell === null) return "?"
      return info.kind === "datetime" ? isoTime(Number(cell)).replace(".000Z", "Z") : String(cell)
    })
    .join("; ")
}

/** A table in an engine as it is stored there: what it is asked, and what it said of the columns in use. */
export class EngineTable {
  private readonly byName: ReadonlyMap<string, { column: sql.EngineColumn; facts: ColumnFacts }>
  private readonly known = new Map<string, Promise<Known>>()

  private constructor(
    readonly address: EngineAddress,
    private readonly asked: Asked,
    readonly columns: readonly sql.EngineColumn[],
    readonly facts: TableFacts,
  ) {
    this.byName = new Map(columns.map((column, i) => [column.info.name, { column, facts: facts.facts[i] }]))
  }

  /** The table after a first scan. */
  static async open(address: EngineAddress, asked: Asked, columns: readonly sql.EngineColumn[]): Promise<EngineTable> {
    return new EngineTable(address, asked, columns, await readFacts(columns, asked))
  }

  /** "postgres": tables of one engine are hashed alike. */
  private get scheme(): string {
    return this.address.text.split(":", 1)[0]
  }

  factsOf(name: string): ColumnFacts {
    return this.find(name).facts
  }

  /** How many different values of the column are fetched at most. */
  capOf(name: string): number {
    const { caps } = this.asked
    return sql.isOrdered(this.find(name).column) ? caps.values : caps.categories
  }

  /** The column as it is stored; kept until it is released. */
  read(name: string): Promise<Known> {
    const known = this.known.get(name) ?? this.ask(name)
    this.known.set(name, known)
    return known
  }

  /** Asks for finer bins of the column within these ranges; whether there are any. `read` then gives the column so. */
  async refine(name: string, doubts: readonly ValueRange[]): Promise<boolean> {
    const known = await this.read(name)
    const finer = await refineColumn(this.find(name).column, known.read, doubts, this.asked)
    if (finer !== null) this.known.set(name, Promise.resolve({ ...known, read: finer }))
    return finer !== null
  }

  private async ask(name: string): Promise<Known> {
    const { column, facts } = this.find(name)
    return { info: column.info, facts, read: await readColumn(column, facts, this.asked) }
  }

  release(name: string): void {
    this.known.delete(name)
  }

  close(): void {
    this.known.clear()
    void this.asked.client.close()
  }

  /** Rows of the column below each of these numbers. */
  async rowsBelow(name: string, edges: readonly number[]): Promise<number[]> {
    const { relation, dialect, client } = this.asked
    const [cells] = await client.query(sql.belowSql(relation, this.find(name).column, edges, dialect))
    return cells.map((cell) => Number(cell ?? 0))
  }

  /** Rows equal to an earlier row in these columns; and a hash of them all. */
  async repeatedRows(columns: readonly string[]): Promise<Estimate & { hash: RowsHash }> {
    const { relation, dialect } = this.asked
    const named = columns.map((name) => ({ name, type: this.find(name).column.nativeType }))
    const slices = slicesOf(this.facts.rows)
    const [cells] = await this.asked.client.query(sql.differentRowsSql(relation, named, slices, dialect))
    const repeated = slices * (Number(cells[0]) - Number(cells[1]))
    const hash = { of: JSON.stringify([this.scheme, named]), sum: String(cells[2]) }
    return { value: repeated, error: slices === 1 ? 0 : 2 * Math.sqrt(slices * repeated), hash }
  }

  /** Different values. */
  async countDistinct(name: string): Promise<Estimate> {
    const { column, facts } = this.find(name)
    const slices = slicesOf(facts.present)
    const { rows, different } = await this.counted(
      sql.distinctSql(this.asked.relation, column, slices, this.asked.dialect),
    )
    if (slices === 1) return { value: different, error: 0 }
    // Where none repeats in the slice, none does.
    const value = rows === different ? facts.present : Math.min(facts.present, slices * different)
    return { value, error: rows === different ? 0 : 2 * Math.sqrt(slices * value) }
  }

  /** How often keys repeat, and those with the most rows; of very many rows in a slice of them. */
  async countedKeys(names: readonly string[], mostWorst: number): Promise<CountedKeys> {
    const { client, relation, dialect } = this.asked
    const columns = names.map((name) => this.find(name).column)
    const slices = this.facts.rows <= mostKeys ? 1 : slicesOf(this.facts.rows)
    const [cells] = await client.query(sql.keysSql(relation, columns, slices, dialect))
    const [rows, looked, different] = cells.map(Number)
    const repeated = slices * (looked - different)
    const worst =
      repeated === 0 || mostWorst === 0
        ? []
        : await client.query(sql.worstKeysSql(relation, columns, mostWorst, dialect))
    return {
      ...{ rows, keys: Math.max(0, rows - repeated), missing: this.facts.rows - rows, sampled: slices > 1 },
      worst: worst.map((row) => ({ key: keyText(row, columns), rows: Number(row[columns.length]) })),
    }
  }

  /** Its keys in the engine's words, for another table of the same server to be asked about. */
  keySource(names: readonly string[]): KeySource {
    const { relation, dialect } = this.asked
    const columns = names.map((name) => this.find(name).column)
    const [authority] = /^[a-z]+:(\/\/[^/;?]*)?/.exec(this.address.text) ?? [""]
    return {
      server: `${authority} ${this.address.place}`,
      types: JSON.stringify(columns.map(({ nativeType }) => nativeType)),
      sample: JSON.stringify(this.address.sample),
      statement: sql.keyHashesSql(relation, columns, dialect),
    }
  }

  /** Keys that the other table lacks; null where it is on another server, of other types, or a sample by something else than the key. */
  async absentKeys(names: readonly string[], other: KeySource, mostExamples: number): Promise<AbsentKeys | null> {
    const { client, relation, dialect } = this.asked
    const own = this.keySource(names)
    const { sample } = this.address
    const sampledByKey = sample === null || (sample.key.length > 0 && sample.key.every((name) => names.includes(name)))
    if (own.server !== other.server || own.types !== other.types || own.sample !== other.sample || !sampledByKey)
      return null
    const columns = names.map((name) => this.find(name).column)
    const slices = this.facts.rows <= mostKeys ? 1 : slicesOf(this.facts.rows)
    const [[counted]] = await client.query(sql.absentSql(relation, columns, other.statement, slices, dialect))
    const keys = slices * Number(counted)
    const some =
      keys === 0 || mostExamples === 0
        ? []
        : await client.query(sql.absentKeysSql(relation, columns, other.statement, mostExamples, dialect))
    return { keys, examples: some.map((row) => keyText(row, columns)) }
  }

  async manyTexts(name: string): Promise<ManyTexts> {
    const { column, facts } = this.find(name)
    const { client, relation, dialect } = this.asked
    const [cells] = await client.query(sql.textsSql(relation, column, dialect))
    const valuesOf = async (statement: string) =>
      (await client.query(statement)).map(([value, rows]) => ({ value: String(value), count: Number(rows) }))
    return {
      figures: cells.map(Number),
      top: facts.present > mostCounted ? [] : await valuesOf(sql.topSql(relation, column, fewTop, null, dialect)),
      short: await valuesOf(sql.topSql(relation, column, mostShortTexts, longestNullWord, dialect)),
    }
  }

  /** Rows by unit of time and value: see `partsSql`. */
  partsByTime(name: string, units: TimeUnits, coarse: sql.Coarse | null): Promise<Cell[][]> {
    const { client, relation, dialect } = this.asked
    const both = { column: this.find(name).column, time: this.find(units.timestamp).column }
    return client.query(sql.partsSql(relation, both, units, coarse, dialect))
  }

  private async counted(statement: string): Promise<{ rows: number; different: number }> {
    const [[rows, different]] = await this.asked.client.query(statement)
    return { rows: Number(rows), different: Number(different) }
  }

  private find(name: string): { column: sql.EngineColumn; facts: ColumnFacts } {
    const found = this.byName.get(name)
    if (found === undefined) throw new Error(`no column ${JSON.stringify(name)} in ${this.address.text}`)
    return found
  }
}
