import { Unanswerable } from "../errors.js"
import type {
  AbsentKeys,
  ColumnInfo,
  ColumnSummary,
  CountedKeys,
  Dataset,
  FileFacts,
  KeyHashes,
  KeySource,
  Points,
  Reading,
  RowFacts,
  RowsHash,
  RowReader,
  RowValues,
  SideEvidence,
  TextSide,
  TimePart,
  TimeUnits,
  ValueRange,
} from "../model.js"
import { resolutionOf } from "../profiles/points.js"
import { rowsOfPoints } from "../stats/rows-of-points.js"
import { binPoints, closedEdges } from "../profiles/points-answers.js"
import { quantiles } from "../stats/quantile.js"
import type { EngineTable } from "./engine-table.js"
import { askBelow, mostSample, noteOn, toLoaded, type Loaded } from "./loaded-column.js"
import { evidenceOf, mayBeDates } from "./reread.js"
import { summarise } from "./summarise-column.js"
import { coarseFor, toParts } from "./time-parts.js"

/** Edges that are asked for one by one: fences and ranges are, charts are not. */
const mostExactEdges = 8

/**
 * A table in an engine, asked by SQL: one scan at first, then one to four for each column that is asked about. Nothing is fetched
 * row by row: different values where there are few, otherwise bins of at most 1/4,000 of the rows each.
 */
export class EngineDataset implements Dataset {
  readonly typed = true
  readonly exact = true
  readonly keepsRows = false
  readonly categorySalt = null
  readonly reopening = null
  readonly label: string
  readonly path: string
  readonly rows: number
  readonly columns: readonly ColumnInfo[]
  private readonly loaded = new Map<string, Promise<Loaded>>()
  private readonly notes = new Map<string, string>()
  private hash: RowsHash | null = null
  /** Values of a column that was released, for those of the next. */
  private room: Float64Array | null = null

  constructor(
    private readonly table: EngineTable,
    /** Columns that are read as something else than they are stored as. */
    private readonly readings: ReadonlyMap<string, Reading> = new Map(),
  ) {
    this.rows = table.facts.rows
    this.label = table.address.label
    this.path = table.address.text
    this.columns = table.columns.map(({ info }) => readings.get(info.name)?.info ?? info)
  }

  get warnings(): readonly string[] {
    const { sample } = this.table.address
    const by = sample === null || sample.key.length === 0 ? "all columns" : sample.key.join(", ")
    const share = sample === null ? [] : [`A sample: ${sample.share} of the rows, chosen by a hash of ${by}.`]
    return [...share, ...this.notes.values()]
  }

  async summary(name: string): Promise<ColumnSummary> {
    const loaded = await this.load(name)
    loaded.summary ??= await summarise(loaded, this.table, (note) => this.notes.set(`${name}/distinct`, note))
    return loaded.summary
  }

  async sample(name: string): Promise<Float64Array> {
    return (await this.load(name)).sample
  }

  /** Of values that are in bins, or too many to be handed over. */
  async outline(name: string): Promise<Points | null> {
    const { read, sample } = await this.load(name)
    const { points } = read
    if (points === null) return null
    return resolutionOf(points) > 0 || rowsOfPoints(points) > sample.length ? points : null
  }

  async refine(name: string, doubts: readonly ValueRange[]): Promise<boolean> {
    if (this.readings.has(name) || !(await this.table.refine(name, doubts))) return false
    const { below, summary } = await this.load(name)
    this.loaded.set(name, this.read(name, { below, summary }))
    return true
  }

  /** Exact for few edges, which are asked for where they fall among values that are not known. */
  async binned(name: string, edges: Float64Array): Promise<Float64Array> {
    const loaded = await this.load(name)
    const { points } = loaded.read
    if (points === null) return new Float64Array(Math.max(0, edges.length - 1))
    if (edges.length <= mostExactEdges && !this.readings.has(name))
      await askBelow(closedEdges(edges), loaded, this.table)
    return binPoints(points, edges, loaded.below)
  }

  async quantiles(name: string, shares: readonly number[]): Promise<Float64Array> {
    return quantiles(await this.sample(name), shares)
  }

  /** Throws Unanswerable for a column of more values than are fetched. */
  async counts(name: string): Promise<ReadonlyMap<string, number>> {
    const { info, read } = await this.load(name)
    if (info.kind === "nested") return new Map()
    if (read.counts !== null) return read.counts
    const most = this.table.capOf(name).toLocaleString("en-US")
    throw new Unanswerable(`A table in an engine answers by its values up to ${most} of them, and here are more.`, {
      hint: "compare an export of it",
    })
  }

  async texts(name: string, most: number): Promise<TextSide> {
    if ((await this.load(name)).info.kind !== "string") return { values: [], counts: new Float64Array(0) }
    const all = Array.from(await this.counts(name))
    const looked = Math.min(most, all.length)
    const some = Array.from({ length: looked }, (_, i) => all[Math.floor((i * all.length) / looked)])
    return { values: some.map(([text]) => text), counts: Float64Array.from(some, ([, rows]) => rows) }
  }

  /** Of numbers only where their range may be that of dates, or their name is one of times: others are not looked at. */
  async evidence(name: string, peek: boolean): Promise<SideEvidence> {
    const info = this.columns.find((column) => column.name === name)
    if (info === undefined) throw new Error(`no column ${JSON.stringify(name)} in ${this.path}`)
    const facts = this.table.factsOf(name)
    const isMany = facts.distinct > 1.2 * this.table.capOf(name)
    if (isMany || (peek && info.kind === "number" && !mayBeDates(facts))) return { info, texts: null, numbers: null }
    return evidenceOf(await this.table.read(name))
  }

  reread(readings: ReadonlyMap<string, Reading>): Dataset {
    return new EngineDataset(this.table, readings)
  }

  async repeatedRows(columns: readonly string[]): Promise<number> {
    this.refuseNested(columns)
    return (await this.repeats(columns)).value
  }

  private refuseNested(columns: readonly string[]): void {
    const nested = this.columns.find(({ name, kind }) => kind === "nested" && columns.includes(name))
    if (nested !== undefined)
      throw new Unanswerable(`${JSON.stringify(nested.name)} holds lists or structures, which are not compared`)
  }

  private async repeats(columns: readonly string[]): Promise<{ value: number; hash: RowsHash }> {
    const { value, error, hash } = await this.table.repeatedRows(columns)
    if (error > 0)
      this.notes.set(
        `rows/${columns.join()}`,
        `${value.toLocaleString("en-US")} repeated rows, give or take ${Math.ceil(error).toLocaleString("en-US")}: they were counted in a slice of all, by a hash.`,
      )
    return { value, hash }
  }

  get rowsHash(): RowsHash | null {
    return this.hash
  }

  async rowFacts(): Promise<RowFacts> {
    const { facts, withMissing } = this.table.facts
    const compared = this.columns.filter(({ kind }) => kind !== "nested").map(({ name }) => name)
    const repeats = compared.length === 0 ? null : await this.repeats(compared.sort())
    if (compared.length === this.columns.length) this.hash = repeats?.hash ?? null
    return {
      missing_cells: facts.reduce((sum, { present, nan }) => sum + this.rows - present + nan, 0),
      rows_with_missing: withMissing,
      duplicate_rows: repeats?.value ?? 0,
    }
  }

  /** Throws Unanswerable where a part of the key is a list or a structure. */
  async countedKeys(columns: readonly string[], mostWorst: number): Promise<CountedKeys> {
    this.refuseNested(columns)
    return this.table.countedKeys(columns, mostWorst)
  }

  keySource(columns: readonly string[]): KeySource | null {
    return columns.some((name) => this.readings.has(name)) ? null : this.table.keySource(columns)
  }

  absentKeys(columns: readonly string[], other: KeySource, mostExamples: number): Promise<AbsentKeys | null> {
    const isReread = columns.some((name) => this.readings.has(name))
    return isReread ? Promise.resolve(null) : this.table.absentKeys(columns, other, mostExamples)
  }

  keyHashes(): Promise<KeyHashes> {
    return Promise.reject(noRows)
  }

  values(): Promise<RowValues | null> {
    return Promise.reject(noRows)
  }

  reader(): Promise<RowReader> {
    return Promise.reject(noRows)
  }

  /** Throws Unanswerable for a column that is read as something else than it is stored as. */
  async partsByTime(name: string, as: "numbers" | "categories", units: TimeUnits): Promise<TimePart[]> {
    if (this.readings.has(name) || this.readings.has(units.timestamp))
      throw new Unanswerable("This column is read as something else than it is stored as: cast it in a query.")
    const { facts, sample, info } = await this.load(name)
    const coarse = as === "numbers" ? coarseFor(facts.distinct, await this.unitsOf(units), sample) : null
    if (as === "categories" && info.kind === "string") await this.counts(name) // Or it is refused.
    return toParts(await this.table.partsByTime(name, units, coarse), as, coarse, mostSample / 10)
  }

  private async unitsOf({ timestamp, unit }: TimeUnits): Promise<number> {
    const { min, max } = (await this.load(timestamp)).facts
    return Math.max(1, ((max ?? 0) - (min ?? 0)) / unit)
  }

  release(name: string): void {
    this.loaded.get(name)?.then(this.keepRoom, () => null)
    this.loaded.delete(name)
    this.table.release(name)
  }

  private readonly keepRoom = ({ sample: { buffer } }: Loaded) => {
    if (buffer.byteLength > (this.room?.byteLength ?? 0)) this.room = new Float64Array(buffer)
  }

  fileFacts(): Promise<FileFacts | null> {
    return Promise.resolve(null)
  }

  close(): void {
    this.loaded.clear()
    this.table.close()
  }

  private load(name: string): Promise<Loaded> {
    const known = this.loaded.get(name) ?? this.read(name)
    this.loaded.set(name, known)
    return known
  }

  /** `before`: what was known of it before it was refined. */
  private async read(name: string, before: Partial<Loaded> = {}): Promise<Loaded> {
    const known = await this.table.read(name)
    const loaded = { ...toLoaded(known, this.readings.get(name), this.room), ...before }
    if (loaded.sample.buffer === this.room?.buffer) this.room = null
    const note = noteOn(loaded)
    if (note !== null) this.notes.set(name, note)
    return loaded
  }
}

const noRows = new Unanswerable("A table in an engine hands over no single rows.", { hint: "compare an export of it" })
