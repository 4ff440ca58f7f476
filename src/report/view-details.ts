import type { ColumnResult, Measurement } from "../model.js"
import { cumulative } from "./charts/cumulative.js"
import { hasCurves, histogram } from "./charts/histogram.js"
import { kindOf } from "../kinds/kinds.js"
import type { Context } from "./context.js"
import { columnSentence, decidedBy } from "./copy.js"
import { isDrifted } from "../words/accepted.js"
import { acceptLine, yamlKey } from "../words/config-lines.js"
import { cutEnd, nameHtml, nameText, visible } from "../words/escape.js"
import { limit, number, plural, points, pValue, score, share } from "../words/format.js"
import { categoriesView, type CategoriesView } from "./view-categories.js"
import { courseViews, type CourseView } from "./view-course.js"
import { qualityRows, quantileRows, type QuantileRow, type SideRow } from "./view-tables.js"
import { partnersOf, type PartnerRow } from "./view-correlations.js"
import { pieces, type Piece } from "./view-verdict.js"

export interface DetailsView {
  /** For those who hear the page: "Details of interest_rate". */
  summary: string
  sentence: Piece[]
  facts: string
  histogram: { svg: string; note: string } | null
  cumulative_svg: string | null
  /** Over the time of current. */
  courses: CourseView[]
  categories: CategoriesView | null
  words: WordsView | null
  quantiles: QuantileRow[]
  quality: SideRow[]
  measurements: MeasurementView[]
  /** Columns that this one goes with. */
  partners: PartnerRow[]
  /** The line of the configuration that changes this column's method; null where it is not tested. */
  config: string | null
  /** The line that accepts its drift for a while; null where it did not drift, or is accepted. */
  accept: string | null
}

export interface WordsView {
  words: { word_html: string; reference: string; current: string; change: string }[]
  typical: { side: string; texts: string[] }[]
}

export interface MeasurementView {
  title: string
  decides: boolean
  statistic: string
  score: string
  threshold: string
  noise_floor: string
  reading: string
}

export function detailsView(column: ColumnResult, context: Context): DetailsView {
  const { distribution, name } = column
  const { hasReference } = kindOf(context.report)
  const bars = distribution?.kind === "histogram" ? distribution : null
  const decider = column.status === "drift" || column.status === "ok" ? decidedBy(column) : null
  return {
    summary: `Details of ${nameText(name, 60)}`,
    sentence: hasReference ? pieces(columnSentence(column, context)) : [],
    facts: typeFacts(hasReference ? column : asCurrent(column)),
    histogram: bars && {
      svg: histogram(bars, nameText(name, 40)),
      note: histogramNote(bars.reference_outside + bars.current_outside),
    },
    cumulative_svg: bars && hasCurves(bars) ? cumulative(bars, nameText(name, 40)) : null,
    courses: courseViews(column, context),
    categories: distribution?.kind === "categories" ? categoriesView(distribution) : null,
    words: wordsView(column),
    quantiles: quantileRows(column),
    quality: qualityRows(column),
    measurements: column.measurements.map((each) => measurementView(each, decider?.method ?? null, context)),
    partners: partnersOf(name, context),
    config: decider && configLine(name, decider.method, decider.against),
    accept: isDrifted(column) && hasReference ? acceptLine(name, context.report.created_at) : null,
  }
}

/** The words that moved, larger shifts first, and the rows that they tell best; null where no word moved. */
function wordsView({ word_shift: found }: ColumnResult): WordsView | null {
  if (!found) return null
  const words = [...found.more, ...found.fewer].map(({ word, reference, current }) => ({
    word_html: nameHtml(word),
    reference: share(reference),
    current: share(current),
    change: points(current - reference),
  }))
  const typical = [
    { side: "Typical of current", texts: found.typical_current.map(visible) },
    { side: "Typical of reference", texts: found.typical_reference.map(visible) },
  ].filter(({ texts }) => texts.length > 0)
  return words.length === 0 ? null : { words, typical }
}

/** Without a reference nothing changed its storage. */
const asCurrent = (column: ColumnResult): ColumnResult => ({
  ...column,
  storage: { reference: column.storage.current, current: column.storage.current },
})

/** "Type numeric: whole numbers with 40 values; stored as int32 → int64." */
function typeFacts({ type, type_reason, storage, role }: ColumnResult): string {
  const { reference, current } = storage
  const stored = reference === current ? (reference ?? "") : `${reference ?? "absent"} → ${current ?? "absent"}`
  const as = role === "feature" ? type : `${type}, ${role}`
  return `Type ${as}${type_reason ? `: ${type_reason}` : ""}${stored ? `; stored as ${stored}` : ""}`
}

const histogramNote = (outside: number) =>
  `share of rows per bin; dashed: medians${outside > 0 ? `; end bins hold ${plural(outside, "value")} from further out` : ""}`

function measurementView(measurement: Measurement, decider: string | null, { method }: Context): MeasurementView {
  const { drift_score, threshold, statistic, noise_floor, drifted, reason } = measurement
  const { title, kind } = method(measurement.method)
  const test = kind === "test"
  const shown =
    drift_score === null ? "–" : test ? `p ${pValue(drift_score, threshold)}` : score(drift_score, threshold)
  const quiet = noise_floor !== null && drift_score !== null && drift_score < noise_floor
  const readings = [
    ...(drifted === null ? [] : [drifted ? "past threshold" : "within threshold"]),
    ...(quiet ? ["below its noise floor for these sample sizes"] : []),
    ...(reason ? [cutEnd(reason, 200)] : []),
  ]
  return {
    title,
    decides: measurement.method === decider,
    statistic: statistic === null ? "–" : number(statistic, 4),
    score: shown,
    threshold: `${test ? "p <" : "≥"} ${limit(threshold)}`,
    noise_floor: noise_floor === null ? "–" : score(noise_floor, drift_score ?? threshold),
    reading: readings.join("; "),
  }
}

/** A line for driftcheck.yaml. */
const configLine = (name: string, method: string, threshold: number) =>
  `columns: { ${yamlKey(name)}: { method: ${method}, threshold: ${threshold} } }`
