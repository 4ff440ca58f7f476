import type { MultivariateResult } from "../model.js"
import type { Context } from "./context.js"
import { nameHtml } from "../words/escape.js"
import { count, limit, pValue, score, share } from "../words/format.js"
import { stateChip, type ChipView } from "./view-columns.js"

/** All columns together: a card for each method, with the columns that tell the sides apart. */
export interface TogetherView {
  note: string
  cards: TogetherCard[]
}

export interface TogetherCard {
  title: string
  chip: ChipView
  sentence: string
  description: string
  shares_of: string
  columns: { id: string; name_html: string; share: string }[]
}

const mostColumns = 8

export function togetherView({ report, ids }: Context): TogetherView | null {
  const first = report.multivariate.at(0)
  if (first === undefined) return null
  const rows = `${count(first.reference_rows)} and ${count(first.current_rows)} rows`
  return {
    note: `Whether the columns moved in a way that no single one shows. On ${rows} (seed ${first.seed}); not part of the drift share.`,
    cards: report.multivariate.map((result) => ({
      title: result.title,
      chip: stateChip(result.status),
      sentence: togetherSentence(result),
      description: result.description,
      shares_of: result.shares_of,
      columns: result.columns
        .filter((column) => column.share > 0)
        .slice(0, mostColumns)
        .map((column) => ({
          id: ids.get(column.name) ?? "",
          name_html: nameHtml(column.name),
          share: share(column.share),
        })),
    })),
  }
}

/** "0.713, at or above the threshold 0.55; p <0.0001, below 0.05." */
export function togetherSentence({
  score: value,
  threshold,
  p_value: p,
  significance,
  reason,
}: MultivariateResult): string {
  if (value === null) return `Could not be computed: ${reason ?? "no reason given"}.`
  const far = `${score(value, threshold)}, ${value >= threshold ? "at or above" : "below"} the threshold ${limit(threshold)}`
  const sure =
    p === null || significance === null
      ? ""
      : `; p ${pValue(p, significance)}, ${p < significance ? "below" : "at or above"} ${limit(significance)}`
  return `${far}${sure}.${reason === null ? "" : ` Note: ${reason}.`}`
}
