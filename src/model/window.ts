/** A window of a stream: what the report of `driftcheck watch` says of the records that current is made of. */

/** Records of one part of a source (a file, a Kafka partition) from one position up to, but not with, another: bytes in files, offsets in Kafka. */
export interface OffsetRange {
  part: string
  from: number
  to: number
}

/** Records that are not among a window's rows, by why. Counted in the window that was open when they came. */
export interface LeftOut {
  /** Cut lines, and lines that hold no JSON object. */
  malformed: number
  /** Records with the id of one that came before, in this window or the one before it. */
  duplicates: number
  /** Records of a window that was closed when they came. */
  late: number
  /** Records whose time lies more than five minutes ahead of the clock. */
  future: number
  /** Records without a time, where windows go by time. */
  without_time: number
  /** Records that `--sample` left out. */
  not_sampled: number
}

export interface WindowFacts extends LeftOut {
  /** 16 hexadecimal digits: the same for the same source and ranges, so that a repeat takes this run's place. */
  id: string
  /** The source as named. */
  source: string
  /** What was read for it, part by part, ascending. */
  ranges: OffsetRange[]
  /** The period by event time that it is of, ISO 8601 UTC; null where windows go by rows alone. */
  period: [string, string] | null
  /** First and last event time among its records, ISO 8601 UTC; null without any. */
  time_range: [string, string] | null
  /** All records: rows of current, unless these are a sample of them. */
  records: number
  /** Set where there were more records than a window holds (`--max-rows`). */
  sample?: WindowSample
  /** Records by the version of the model that served them, most first; empty where nothing says so. */
  model_versions: { version: string; records: number }[]
  /** Records whose time lies before that of the record before them. */
  out_of_order: number
  /** What the rules of a classic monitor say: PSI above 0.2 (features) or 0.1 (predictions), by the column. */
  monitor: { column: string; psi: number; limit: number }[]
}

/** A window of which a sample is held: rows of current are of it, and all that is said of them. */
export interface WindowSample {
  /** Rows of current. */
  rows: number
  /** One record of so many, by the hash of its id: a power of two. */
  one_in: number
  /** How far percentiles of all records may lie from the exact ones, as a share of them. */
  relative_error: number
  /** What a reader should know. */
  note: string
}
