import type { ScoreRange } from "./outlines.js"

/** Periods: the reference's own days (or hours, weeks …), to which a current as long as one of them is held. */

/** How the reference is cut into periods as long as current. The same for all columns. */
export interface PeriodCut {
  timestamp: string
  /** Whether it was named; otherwise it is the only column that fits. */
  named: boolean
  unit: "hour" | "day"
  /** Units in a row that make a period: 7 days are a week. */
  width: number
  timezone: string
  /** Ascending; where a period has several units, they overlap. */
  periods: Period[]
  /** Periods of them that do not overlap. */
  independent: number
  /** The local day in the middle of current: "2013-03-08"; and its day of the week, 0 is Monday. */
  day: string
  weekday: number
  /** Whether periods are also held to those of the same day of the week. */
  byWeekday: boolean
  /** Whether the reference is a profile that kept its days: no row of it is known. */
  stored: boolean
  /** Rows of each period, and of the whole reference. */
  rows: number[]
  reference_rows: number
  /** The place in the units of each row of the reference; see `units`. Empty for a profile. */
  unitOf: Int32Array
  /** Of a table whose rows stay where they are, instead of `unitOf`: the place of each unit by its number, and the units that are left out. */
  byTime?: { units: TimeUnits; places: ReadonlyMap<number, number>; left: ReadonlySet<number> }
  /** Units with rows. Rows in none of the periods' units have this number, rows that are left out the next one. */
  units: number
  /** First and last instant, milliseconds since 1970 UTC; of the reference without what is left out. */
  reference: [number, number]
  current: [number, number]
  /** Rows of the reference that lie inside current's time, or on a day that was excepted. */
  inside: number
  excepted: number
}

/** What a profile keeps of the days of its file, for a later current to be held to. */
export interface StoredPeriods {
  timestamp: string
  timezone: string
  /** Days, ascending: "2013-03-08"; and the rows of each. */
  days: string[]
  rows: number[]
  /** First and last instant, ISO 8601. */
  range: [string, string]
  /** By column, and by what its values are compared as. */
  columns: ReadonlyMap<string, Partial<Record<"numbers" | "categories", StoredColumn>>>
}

/** A column's figures over the days, in order, without those of any current; `null`: no value on that day. */
export interface StoredColumn {
  /** What one row adds to the square of a distance. */
  rate: number
  /** Of each day to the rest. */
  distances: (number | null)[]
  /** The same of clipped numbers; null for categories, and where nothing is left of them. */
  clipped: { rate: number; distances: (number | null)[] } | null
  missing: (number | null)[]
  /** Days of the week included. */
  locations: { value: string | null; periods: (number | null)[] }[]
  /** Of days whose values vary a file keeps neither the most common one nor how many there are, but 2 for any number. */
  rows: PeriodRows[]
}

export interface Period {
  /** The local day it begins with: "2013-03-08", or "2013-03-08T17" for an hour. */
  start: string
  /** Its units, by place. */
  units: number[]
  /** Day of the week it begins with, 0 is Monday. */
  weekday: number
}

/** What each period's rows say of a column, held to the rest of the reference; and what current's say, held to all of it. */
export interface PeriodFigures {
  /** One for each period; null where the column has no value in it. */
  distances: (number | null)[]
  /** What so few rows add to the square of each distance. */
  noise: (number | null)[]
  current: number
  noise_current: number
}

/** Where the periods' values lie beside all of the reference's, with a sign; and current's. */
export interface PeriodLocations {
  /** The category whose share it is; null: the mean of clipped numbers, in standard deviations of the reference. */
  value: string | null
  /** One for each period, less what is usual on its day of the week; null where the column has no value in it. */
  periods: (number | null)[]
  current: number
}

/** A column's rows in one period, beside the rest of the reference; for checks. */
export interface PeriodRows {
  rows: number
  /** null or NaN. */
  missing: number
  infinite: number
  /** Different finite values. */
  distinct: number
  /** Rows of the most common value, and its share of the values elsewhere. */
  most: number
  most_elsewhere: number
  /** Rows whose category is nowhere else, and the share of rows elsewhere whose category is not here; 0 for numbers. */
  fresh: number
  gone: number
}

/** How far values may lie from those of a sample, of a table that does not hand over each of its own. */
export interface Moved {
  /** Summed over the rows, at most; in the unit of the values. */
  sum: number
  /** Each of them, at most, but for the outermost. */
  each: number
}

/** What distances may be off by: that of each period, and that of current. */
export interface DistancesOff {
  periods: number
  current: number
}

/** A column's figures over the periods. Null where there are none for its kind. */
export interface ColumnPeriods {
  /** One for each period; empty where there are none. */
  rows: PeriodRows[]
  values: PeriodFigures | null
  /** The same, with the rest and the whole of the same day of the week alone. */
  sameWeekday: PeriodFigures | null
  /** The first two over numbers clipped to the reference's 2.5 and 97.5 % points; null where current is not far, and for others. */
  clipped: Pick<ColumnPeriods, "values" | "sameWeekday"> | null
  /** What distances may be off by, of values and of clipped ones; absent where all values are known. */
  off?: { values: DistancesOff; clipped: DistancesOff; side: ScoreRange["side"] }
  /** Of the shares of present and missing values. */
  missing: PeriodFigures | null
  /** Of the mean, or of the three largest categories; where periods are days alone. */
  locations: PeriodLocations[]
}

/** A column beside what ordinary periods do. */
export interface ColumnPeriod {
  /** "wasserstein" or "jensen-shannon"; null without a limit. */
  method: string | null
  /** In standard deviations of the reference for the first. Null without a limit. */
  distance: number | null
  /** What one unchanged period in a hundred passes, over all columns; null: its kind has none. */
  limit: number | null
  /** What one in twenty passes. */
  unusual_limit: number | null
  /** The same over values clipped to the reference's 2.5 and 97.5 % points; null where it was not asked. */
  clipped: { distance: number; limit: number } | null
  /** Beyond the limit by its clipped values too, or twice as far. */
  beyond: boolean
  /** Moved and beyond the second limit, but not beyond the first, or by outer values alone; or moved without a limit. Never fails a run. */
  unusual: boolean
  /** 5, 50 and 95 % points and largest of the periods' distances. */
  ordinary: { low: number; middle: number; high: number; largest: number } | null
  /** Periods that have values. */
  periods: number
  /** Whether only those of current's day of the week were compared. */
  same_weekday: boolean
  /** Whether the column rule alone calls it drifted. */
  moved: boolean
  /** Whether the column's ratio is distance / limit. */
  decides: boolean
  /** Where current lies, for the course over many nights; empty where periods are no days, or the reference has fewer than 60. */
  locations: ColumnLocation[]
}

/** Where current lies beside the reference, with a sign. */
export interface ColumnLocation {
  /** The category whose share it is; null: the mean of the numbers. */
  value: string | null
  /** In standard deviations of the reference, or as a difference of shares. */
  moved: number
  /** What the mean of 14 unchanged nights passes in one of twenty times, over all columns. */
  bound: number
}

/** The periods of a run. */
export interface PeriodFacts {
  timestamp: string
  named: boolean
  unit: "hour" | "day"
  width: number
  timezone: string
  periods: number
  independent_periods: number
  /** First and last instant, ISO 8601; of the reference without what is left out. */
  reference: [string, string]
  current: [string, string]
  /** The local day that current is, where periods are days: "2013-04-30", and its day of the week: "Tuesday". */
  day: string | null
  weekday: string | null
  /** How often an unchanged period may be called drifted. */
  false_alarm: number
  /** Rows of the reference that are inside current's time, and those of excepted days. */
  rows_inside_current: number
  rows_excepted: number
  /** All columns together; null where too few periods have all of them. */
  table: { score: number; limit: number; drift: boolean } | null
  /** Periods beyond the limit of the others, with their columns, the furthest first; at most three. */
  standing_out: { period: string; columns: string[] }[]
}

/** Units of local time, counted from the beginning of 1970. */
export interface TimeUnits {
  /** The column with the time of each row. */
  timestamp: string
  /** Milliseconds. */
  unit: number
  /** Local time less UTC in milliseconds, from each of these instants on; ascending, the first from any time on. */
  offsets: readonly { from: number; offset: number }[]
  /** Rows from the first to the last of these instants are left out. */
  without: readonly [from: number, to: number]
}

/** A column's values in one unit of time. */
export interface TimePart {
  /** Null: rows without a time. */
  unit: number | null
  rows: number
  missing: number
  infinite: number
  /** Finite values ascending; empty for categories. */
  sample: Float64Array
  /** Rows per category; empty for numbers. */
  counts: ReadonlyMap<string, number>
  /** Absent where all values are known. */
  moved?: Moved
}
