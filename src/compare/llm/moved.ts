import type { Dataset, MovedTexts, TextVectors, TraceRole } from "../../model.js"
import { embeddingAuc } from "../../stats/embedding-auc.js"
import type { TraceTable } from "./trace-table.js"
import { shownTexts } from "./worst.js"

/** Rows that are listed of a column. */
const most = 10
/** Standard errors from the AUC down to its lower 95 % bound, which must reach this for rows to be listed: the method's own threshold. */
const oneSided = 1.6448536269514722
const toldApart = 0.55

const textRoles = ["prompt", "response"] as const satisfies readonly TraceRole[]

/** Columns of texts whose meaning moved, as far as both sides have vectors, with the rows of current that are least like the reference. */
export async function movedTexts(
  sides: { reference: Dataset | null; current: Dataset },
  table: TraceTable,
  hidden: ReadonlySet<string>,
): Promise<MovedTexts[]> {
  const ids = await shownTexts(table, "trace", hidden)
  return textRoles.flatMap((role) => {
    const column = table.column(role)
    if (column === undefined) return []
    const [before, now] = [sides.reference?.embeddings?.get(column), sides.current.embeddings?.get(column)]
    if (before === undefined || now === undefined || before.texts.length === 0 || now.texts.length === 0) return []
    const { auc, standardError, logOdds } = embeddingAuc(before, now)
    const low = Math.max(0, auc - oneSided * standardError)
    const rows = low < toldApart ? [] : leastLike(now, logOdds)
    return [
      {
        column,
        reference_texts: before.texts.length,
        current_texts: now.texts.length,
        auc,
        low,
        rows: rows.map(({ row, likelihood, text }) => ({
          row: row + 1,
          id: ids(row),
          likelihood,
          text: hidden.has(column) ? null : text,
        })),
      },
    ]
  })
}

/** The rows with the highest log-odds, of the same text only the first. */
function leastLike({ rows, texts }: TextVectors, logOdds: Float64Array) {
  const seen = new Set<string>()
  return Array.from(logOdds.keys())
    .filter((place) => !Number.isNaN(logOdds[place]))
    .sort((a, b) => logOdds[b] - logOdds[a] || a - b)
    .filter((place) => !seen.has(texts[place]) && seen.add(texts[place]))
    .slice(0, most)
    .map((place) => ({ row: rows[place], likelihood: 1 / (1 + Math.exp(-logOdds[place])), text: texts[place] }))
}
