import type { JsonObject, TraceFormat } from "./trace-row.js"
import { traceColumns } from "./trace-row.js"
import { lookup } from "./lookup.js"
import { traceFormatOf } from "./recognise.js"

/** Where the values of a table lie in the objects of a file: a path by the name of its column. */
export type TracePaths = ReadonlyMap<string, string>

type Cells = [column: string, value: unknown][]

/** The rows that the objects of one reading of a file stand for. Its first object decides whether these are traces, and whose. */
export class Expansion {
  private format: TraceFormat | null | undefined
  private objects = 0
  private without = 0
  private mentionsCache = false

  /** `paths`: what the user says of the objects, in place of a format that is known. */
  constructor(private readonly paths: TracePaths | null) {}

  /** The cells of each row; null: the object is the row, as it is. */
  rowsOf(object: JsonObject): Cells[] | null {
    if (this.paths !== null) return [mapped(object, this.paths)]
    if (this.format === undefined) this.format = traceFormatOf(object)
    if (this.format === null) return null
    const rows = this.format.rows(object)
    this.objects++
    if (rows.length === 0) this.without++
    return rows.map((row) => {
      if (row.cached_tokens !== undefined) this.mentionsCache = true
      // Exports leave out a count of zero: where others have one, none means zero.
      const cached = row.cached_tokens ?? (row.input_tokens === undefined ? null : 0)
      return traceColumns.map((column) => [column, column === "cached_tokens" ? cached : (row[column] ?? null)])
    })
  }

  /** Whether this column holds nothing that the file says: the format lacks it, so it is not measured. */
  isUnsaid(column: string, isEmpty: boolean): boolean {
    if (this.format == null) return false
    return isEmpty || (column === "cached_tokens" && !this.mentionsCache)
  }

  /** What these traces are, where they are any. */
  get title(): string | null {
    return this.format?.title ?? null
  }

  warnings(): string[] {
    if (this.format == null || this.without === 0) return []
    return [
      `${this.format.title} traces: ${this.without} of ${this.objects} objects hold no call of a model; they were left out`,
    ]
  }
}

/** The values at the paths under the names of their columns, then everything else that no path begins with. */
function mapped(object: JsonObject, paths: TracePaths): Cells {
  const used = new Set(Array.from(paths.values(), (path) => (Object.hasOwn(object, path) ? path : path.split(".")[0])))
  const cells = Array.from(paths, ([column, path]): [string, unknown] => [column, lookup(object, path) ?? null])
  const others = Object.entries(object).filter(([name]) => !used.has(name) && !paths.has(name))
  return [...cells, ...others]
}
