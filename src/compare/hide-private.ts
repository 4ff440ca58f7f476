import type {
  ColumnBase,
  ColumnPeriod,
  ColumnSummary,
  Dataset,
  SchemaChange,
  Segmentation,
  TraceRole,
  ValueCount,
} from "../model.js"
import { traceColumnsIn } from "../options/find-roles.js"
import type { CompareOptions } from "../options/options.js"

const textRoles: readonly TraceRole[] = ["prompt", "context", "response"]

/** The options with what users and models said in traces marked as private, unless `show_texts` allows it. */
export function withPrivateTexts(options: CompareOptions, sides: readonly Dataset[]): CompareOptions {
  if (options.showTexts) return options
  const texts = sides.flatMap(({ columns }) => {
    const roles = traceColumnsIn(columns)
    return textRoles.flatMap((role) => roles.get(role) ?? [])
  })
  if (texts.length === 0) return options
  const perColumn = new Map(options.perColumn)
  for (const name of texts) perColumn.set(name, { ...perColumn.get(name), private: true })
  return { ...options, perColumn }
}

/** Names of the columns whose values nothing may show: those marked private, and what such a column seems to be called now. */
export function privateColumns(
  { perColumn }: Pick<CompareOptions, "perColumn">,
  { renamed }: Pick<SchemaChange, "renamed">,
): ReadonlySet<string> {
  const marked = Array.from(perColumn).flatMap(([name, own]) => (own.private === true ? [name] : []))
  const hidden = new Set(marked)
  for (const { reference, current } of renamed) if (hidden.has(reference)) hidden.add(current)
  return hidden
}

/**
 * The columns with "value 1", "value 2" … in place of the values that the hidden ones list as texts: the same name for the same
 * value of a column, in the order of its table, so that tables, checks and sentences still go together.
 */
export function nameValues<Column extends ColumnBase>(
  columns: readonly Column[],
  hidden: ReadonlySet<string>,
): Column[] {
  return columns.map((column) => (hidden.has(column.name) ? withNames(column) : column))
}

/**
 * The columns without what gives away values of single rows of the hidden ones: smallest and largest, quantiles and curves,
 * fences, instants, hashes, words; and the mean and sum of a constant. Means, deviations, counts and shares stay.
 */
export function hideFigures<Column extends ColumnBase & { period?: ColumnPeriod }>(
  columns: readonly Column[],
  hidden: ReadonlySet<string>,
): Column[] {
  return columns.map((column) =>
    hidden.has(column.name)
      ? {
          ...column,
          reference: column.reference && withoutValues(column.reference),
          current: column.current && withoutValues(column.current),
          outside_fences: null,
          ...(column.course === undefined ? {} : { course: [] }),
          ...(column.word_shift === undefined ? {} : { word_shift: null }),
          distribution: column.distribution?.kind === "histogram" ? null : column.distribution,
          ...withoutCategories(column),
        }
      : column,
  )
}

/** The segments of hidden columns as "segment 1", "segment 2" …, the largest first, without the bounds of their bins. */
export function nameSegments(all: readonly Segmentation[], hidden: ReadonlySet<string>): Segmentation[] {
  return all.map((by) =>
    hidden.has(by.column)
      ? {
          ...by,
          edges: null,
          segments: by.segments.map((each, i) => ({
            ...each,
            value: each.value === null ? null : `segment ${i + 1}`,
          })),
        }
      : by,
  )
}

function withNames<Column extends ColumnBase>(column: Column): Column {
  const names = new Map<string, string>()
  const named = (value: string): string => {
    const name = names.get(value) ?? `value ${names.size + 1}`
    names.set(value, name)
    return name
  }
  const renamed = <Row extends { value: string }>(rows: readonly Row[]): Row[] =>
    rows.map((row) => ({ ...row, value: named(row.value) }))
  const inSummary = (side: ColumnSummary): ColumnSummary => ({
    ...side,
    top: renamed<ValueCount>(side.top),
    null_words: side.null_words && renamed<ValueCount>(side.null_words),
  })
  const { distribution, reference, current } = column
  return {
    ...column,
    // First: its order, the largest first, gives the numbers.
    distribution:
      distribution?.kind === "categories" ? { ...distribution, rows: renamed(distribution.rows) } : distribution,
    reference: reference && inSummary(reference),
    current: current && inSummary(current),
    new_categories: renamed(column.new_categories),
    missing_categories: renamed(column.missing_categories),
    respelled_categories: renamed(column.respelled_categories).map((row) => ({ ...row, like: named(row.like) })),
  }
}

/** Where its mean lies stays; shares of categories would name them. */
function withoutCategories({ period }: { period?: ColumnPeriod }): { period?: ColumnPeriod } {
  return period === undefined
    ? {}
    : { period: { ...period, locations: period.locations.filter(({ value }) => value === null) } }
}

function withoutValues(side: ColumnSummary): ColumnSummary {
  const constant = (side.distinct ?? 0) <= 1
  return {
    ...side,
    min: null,
    max: null,
    at_min: null,
    at_max: null,
    quantiles: null,
    content_hash: null,
    mean: constant ? null : side.mean,
    sum: constant ? null : side.sum,
    time: side.time && { ...side.time, largest_gap_from: null },
  }
}
