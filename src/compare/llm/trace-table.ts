import { truthOf } from "../../columns/truth.js"
import { numbersAsLabels, type FilledRoles, type MetricReader } from "../../evidence/metric-columns.js"
import type { LabelValues, MetricRole } from "../../model.js"

/** Columns of one side by their roles, row by row over the whole table; each is read once. */
export class TraceTable {
  constructor(
    private readonly reader: MetricReader,
    private readonly roles: FilledRoles,
  ) {}

  get rows(): number {
    return this.reader.allRows.length
  }

  /** The column with this role; undefined where this side has none. */
  column(role: MetricRole): string | undefined {
    const column = this.roles[role]?.column
    return column !== undefined && this.reader.has(column) ? column : undefined
  }

  /** Its numbers (yes and no as 1 and 0), NaN where one is missing; null without such a column, or where it holds something else. */
  async numbers(role: MetricRole): Promise<Float64Array | null> {
    const column = this.column(role)
    if (column === undefined) return null
    const values = await this.reader.rowsOf(column)
    if (values.kind === "numbers") return values.values
    const numbers = values.labels.map(truthOf)
    return numbers.includes(null)
      ? null
      : Float64Array.from(values.codes, (code) => (code < 0 ? NaN : (numbers[code] ?? NaN)))
  }

  /** Its values as labels; null without such a column. */
  async labels(role: MetricRole): Promise<LabelValues | null> {
    const column = this.column(role)
    if (column === undefined) return null
    const values = await this.reader.rowsOf(column)
    return values.kind === "codes" ? values : numbersAsLabels(values.values)
  }
}
