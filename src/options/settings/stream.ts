/** Where records of a stream hold what; `driftcheck watch` alone reads it. */
import type { Settings } from "../setting.js"
import { count, takes, text } from "../takes.js"

export const stream = {
  "stream.features": {
    takes: text,
    about: "The field of a record whose own fields become columns under their own names (default: `features`)",
  },
  "stream.id": {
    takes: text,
    about: "The field that names a record: duplicates are dropped and samples taken by it (default: `request_id`)",
  },
  "stream.timestamp": {
    takes: text,
    about:
      "The field with a record's time: seconds, milli-, micro- or nanoseconds since 1970, or ISO 8601 (default: `timestamp`)",
  },
  "stream.max_rows": {
    takes: count,
    flag: "--max-rows <n>",
    help: "hold at most n records of a window: of more an even sample, with counts and percentiles of all",
    otherwise: "1000000, or 256 MiB of lines where these are fewer",
    about:
      "Records that a window holds at most: of more it holds an even sample, with counts and percentiles of all of them",
  },
  "stream.columns": {
    takes: takes((v) => v.map(v.string(), v.string()), { mapping: "names" }),
    about: "Columns that are taken from deeper, by name: `latency_ms: timing.total_ms`",
  },
} as const satisfies Settings
