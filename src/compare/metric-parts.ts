/** Of which rows figures are made: all, those of each segment, and of each class against all others. */
import type { PredictionPlan } from "../evidence/plan-predictions.js"
import { segmentRows } from "../evidence/segment-rows.js"
import type { Dataset } from "../model.js"
import { findRoles } from "../options/find-roles.js"
import type { SegmentOptions } from "../options/options.js"
import { predictionNeed, type MetricWork, type Wanted } from "./wanted-figures.js"

/** Values of one segmentation that figures are made of at most: those with the most rows of current. */
const mostLabels = 50

/** The rows that a figure speaks of on each side; null: all. */
export interface Part {
  labels: Record<string, string>
  reference: Int32Array | null
  current: Int32Array | null
  /** The class that is held against all others; absent: the positive one. */
  of?: number
}

/** All rows, then each segment that has enough rows of current. */
export async function partsOf({ reference: stored, current, options, hidden }: MetricWork): Promise<Part[]> {
  // A profile and a table in an engine hand over no rows that could be parted.
  const reference = stored?.keepsRows === true ? stored : null
  const parts: Part[] = [{ labels: {}, reference: null, current: null }]
  if (!current.keepsRows) return parts
  const models = findRoles(current.columns, options.roles).filter(
    ({ role }) => role === "model_version" || role === "model",
  )
  for (const by of withModels(
    options.segments,
    models.map(({ column }) => column),
  )) {
    if (!has(current, by.column) || (reference !== null && !has(reference, by.column))) continue
    const { labels, ...codes } = await segmentRows(by, reference ?? current, current)
    const rows = {
      reference: rowsByCode(codes.reference, labels.length),
      current: rowsByCode(codes.current, labels.length),
    }
    const listed = labels
      .map((label, code) => ({ label, code }))
      .filter(({ label, code }) => label !== null && rows.current[code].length >= options.minRows)
      .sort((a, b) => rows.current[b.code].length - rows.current[a.code].length)
      .slice(0, mostLabels)
    for (const [i, { label, code }] of listed.entries())
      parts.push({
        labels: { [by.column]: hidden.has(by.column) ? `segment ${i + 1}` : (label ?? "") },
        reference: rows.reference[code],
        current: rows.current[code],
      })
  }
  return parts
}

/** The segmentations asked for, and one by each of these columns, which name the model or its version. */
function withModels(segments: readonly SegmentOptions[], columns: readonly string[]): readonly SegmentOptions[] {
  const asked = new Set(segments.map(({ column }) => column))
  return [...segments, ...columns.filter((column) => !asked.has(column)).map((column) => ({ column }))]
}

const has = ({ columns }: Dataset, name: string) => columns.some((column) => column.name === name)

/** The rows of each code, ascending. */
function rowsByCode(codes: Int32Array, n: number): Int32Array[] {
  const counts = new Int32Array(n)
  for (const code of codes) counts[code]++
  const rows = Array.from(counts, (count) => new Int32Array(count))
  const next = new Int32Array(n)
  codes.forEach((code, row) => {
    rows[code][next[code]++] = row
  })
  return rows
}

/** The parts that a figure is made of: of more than two classes one for each class, where it speaks of one against all others. */
export function partsFor(
  { metric }: Wanted,
  parts: readonly Part[],
  plan: PredictionPlan | null,
  hidden: ReadonlySet<string>,
): readonly Part[] {
  // Labels were joined to all rows at once.
  if ("late_labels" in metric.meta.needs || "clock" in metric.meta.needs) return parts.slice(0, 1)
  const need = predictionNeed(metric.meta.needs)
  if (plan?.task !== "multiclass" || (need !== "decisions" && need !== "scores")) return parts
  return plan.classes
    .map((name, of) => ({
      labels: { class: hidden.has(plan.target) ? `class ${of + 1}` : name },
      reference: null,
      current: null,
      of,
    }))
    .slice(0, mostLabels)
}
