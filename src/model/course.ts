/** How a column's values run over the time of current, point by point, beside what is usual in the reference. */

/** The points, the same for all columns. Spelt as report.json is. */
export interface CourseFacts {
  /** The column of times, named or the only one that nearly every row of current has. */
  timestamp: string
  timezone: string
  /** A point is so many hours or days wide. */
  unit: "hour" | "day"
  width: number
  /** When each begins, local time: "2013-03-08T05" or "2013-03-08"; ascending without gaps, at most 60. */
  starts: string[]
  /** Rows of current in each. */
  rows: number[]
  /** Hours or days of the reference, as wide as a point, that say what is usual; 0 where it has no such times. */
  reference_points: number
}

/** One figure of one column at each point. */
export interface CourseLine {
  /** The mean of numbers, the share of a category among the values, or the share of rows without a value. */
  of: "mean" | "share" | "missing"
  /** The category whose share moved most; null for other figures. */
  value: string | null
  /** One per point; null where it has fewer than five values. */
  values: (number | null)[]
  /** What is usual: one for all points, or 24 by the hour of the day from 0 on. */
  usual: CourseUsual[]
}

/** What the reference does. */
export interface CourseUsual {
  /** Of the whole reference; where there are 24, of that hour of the day. */
  middle: number
  /** Between these lie 19 of 20 of its hours or days; null where too few of them are known. */
  low: number | null
  high: number | null
}

/** How the rows of both sides are parted into points. */
export interface CourseCut extends CourseFacts {
  /** The point of each row of current; −1: it has no time. */
  placeOf: Int32Array
  /** The same of the reference, counted from its own first point; null where it is not parted. */
  referencePlaceOf: Int32Array | null
  /** The hour of the day of each of these, by place; null for days. */
  hours: Int32Array | null
}
