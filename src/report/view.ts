import type { DatasetFacts, Report } from "../model.js"
import { contextOf } from "./context.js"
import { verdictTitle } from "./copy.js"
import { cutMiddle, cutStart, isolated, readable, visible } from "../words/escape.js"
import { plural, time, timeRange } from "../words/format.js"
import { columnsView, type ColumnsView } from "./view-columns.js"
import { correlationsView, type CorrelationsView } from "./view-correlations.js"
import { factsView, type Fact } from "./view-facts.js"
import { outcomesView, type OutcomesView } from "./view-outcomes.js"
import { qualityView, type QualityView } from "./view-quality.js"
import { schemaView, type SchemaView } from "./view-schema.js"
import { segmentsView, type SegmentsView } from "./view-segments.js"
import { setupView, type SetupRow } from "./view-setup.js"
import { togetherView, type TogetherView } from "./view-together.js"
import { trendView, type TrendView } from "./view-trend.js"
import { verdictView, type VerdictView } from "./view-verdict.js"

/** What the templates receive: every word and number as text; fields that end in `_html` or `_svg` are markup of ours. */
export interface View {
  title: string
  version: string
  created: string
  created_iso: string
  heading: string
  /** A table held against its contract: what it found comes before the columns. */
  alone: boolean
  sides: Side[]
  verdict: VerdictView
  facts: Fact[]
  links: { id: string; text: string }[]
  columns: ColumnsView | null
  schema: SchemaView | null
  quality: QualityView | null
  outcomes: OutcomesView | null
  together: TogetherView | null
  segments: SegmentsView | null
  correlations: CorrelationsView | null
  trend: TrendView | null
  setup: SetupRow[]
}

export interface Side {
  title: string
  /** Class of the swatch. */
  swatch: "ref" | "cur"
  path: string
  full_path: string
  facts: string
}

/** `allDetails`: every column can be opened, however many there are. */
export function viewOf(untrusted: Report, allDetails = false): View {
  const report = readable(untrusted, (text) => isolated(visible(text)))
  const context = contextOf(report)
  const columns = columnsView(context, allDetails)
  const schema = schemaView(context)
  const quality = qualityView(context)
  const outcomes = outcomesView(context)
  const together = togetherView(context)
  const segments = segmentsView(context)
  const correlations = correlationsView(context)
  const trend = trendView(context)
  const link = (id: string, text: string, section: object | null) => (section === null ? [] : [{ id, text }])
  const columnsLink = link("columns", "Columns", columns)
  const schemaLink = link("schema", "Schema", schema)
  const qualityLink = link("quality", "Data quality", quality)
  return {
    title: `${verdictTitle(report)}: ${cutMiddle(report.current.label, 36)}`,
    version: report.driftcheck_version,
    created: time(report.created_at),
    created_iso: report.created_at,
    heading: report.kind === "check" ? "Contract report" : "Drift report",
    alone: report.kind === "check",
    sides: sidesOf(report),
    verdict: verdictView(context),
    facts: factsView(context),
    links: [
      ...(report.kind === "check" ? [...qualityLink, ...columnsLink] : [...columnsLink, ...schemaLink, ...qualityLink]),
      ...(outcomes ? [{ id: "outcomes", text: outcomes.title }] : []),
      ...(segments ? [{ id: "segments", text: "Segments" }] : []),
      ...(together ? [{ id: "together", text: "All columns together" }] : []),
      ...(correlations ? [{ id: "correlations", text: "Correlations" }] : []),
      ...(trend ? [{ id: "trend", text: "Trend" }] : []),
      { id: "setup", text: "Setup" },
    ],
    columns,
    schema,
    quality,
    outcomes,
    together,
    segments,
    correlations,
    trend,
    setup: setupView(context),
  }
}

function sidesOf({ kind, reference, current }: Report): Side[] {
  if (kind !== "check") return [side(reference, "Reference", "ref"), side(current, "Current", "cur")]
  const contract = { ...side(reference, "Contract", "ref"), facts: "no reference" }
  return [...(reference.path === "" ? [] : [contract]), side(current, "Data", "cur")]
}

function side({ path, rows, time_range }: DatasetFacts, title: string, swatch: Side["swatch"]): Side {
  const facts = [rows === null ? "not read" : plural(rows, "row"), ...(time_range ? [timeRange(...time_range)] : [])]
  return { title, swatch, path: cutStart(path, 34), full_path: path, facts: facts.join(", ") }
}
