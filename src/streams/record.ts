/** Which fields of a record are what. Defaults are those of a prediction log (request_id, timestamp, features, prediction …). */
export interface Mapping {
  /** The field whose own fields become columns. */
  features: string
  /** What their columns' names begin with: nothing, or what the reference has before them. */
  prefix: string
  /** The field that names a record, and the field with its time. */
  id: string
  timestamp: string
  /** Columns that are taken from deeper, by name: the path of each. */
  columns: ReadonlyMap<string, readonly string[]>
  /** Fields beside the features that nothing is made of: they are passed over. Grows when a window shows which these are. */
  ignored: Set<string>
}

/** What a line holds. */
export type ParsedRecord = Readonly<Record<string, unknown>>

const notANumber = /([:[,]\s*)(?:NaN|-?Infinity)(?=\s*[,}\]])/g

/** The record on a line; null where it holds no JSON object. NaN and Infinity, which Python writes, are missing. */
export function parseRecord(line: string): ParsedRecord | null {
  const value =
    parsed(line) ?? (line.includes("N") || line.includes("I") ? parsed(line.replace(notANumber, "$1null")) : null)
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null
  return value as ParsedRecord
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}

/** Seconds end here, then milliseconds, then microseconds; what is larger are nanoseconds. In the year 5138. */
const secondsEnd = 1e11

/** Milliseconds since 1970 UTC of a number (seconds, milliseconds, micro- or nanoseconds, by its size) or of a text in ISO 8601; NaN for anything else. */
export function eventTime(value: unknown): number {
  if (typeof value === "string") return /^\d{4}-\d\d-\d\d/.test(value) ? Date.parse(value) : NaN
  if (typeof value !== "number" || !(value > 0)) return NaN
  // Doubles of seconds are good for microseconds.
  if (value < secondsEnd) return Math.round(value * 1e6) / 1e3
  if (value < secondsEnd * 1e3) return value
  return value < secondsEnd * 1e6 ? value / 1e3 : value / 1e6
}

/** What a record says of how it went; null where it says nothing. */
export interface Outcome {
  failed: boolean
  outOfMemory: boolean
}

/** The fields that say it. */
export const outcomeFields = ["error", "status", "status_code"] as const

/** From `error` (a text, or anything but false and 0, is a failure) and `status` (from 500 on). */
export function outcomeOf({ error, status, status_code: code = status }: ParsedRecord): Outcome | null {
  if (error === undefined && code === undefined) return null
  const said = typeof error === "string" ? error.trim() !== "" : Boolean(error)
  const text = typeof error === "string" ? error : said ? JSON.stringify(error) : ""
  return {
    failed: said || Number(code) >= 500,
    outOfMemory: text !== "" && /out of memory|\boom\b|outofmemory/i.test(text),
  }
}

/** The value at a path; undefined where there is none. */
export function valueAt(object: ParsedRecord, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined),
    object,
  )
}

/** A number in [0, 1) that follows from the text alone (FNV-1a, 32 bits, then mixed): the same in every service and run. */
export function hashShare(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32
}
