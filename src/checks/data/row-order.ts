import type { CheckInput, DataCheck, SampledColumn } from "../../model.js"
import { count, number, share, time } from "../../words/format.js"
import { newcomerSlack } from "../chance.js"

const fewestRows = 100
const byChance = 0.05
const mostNamed = 3

/** Share of rows in which a column exceeds another that it never exceeded in the reference. */
export default {
  meta: {
    title: "Columns keep their order",
    failTitle: "Columns broke their order",
    description:
      "The share of current's rows that break an order of two columns of numbers or times which every row of the reference keeps (start ≤ end). Only orders that unrelated rows would break: in at least 5 of 100 when one column is moved against the other.",
    evidence: "rows",
    unit: "share",
    limitsAbove: "zero",
    warnLimit: 0,
    failLimit: null,
    limitsReason:
      "As many rows as chance may bring are added, for orders that hold by accident. It never fails by default for the same reason: write the order as a rule in the configuration to make it fail.",
  },

  check(input) {
    if (input.sample === null) return { reason: input.correlations.reason ?? "There is no sample of rows." }
    const columns = orderedColumns(input)
    return columns.flatMap((low) =>
      columns
        .filter((high) => high !== low && high.type === low.type && keepsOrder(low.reference, high.reference))
        .map((high) => {
          const rows = broken(low.current, high.current)
          const both = bothPresent(low.current, high.current)
          const value = both === 0 ? 0 : rows.length / both
          const slack = 2 * newcomerSlack(bothPresent(low.reference, high.reference), both)
          const rule = `${low.name} ≤ ${high.name}`
          const message =
            rows.length === 0
              ? `${rule} in every row`
              : `${rule} is broken in ${count(rows.length)} rows (${share(value)}), in none of reference${shown(rows, low, high, input)}`
          return { column: high.name, value, reference_value: 0, slack, message }
        }),
    )
  },
} satisfies DataCheck

type Numbers = Extract<SampledColumn, { kind: "numbers" }>
type OrderedColumn = Numbers & { name: string; type: string }

function orderedColumns({ columns, sample }: CheckInput): OrderedColumn[] {
  return columns.flatMap(({ name, type, role }) => {
    const sampled = sample?.columns.get(name)
    const fits = sampled?.kind === "numbers" && (type === "numeric" || type === "datetime") && role !== "prediction"
    return fits ? [{ ...sampled, name, type }] : []
  })
}

/** Whether low ≤ high in every row and < in one, and would not be if the columns were unrelated. */
function keepsOrder(low: Float64Array, high: Float64Array): boolean {
  let [rows, less] = [0, 0]
  for (let i = 0; i < low.length; i++) {
    if (low[i] > high[i]) return false
    if (low[i] <= high[i]) rows++
    if (low[i] < high[i]) less++
  }
  if (rows < fewestRows || less === 0) return false
  const away = Math.floor(low.length / 3)
  let [compared, turned] = [0, 0]
  for (let i = 0; i < low.length; i++) {
    const other = high[(i + away) % low.length]
    if (low[i] > other) turned++
    if (low[i] > other || low[i] <= other) compared++
  }
  return compared > 0 && turned / compared >= byChance
}

function broken(low: Float64Array, high: Float64Array): number[] {
  const rows: number[] = []
  for (let i = 0; i < low.length; i++) if (low[i] > high[i]) rows.push(i)
  return rows
}

function bothPresent(a: Float64Array, b: Float64Array): number {
  let rows = 0
  for (let i = 0; i < a.length; i++) if (a[i] <= b[i] || a[i] > b[i]) rows++
  return rows
}

/** ", such as 5 > 3", unless a column is private. */
function shown(
  rows: readonly number[],
  low: OrderedColumn,
  high: OrderedColumn,
  { private: hidden }: CheckInput,
): string {
  if (hidden.has(low.name) || hidden.has(high.name)) return ""
  const text = (value: number) => (low.type === "datetime" ? time(Math.floor(value)) : number(value))
  const named = rows.slice(0, mostNamed).map((row) => `${text(low.current[row])} > ${text(high.current[row])}`)
  return `: ${named.join(", ")}`
}
