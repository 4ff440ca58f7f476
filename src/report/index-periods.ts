import type { FiguresByPeriod } from "../model.js"
import { nameHtml } from "../words/escape.js"
import { number, plural } from "../words/format.js"

/** What the index template receives of the figures by month or quarter. */
export interface PeriodsView {
  title: string
  note: string
  periods: string[]
  rows: { name_html: string; cells: { value: string; range: string; failed: string }[] }[]
}

export function periodsView({ unit, periods, figures }: FiguresByPeriod): PeriodsView {
  return {
    title: `Figures by ${unit}`,
    note: `The median over the runs of each ${unit}, and the least and the most of them; runs that look at the same rows are not told apart.`,
    periods,
    rows: figures.map(({ id, values }) => ({ name_html: nameHtml(id), cells: values.map(cellOf) })),
  }
}

function cellOf(
  value: FiguresByPeriod["figures"][number]["values"][number],
): PeriodsView["rows"][number]["cells"][number] {
  if (value === null) return { value: "–", range: "", failed: "" }
  const { median, least, most, runs, failed } = value
  return {
    value: number(median),
    range: runs === 1 ? "" : `${number(least)} to ${number(most)}`,
    failed: failed === 0 ? "" : `${plural(failed, "run")} failed`,
  }
}
