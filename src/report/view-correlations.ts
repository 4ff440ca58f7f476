import type { CorrelationMethod, CorrelationPair, Report } from "../model.js"
import { dumbbell } from "./charts/dumbbell.js"
import type { Context } from "./context.js"
import { nameHtml } from "../words/escape.js"
import { capital, count, known, plural } from "../words/format.js"

/** The pairs of columns whose correlation moved most. */
export interface CorrelationsView {
  note: string
  rows: CorrelationRow[]
  foot: string
}

export interface CorrelationRow {
  first: Partner
  second: Partner
  measure: string
  dumbbell_svg: string
  reference: string
  current: string
  change: string
  /** What chance alone may bring, and whether the change is more: "±0.03". */
  noise: string
  reading: string
  /** Class of the row. */
  tone: "sure" | "maybe"
}

interface Partner {
  id: string
  name_html: string
}

/** A column that another goes with, for the small table in its opened row. */
export interface PartnerRow extends Partner {
  reference: string
  current: string
  measure: string
}

const mostShown = 8
/** Changes below this are not worth a row, however sure: in large data nearly every pair moved by "more than chance". */
const leastChange = 0.1
const mostPartners = 4
/** Columns below this on both sides do not go together. */
const leastCloseness = 0.1

export const measureWords: Record<CorrelationMethod, string> = {
  spearman: "Spearman",
  "cramers-v": "Cramér’s V",
  "correlation-ratio": "correlation ratio",
}

const measureNotes: Record<CorrelationMethod, string> = {
  spearman: "Spearman’s rank correlation between numbers",
  "cramers-v": "Cramér’s V between categories",
  "correlation-ratio": "the correlation ratio between the two kinds",
}

export function correlationsView({ report, ids }: Context): CorrelationsView | null {
  const { pairs, pairs_total } = report.correlations
  if (pairs_total === 0) return null
  const shown = pairs.slice(0, mostShown).filter(({ change }) => Math.abs(change) >= leastChange)
  const partner = (name: string): Partner => ({ id: ids.get(name) ?? "", name_html: nameHtml(name) })
  const note = `${which(shown.length, pairs_total)}. ${rowsNote(report)}`
  return {
    note,
    rows: shown.map((pair) => ({
      first: partner(pair.first),
      second: partner(pair.second),
      measure: measureWords[pair.method],
      dumbbell_svg: dumbbell(pair.reference, pair.current, `${signed(pair.reference)} to ${signed(pair.current)}`),
      reference: signed(pair.reference),
      current: signed(pair.current),
      change: change(pair.change),
      noise: known(pair.noise, (noise) => `±${noise.toFixed(2)}`),
      ...reading(pair),
    })),
    foot: foot(shown),
  }
}

function which(shown: number, all: number): string {
  const limit = `moved by ${leastChange} or more`
  if (shown === 0) return `None of ${plural(all, "pair")} ${limit}`
  if (shown === mostShown && shown < all)
    return `The ${count(shown)} pairs with the largest change out of ${count(all)}`
  return `${count(shown)} of ${plural(all, "pair")} ${limit}${shown > 1 ? ", the largest change first" : ""}`
}

function reading({ noise, change: moved, beyond_chance }: CorrelationPair): Pick<CorrelationRow, "reading" | "tone"> {
  if (noise === null || beyond_chance === null) return { reading: "", tone: "maybe" }
  if (beyond_chance) return { reading: "more than chance", tone: "sure" }
  return { reading: Math.abs(moved) <= noise ? "within chance" : "may be chance among so many pairs", tone: "maybe" }
}

/** "On all rows." or "On 50,000 of 1,000,000 rows in reference and 50,000 of 900,000 in current, drawn with seed 20261124." */
export function rowsNote({ correlations, reference, current }: Report): string {
  const { reference_rows, current_rows, seed } = correlations
  const sampled = reference_rows < (reference.rows ?? 0) || current_rows < (current.rows ?? 0)
  if (!sampled) return "On all rows."
  const of = (rows: number, all: number | null) => `${count(rows)} of ${known(all, count)} rows`
  return `On ${of(reference_rows, reference.rows)} in reference and ${of(current_rows, current.rows)} in current, drawn with seed ${seed}.`
}

function foot(shown: readonly CorrelationPair[]): string {
  if (shown.length === 0) return ""
  const used = new Set(shown.map(({ method }) => method))
  const words = (["spearman", "cramers-v", "correlation-ratio"] as const)
    .filter((method) => used.has(method))
    .map((method) => measureNotes[method])
  const list = words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words[words.length - 1]}`
  return `${capital(list)}. Chance: what such a pair moves by in 95 of 100 comparisons of so many rows where nothing changed. Correlations do not count in the verdict.`
}

/** The columns that this one goes with most closely on either side. */
export function partnersOf(name: string, { report, ids }: Context): PartnerRow[] {
  const closeness = ({ reference, current }: CorrelationPair) => Math.max(Math.abs(reference), Math.abs(current))
  return report.correlations.pairs
    .filter((pair) => (pair.first === name || pair.second === name) && closeness(pair) >= leastCloseness)
    .sort((a, b) => closeness(b) - closeness(a))
    .slice(0, mostPartners)
    .map((pair) => {
      const other = pair.first === name ? pair.second : pair.first
      return {
        id: ids.get(other) ?? "",
        name_html: nameHtml(other),
        reference: signed(pair.reference),
        current: signed(pair.current),
        measure: measureWords[pair.method],
      }
    })
}

/** Two decimals with a proper minus; what rounds to zero has no sign. */
function signed(value: number): string {
  const text = value.toFixed(2)
  return Number(text) === 0 ? "0.00" : text.replace("-", "−")
}

function change(value: number): string {
  const text = signed(value)
  return value > 0 && text !== "0.00" ? `+${text}` : text
}
