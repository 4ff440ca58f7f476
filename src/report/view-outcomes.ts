import type { ColumnResult } from "../model.js"
import { histogram } from "./charts/histogram.js"
import type { Context } from "./context.js"
import { columnSentence } from "./copy.js"
import { isCounted } from "../words/accepted.js"
import { nameHtml, nameText } from "../words/escape.js"
import { stateChip, type ChipView } from "./view-columns.js"
import { categoriesView, type CategoriesView } from "./view-categories.js"
import { pieces, type Piece } from "./view-verdict.js"

/** Prediction and target once more, with larger charts. */
export interface OutcomesView {
  title: string
  note: string
  cards: OutcomeView[]
}

export interface OutcomeView {
  id: string
  name_html: string
  type: string
  chip: ChipView
  sentence: Piece[]
  histogram_svg: string | null
  categories: CategoriesView | null
}

export function outcomesView(context: Context): OutcomesView | null {
  const predictions = context.columns.filter(({ role }) => role === "prediction")
  const targets = context.columns.filter(({ role }) => role === "target")
  const columns = [...predictions, ...targets]
  if (columns.length === 0) return null
  const title = targets.length === 0 ? "Prediction" : predictions.length === 0 ? "Target" : "Prediction and target"
  const counted = columns.filter(isCounted).length
  const which = columns.length === 1 ? "It counts" : columns.length === 2 ? "Both count" : "They count"
  return {
    title,
    note:
      counted === columns.length
        ? `${which} in the drift share like any other column.`
        : "Columns that were tested count in the drift share like any other.",
    cards: columns.map((column) => outcomeView(column, context)),
  }
}

function outcomeView(column: ColumnResult, context: Context): OutcomeView {
  const { distribution } = column
  return {
    id: context.ids.get(column.name) ?? "",
    name_html: nameHtml(column.name),
    type: `${column.role}, ${column.type}`,
    chip: stateChip(column.status),
    // The chip beside it says the state already.
    sentence: pieces(columnSentence(column, context)).slice(1),
    histogram_svg: distribution?.kind === "histogram" ? histogram(distribution, nameText(column.name, 40)) : null,
    categories: distribution?.kind === "categories" ? categoriesView(distribution) : null,
  }
}
