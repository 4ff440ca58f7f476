import { saysWhy } from "../errors.js"
import type { Dataset, JoinedLabels, LabelBias, LabelFacts, MeasuredColumn, Report } from "../model.js"
import { partColumn } from "../evidence/segment-column.js"
import { judgeColumns } from "../judge/judge.js"
import { policyOf } from "../options/policies.js"
import { howFar } from "../words/ratio.js"
import { cutMiddle } from "../words/escape.js"
import { count, plural } from "../words/format.js"
import { measurePiece, withFlagNames } from "./part-columns.js"
import type { Gathered } from "./spine.js"

type BiasWork = Pick<Gathered, "measured" | "options" | "registry">

/** How labels were joined to each side, whether the rows that have one look like the others, and what to doubt about it. */
export async function lateLabels({
  sides,
  ...work
}: Gathered): Promise<{ found: Pick<Report, "labels">; warnings: string[] }> {
  const reference = sides.reference === null ? null : await labelFacts(sides.reference, "reference", work)
  const current = await labelFacts(sides.current, "current", work)
  const all = [reference, current].filter((facts) => facts !== null)
  return { found: all.length === 0 ? {} : { labels: { reference, current } }, warnings: all.flatMap(labelWarnings) }
}

async function labelFacts(dataset: Dataset, side: "reference" | "current", work: BiasWork): Promise<LabelFacts | null> {
  const { labels } = dataset
  return labels === undefined ? null : { ...labels.facts, bias: await labelBias(dataset, labels, side, work) }
}

/**
 * Labelled rows as the reference and unlabelled ones as current, judged column by column as two files would be. Null where a group
 * has fewer rows than `min_rows`, or no column can be tested.
 */
async function labelBias(
  dataset: Dataset,
  { labelled, unlabelled, facts }: JoinedLabels,
  side: "reference" | "current",
  { measured, options, registry: { methods } }: BiasWork,
): Promise<LabelBias | null> {
  if (Math.min(labelled.length, unlabelled.length) < options.minRows) return null
  const policy = policyOf(options)
  const parts = partsOf(dataset.rows, labelled, unlabelled)
  const pieces: MeasuredColumn[] = []
  for (const column of measured) {
    const whole = { ...column, reference: column[side], current: column[side] }
    if (column.name === facts.target || !comparable(whole)) continue
    try {
      const as = column.judgedAs === "numeric" ? "numbers" : "categories"
      const groups = await partColumn(dataset, column.name, as, parts)
      const [first, second] = [groups.get(0), groups.get(1)]
      if (first === undefined || second === undefined) continue
      const named = [first, second].map((group) => withFlagNames(group, column))
      pieces.push(await measurePiece(whole, named[0], named[1], { methods, policy, options }))
    } catch (error) {
      if (!saysWhy(error)) throw error
    } finally {
      dataset.release(column.name)
    }
  }
  const judged = judgeColumns(pieces, policy, methods, options)
  const tested = judged.filter(({ status }) => status === "ok" || status === "drift").length
  if (tested === 0) return null
  const drifted = judged.flatMap((column) => (column.status === "drift" ? [column] : []))
  return {
    labelled_rows: labelled.length,
    unlabelled_rows: unlabelled.length,
    tested_columns: tested,
    drifted: drifted.sort((a, b) => howFar(b) - howFar(a)).map(({ name, ratio }) => ({ column: name, ratio })),
  }
}

/** Labelled rows are part 0, unlabelled ones part 1, and those that could have no label part 2. */
function partsOf(rows: number, labelled: Int32Array, unlabelled: Int32Array) {
  const segments = new Int32Array(rows).fill(2)
  for (const row of labelled) segments[row] = 0
  for (const row of unlabelled) segments[row] = 1
  const sizes = Float64Array.of(labelled.length, unlabelled.length, rows - labelled.length - unlabelled.length)
  return { segments, wanted: new Set([0, 1]), sizes }
}

/** Columns of a type that is tested; what names rows or times differs between early and late labels by its nature. */
function comparable({ type, role, failure, current }: MeasuredColumn): boolean {
  if (failure !== null || current === null || role === "target" || role === "id" || role === "timestamp") return false
  return type === "numeric" || type === "categorical" || type === "boolean"
}

const mostNamed = 3

/** What a reader should doubt about labels: groups that differ, labels older than their predictions. */
function labelWarnings({ bias, before_prediction: before, orphans, label_rows: rows }: LabelFacts): string[] {
  const parts: string[] = []
  if (bias !== null && bias.drifted.length > 0) {
    const names = bias.drifted.slice(0, mostNamed).map(({ column }) => JSON.stringify(cutMiddle(column, 40)))
    const more = bias.drifted.length > mostNamed ? ", …" : ""
    parts.push(
      `The labelled rows are a biased sample: they differ from the ${count(bias.unlabelled_rows)} without a label in ` +
        `${count(bias.drifted.length)} of ${plural(bias.tested_columns, "column")} (${names.join(", ")}${more}). ` +
        "Figures that need labels speak of the labelled rows alone.",
    )
  }
  if (before > 0)
    parts.push(
      `${plural(before, "label is", "labels are")} stamped before the prediction: the clocks differ, or the label was known already.`,
    )
  if (orphans > 0) parts.push(`${plural(orphans, "row")} of ${count(rows)} in the label file name no prediction.`)
  return parts
}
