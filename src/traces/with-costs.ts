import type { TraceRole } from "../model.js"
import { traceRoleTable } from "../model.js"
import { traceColumnsIn } from "../options/find-roles.js"
import type { ReadOptions, TableSource } from "../sources/source.js"
import type { Price, PriceTable } from "./price.js"
import { costOf, priceOf, readPrices } from "./prices.js"
import { columnNumbers, columnValues, numberColumn, withColumn } from "./columns.js"

/**
 * A table of traces with what each request cost: by `--prices` where it is given; else what the traces themselves say, and where they say
 * nothing, the package's prices. Requests of models without a price have no cost, and a warning names them. Any other table as it is.
 */
export function withCosts<Source extends TableSource>(source: Source, { prices: path = null }: ReadOptions): Source {
  const roles = traceColumnsIn(source.columns)
  if (!["model", "input_tokens", "output_tokens"].every((role) => roles.has(role as TraceRole))) return source
  const prices = readPrices(path)
  const own = roles.get("cost")
  const { costs, unpriced } = priced(source, roles, prices, path === null ? own : undefined)
  if (costs.every(Number.isNaN)) return { ...source, warnings: [...source.warnings, ...unpriced] }
  const name = own ?? traceRoleTable.cost.column
  return { ...withColumn(source, numberColumn(name, costs)), warnings: [...source.warnings, ...unpriced] }
}

interface Priced {
  /** US dollars; NaN where there is no price, or no count of tokens. */
  costs: Float64Array
  unpriced: string[]
}

function priced(
  source: TableSource,
  roles: ReadonlyMap<TraceRole, string>,
  table: PriceTable,
  own: string | undefined,
): Priced {
  const models = columnValues(source, roles.get("model"))
  const [input, cached, output] = (["input_tokens", "cached_tokens", "output_tokens"] as const).map((role) =>
    columnNumbers(source, roles.get(role)),
  )
  const said = columnNumbers(source, own)
  const labels = models?.kind === "codes" ? models.labels : []
  const codes = models?.kind === "codes" ? models.codes : new Int32Array(source.rows).fill(-1)
  const prices = labels.map((model) => priceOf(model, table))
  const lacking = new Map<string, number>()
  const costs = Float64Array.from(codes, (code, row) => {
    if (!Number.isNaN(said[row])) return said[row]
    const price: Price | null = code < 0 ? null : prices[code]
    if (code >= 0 && price === null) lacking.set(labels[code], (lacking.get(labels[code]) ?? 0) + 1)
    if (price === null) return NaN
    return costOf({ input: input[row], cached: cached[row] || 0, output: output[row] }, price)
  })
  return { costs, unpriced: lacking.size === 0 ? [] : [unpricedWarning(lacking, source.rows, table)] }
}

/** At most so many models are named. */
const mostNames = 5

function unpricedWarning(models: ReadonlyMap<string, number>, rows: number, { source }: PriceTable): string {
  const requests = Array.from(models.values()).reduce((sum, n) => sum + n, 0)
  const names = Array.from(models, ([model, n]) => ({ model, n })).sort((a, b) => b.n - a.n)
  const listed = names.slice(0, mostNames).map(({ model, n }) => `${JSON.stringify(model)} (${n})`)
  const more = names.length > mostNames ? ` and ${names.length - mostNames} more models` : ""
  return `${requests} of ${rows} requests have no price and count in no cost: ${listed.join(", ")}${more}; prices are from ${source}`
}
