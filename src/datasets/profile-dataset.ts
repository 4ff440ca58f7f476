import { Unanswerable } from "../errors.js"
import type {
  ColumnInfo,
  ColumnSummary,
  Dataset,
  FileFacts,
  Input,
  KeyHashes,
  Reopening,
  RowFacts,
  RowReader,
  RowValues,
  StoredPeriods,
  SavedPerformance,
  TextSide,
} from "../model.js"
import { countInBins } from "../stats/count-in-bins.js"
import { quantiles } from "../stats/quantile.js"
import { unpackPeriods } from "../profiles/packed-periods.js"
import { unpackPoints } from "../profiles/packed-points.js"
import { resolutionOf, tellsHours, type Points } from "../profiles/points.js"
import { rowsOfPoints } from "../stats/rows-of-points.js"
import { binPoints, samplePoints } from "../profiles/points-answers.js"
import type { Profile, ProfileColumn } from "../profiles/profile.js"
import { profileWarnings } from "../profiles/warnings.js"
import { fileFacts } from "../sources/file-facts.js"
import { closeInput } from "../sources/input.js"
import { attempt } from "./attempt.js"

/** Values of a column that are worked out; so many stand for all where there are more. */
const mostSample = 10_000_000

/**
 * A dataset over a saved profile. Its samples have one value per row, as the file's would, worked out from the weighted points;
 * what a profile does not keep (rows, strings of identifiers and free text, categories beyond the largest) is thrown as Unanswerable.
 */
export class ProfileDataset implements Dataset {
  readonly label: string
  readonly rows: number
  readonly columns: readonly ColumnInfo[]
  /** As the profiled file was, so that types are compared as they would be with the file. */
  readonly typed: boolean
  readonly warnings: readonly string[]
  readonly exact = false
  readonly keepsRows = false
  /** A profile brings its facts about rows with it. */
  readonly reopening: Reopening | null
  readonly categorySalt: string | null
  readonly storedPeriods?: StoredPeriods
  readonly performance?: SavedPerformance
  private readonly byName: ReadonlyMap<string, ProfileColumn>
  private readonly samples = new Map<string, Float64Array>()

  constructor(
    readonly path: string,
    private readonly profile: Profile,
    /** The open file that holds it; null for a profile that was just made. */
    private readonly input: Input | null = null,
  ) {
    this.reopening = input === null ? null : { input: { ...input, borrowed: true }, rowMemory: null }
    this.label = profile.label
    this.rows = profile.rows
    this.typed = profile.typed
    this.categorySalt = profile.category_salt
    this.byName = new Map(profile.columns.map((column) => [column.name, column]))
    this.columns = profile.columns.map(({ name, storage_type, kind, integer, undecided }) => ({
      ...(undecided === undefined ? {} : { undecided }),
      name,
      storageType: storage_type,
      kind,
      integer,
    }))
    this.warnings = profileWarnings(profile)
    if (profile.periods !== undefined) this.storedPeriods = unpackPeriods(profile.periods)
    if (profile.performance !== undefined) this.performance = profile.performance
  }

  summary(column: string): Promise<ColumnSummary> {
    return attempt(() => this.column(column).summary)
  }

  sample(column: string): Promise<Float64Array> {
    return attempt(() => this.sorted(column))
  }

  /** Of a profile that did not keep every value. */
  outline(column: string): Promise<Points | null> {
    return attempt(() => {
      const points = this.column(column).kind === "number" ? this.points(column) : null
      return points === null || (resolutionOf(points) === 0 && rowsOfPoints(points) <= mostSample) ? null : points
    })
  }

  /** Within the profile's resolution: so large a share of rows may lie in the next bin. */
  binned(column: string, edges: Float64Array): Promise<Float64Array> {
    return attempt(() => {
      const sorted = this.sorted(column)
      const points = this.points(column)
      return points === null || rowsOfPoints(points) === sorted.length
        ? countInBins(sorted, edges)
        : binPoints(points, edges)
    })
  }

  quantiles(column: string, shares: readonly number[]): Promise<Float64Array> {
    return attempt(() => quantiles(this.sorted(column), shares))
  }

  /** None for nested columns. Throws where the largest categories alone are kept: any other could be new in the other table, or as old as they are. */
  counts(column: string): Promise<ReadonlyMap<string, number>> {
    return attempt(() => {
      const { categories, summary, kind } = this.column(column)
      if (categories !== null) {
        const { values, counts, other } = categories
        if (other.values > 0) throw unanswered(`only ${values.length} of its ${values.length + other.values} values`)
        return new Map(values.map((value, i) => [value, counts[i]]))
      }
      if (summary.missing === summary.rows || kind === "nested") return new Map<string, number>()
      const points = kind === "number" ? this.points(column) : null
      if (points === null) throw unanswered("figures of this column, none of its values")
      if (resolutionOf(points) > 0)
        throw unanswered(`${points.values.length} points of this column, not all its values`)
      return new Map(Array.from(points.values, (value, i) => [String(value), points.at[i]]))
    })
  }

  /** The categories that are kept. Throws Unanswerable for strings that the profile does not keep as they are. */
  texts(column: string, most: number): Promise<TextSide> {
    return attempt(() => {
      const { categories, kind, summary } = this.column(column)
      if (kind !== "string" || summary.missing === summary.rows) return { values: [], counts: new Float64Array(0) }
      if (categories === null) throw unanswered("figures of this column, none of its texts")
      if (this.categorySalt !== null) throw unanswered("hashes of this column's texts")
      const { values, counts } = categories
      return { values: values.slice(0, most), counts: Float64Array.from(counts.slice(0, most)) }
    })
  }

  keyHashes(): Promise<KeyHashes> {
    return Promise.reject(unanswered("no rows, and so no keys"))
  }

  values(): Promise<RowValues | null> {
    return Promise.reject(unanswered("no rows"))
  }

  reader(): Promise<RowReader> {
    return Promise.reject(unanswered("no rows"))
  }

  repeatedRows(): Promise<number> {
    return Promise.reject(unanswered("no rows"))
  }

  release(column: string): void {
    this.samples.delete(column)
  }

  rowFacts(): Promise<RowFacts> {
    return Promise.resolve(this.profile.row_facts)
  }

  async fileFacts(): Promise<FileFacts | null> {
    return this.input === null ? null : fileFacts(this.input)
  }

  close(): void {
    this.samples.clear()
    if (this.input !== null) closeInput(this.input)
  }

  /** One value per row, ascending. Throws Unanswerable where the points leave open what hours and days the rows fall in. */
  private sorted(column: string): Float64Array {
    const known = this.samples.get(column)
    if (known !== undefined) return known
    const points = this.points(column)
    if (points !== null && this.column(column).kind === "datetime" && !tellsHours(points))
      throw unanswered(`${points.values.length} points of this column, too few to tell its hours and days`)
    const sample = points === null ? new Float64Array(0) : samplePoints(points, mostSample)
    this.samples.set(column, sample)
    return sample
  }

  private points(name: string): Points | null {
    const { points, kind, summary } = this.column(name)
    if (points !== null) return unpackPoints(points, summary.rows - summary.missing - summary.infinite)
    if (kind === "number") throw unanswered("figures of this column, none of its values")
    return null
  }

  private column(name: string): ProfileColumn {
    const column = this.byName.get(name)
    if (column === undefined) throw new Error(`no column ${JSON.stringify(name)} in ${this.path}`)
    return column
  }
}

function unanswered(kept: string): Unanswerable {
  return new Unanswerable(`A profile keeps ${kept}.`, { hint: "compare with the file itself" })
}
