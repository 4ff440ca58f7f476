import { aDataset, aFunction, aTextOrNull, optional, requireArguments, someOptions } from "../arguments.js"
import { Unanswerable } from "../errors.js"
import { agree, namesOf, nothingSaid } from "../columns/agree.js"
import { inferColumnType } from "../columns/column-types.js"
import type { ColumnInfo, ColumnSummary, ColumnType, Dataset, SavedPerformance, StoredPeriods } from "../model.js"
import { version } from "../version.js"
import { fairLimit, hashCategory, keepLargest, toCategories } from "./categories.js"
import { packPeriods } from "./packed-periods.js"
import { packPoints } from "./packed-points.js"
import { fewerPoints, toPoints, type Points } from "./points.js"
import { profileVersion, mostPoints, type Categories, type Profile, type ProfileColumn } from "./profile.js"
import { sealed, type Unsealed } from "./seal.js"

export interface ProfileOptions {
  /** Hash categories with this salt; null: keep them plain. */
  categorySalt: string | null
  /** Of the profiled file, where they are known. */
  bytes?: number
  sha256?: string | null
  /** Reads the days of the table, with its columns read as what they are; null: it has none. */
  periods?: (dataset: Dataset) => Promise<StoredPeriods | null>
  /** How good its predictions are; null where nothing was predicted. */
  performance?: SavedPerformance | null
}

/** Types whose values are the rows themselves: only their figures are kept. */
const keptAsFigures: ReadonlySet<ColumnType> = new Set(["identifier", "text", "nested"])
const orderedKinds: ReadonlySet<ColumnInfo["kind"]> = new Set(["number", "datetime", "time"])

/**
 * What a later comparison needs of a dataset, whose columns are read as what their values are. Columns are read one after the
 * other, each released before the next.
 */
export async function makeProfile(stored: Dataset, options: ProfileOptions): Promise<Profile> {
  requireArguments("makeProfile", { dataset: [stored, aDataset], options: [options, someOptions] })
  requireArguments("makeProfile", {
    "options.categorySalt": [options.categorySalt, aTextOrNull],
    "options.periods": [options.periods, optional(aFunction)],
  })
  const { datasets, notes } = await agree([stored], namesOf(stored), nothingSaid)
  const [dataset] = datasets
  const columns: ProfileColumn[] = []
  const days = (await options.periods?.(dataset)) ?? null
  dataset.planColumns?.(dataset.columns.map(({ name }) => name))
  for (const info of dataset.columns) columns.push(await profileColumn(dataset, info, options.categorySalt))
  return sealed({
    profile_version: profileVersion,
    driftcheck_version: version(),
    label: dataset.label,
    rows: dataset.rows,
    typed: dataset.typed,
    row_facts: await dataset.rowFacts(),
    duplicates_within_parts: false,
    category_salt: options.categorySalt,
    sources: [
      {
        label: dataset.label,
        rows: dataset.rows,
        bytes: options.bytes ?? null,
        sha256: options.sha256 ?? null,
      },
    ],
    read_warnings: [...warningsOf(dataset), ...notes],
    ...(days === null ? {} : { periods: packPeriods(days, options.categorySalt) }),
    ...(options.performance == null ? {} : { performance: withoutTexts(options.performance, options.categorySalt) }),
    columns: withinLimit(columns),
  } satisfies Unsealed)
}

/** Without what an engine says of its resolution: that of the profile is stated with it. */
function warningsOf({ warnings, columns }: Dataset): string[] {
  const said = columns.map(({ name }) => `${name}: every share of rows is `)
  return warnings.filter((warning) => !said.some((start) => warning.startsWith(start)))
}

async function profileColumn(dataset: Dataset, info: ColumnInfo, salt: string | null): Promise<ProfileColumn> {
  const { name, storageType, kind, integer } = info
  try {
    const summary = ofAllRows(await dataset.summary(name), dataset.rows)
    const { type } = inferColumnType({
      name,
      kind,
      integer,
      undecided: info.undecided,
      sides: [summary],
      distinct: summary.distinct ?? 0,
    })
    const hashes = salt !== null && kind === "string"
    const figuresOnly = keptAsFigures.has(type) || (hashes && readsLikeProse(summary))
    return {
      name,
      storage_type: storageType,
      kind,
      integer,
      ...(info.undecided === undefined ? {} : { undecided: info.undecided }),
      summary: figuresOnly ? { ...summary, top: [] } : hashes ? hashTop(summary, salt) : summary,
      distinct_at_most: false,
      points: orderedKinds.has(kind) && !figuresOnly ? packPoints(await pointsOf(dataset, info)) : null,
      categories: figuresOnly ? null : await categoriesOf(dataset, info, summary, hashes ? salt : null),
    }
  } finally {
    dataset.release(name)
  }
}

/** Points of all values; of a table in an engine, which does not hand over all of them, of what it says of them. */
async function pointsOf(dataset: Dataset, { name, kind }: ColumnInfo): Promise<Points> {
  const time = kind === "datetime"
  const known = (await dataset.outline?.(name)) ?? null
  return known === null ? toPoints(await dataset.sample(name), time) : fewerPoints(known, time)
}

/** Late labels have figures of the labelled rows alone; a profile has as many rows in each column. */
function ofAllRows(summary: ColumnSummary, rows: number): ColumnSummary {
  return { ...summary, rows, missing: summary.missing + rows - summary.rows }
}

/** Where categories are hashed: the figures of all rows alone, because those of parts name values, and no calibrations by class. */
function withoutTexts(performance: SavedPerformance, salt: string | null): SavedPerformance {
  if (salt === null) return performance
  const { measured_as, figures, estimates } = performance
  const isNameless = estimates?.calibrations.every(({ class: name }) => name === null) ?? false
  return {
    measured_as: { ...measured_as, positive: null },
    figures: figures.filter(({ labels }) => Object.keys(labels).length === 0),
    ...(isNameless ? { estimates } : {}),
  }
}

/** Texts that a comparison may read word by word, which hashes do not allow. */
function readsLikeProse({ spaced, length_mean }: ColumnSummary): boolean {
  return (spaced ?? 0) > 0.5 || (length_mean ?? 0) > 64
}

function hashTop(summary: ColumnSummary, salt: string): ColumnSummary {
  return { ...summary, top: summary.top.map(({ value, count }) => ({ value: hashCategory(value, salt), count })) }
}

/** Texts and flags; numbers only where their text says more than the double does (beyond 2^53, decimals). */
async function categoriesOf(
  dataset: Dataset,
  { name, kind }: ColumnInfo,
  summary: ColumnSummary,
  salt: string | null,
): Promise<Categories | null> {
  if (kind === "number") {
    if ((summary.distinct ?? Infinity) > mostPoints) return null
    const counts = await countsIfAny(dataset, name)
    if (counts === null) return null
    const plain = Array.from(counts.keys()).every((text) => String(Number(text)) === text)
    return plain ? null : toCategories(counts)
  }
  if (kind !== "string" && kind !== "boolean") return null
  const counts = await countsIfAny(dataset, name)
  if (counts === null) return null
  const categories = toCategories(counts)
  return salt === null
    ? categories
    : { ...categories, values: categories.values.map((value) => hashCategory(value, salt)) }
}

/** Null where a table in an engine has too many values to hand them over. */
async function countsIfAny(dataset: Dataset, name: string): Promise<ReadonlyMap<string, number> | null> {
  try {
    return await dataset.counts(name)
  } catch (error) {
    if (error instanceof Unanswerable) return null
    throw error
  }
}

/** The columns with their lists of categories cut, the longest first, until all together fit. */
export function withinLimit(columns: readonly ProfileColumn[]): ProfileColumn[] {
  const limit = fairLimit(columns.map(({ categories }) => categories?.values.length ?? 0))
  return columns.map((column) => ({
    ...column,
    categories: column.categories === null ? null : keepLargest(column.categories, limit),
  }))
}
