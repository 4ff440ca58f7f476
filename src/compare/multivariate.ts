import type {
  ColumnResult,
  Dataset,
  EncodedColumn,
  MultivariateMethod,
  MultivariateResult,
  RowSample,
} from "../model.js"
import { randomNumbers } from "../stats/random.js"
import { shuffle } from "../stats/shuffle.js"
import { isCounted } from "../words/accepted.js"
import { readPair } from "../evidence/row-sample.js"
import { rowNumbers } from "../stats/row-numbers.js"

const seed = 20_261_124
const mostColumnsNamed = 20

/**
 * What each method says of all tested columns together, on a seeded sample of rows; columns are read one after the other.
 * Vectors take part by their norm and mean, which are columns of their own. Empty when no column was tested. A method that fails gives an `error` and leaves the others alone.
 */
export async function measureTogether(
  columns: readonly ColumnResult[],
  reference: Dataset,
  current: Dataset,
  methods: ReadonlyMap<string, MultivariateMethod>,
): Promise<MultivariateResult[]> {
  const tested = columns.filter((column) => isCounted(column) && column.type !== "nested")
  if (tested.length === 0) return []
  const rowsMax = Math.max(...Array.from(methods.values(), ({ meta }) => meta.rowsMax))
  const rows = { reference: sampleRows(reference.rows, rowsMax), current: sampleRows(current.rows, rowsMax) }
  const encoded: EncodedColumn[] = []
  for (const column of tested) encoded.push(await encode(column, reference, current, rows))
  return Array.from(methods, ([id, method]) => toResult(id, method, encoded, rows))
}

/** Row numbers in ascending order: all of them, or a sample drawn without replacement. */
function sampleRows(rows: number, most: number): Int32Array {
  const all = rowNumbers(rows)
  if (rows <= most) return all
  return shuffle(all, randomNumbers(seed)).slice(0, most).sort()
}

async function encode(
  column: ColumnResult,
  reference: Dataset,
  current: Dataset,
  rows: RowSample,
): Promise<EncodedColumn> {
  const { name, type } = column
  const values = await readPair(name, type === "numeric" ? "numbers" : "codes", reference, current, rows)
  reference.release(name)
  current.release(name)
  if (values === null) throw new Error(`${name} holds no ${type} values`)
  if (values.kind === "numbers") return { ...values, name, kind: "numeric" }
  const order = Array.from(values.labels).sort()
  const codeOf = new Map(order.map((label, code) => [label, code]))
  const sorted = values.labels.map((label) => codeOf.get(label) ?? NaN)
  const codes = (side: Int32Array) => Float64Array.from(side, (code) => (code === -1 ? NaN : sorted[code]))
  return { name, kind: "categorical", reference: codes(values.reference), current: codes(values.current) }
}

function toResult(
  id: string,
  method: MultivariateMethod,
  columns: readonly EncodedColumn[],
  rows: RowSample,
): MultivariateResult {
  const { title, description, threshold, significance, sharesOf } = method.meta
  const base = {
    method: id,
    title,
    description,
    threshold,
    significance,
    seed,
    shares_of: sharesOf,
    reference_rows: rows.reference.length,
    current_rows: rows.current.length,
  }
  try {
    const { score, p_value, columns: shares, warnings } = method.measure(columns, seed)
    const sure = significance === null || (p_value !== null && p_value < significance)
    return {
      ...base,
      status: sure && score >= threshold ? "drift" : "ok",
      reason: warnings.length > 0 ? warnings.join("; ") : null,
      score,
      p_value,
      columns: shares.slice(0, mostColumnsNamed),
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return { ...base, status: "error", reason, score: null, p_value: null, columns: [] }
  }
}
