import type { LabelFacts } from "../model.js"
import { kindOf } from "../kinds/kinds.js"
import { cutEnd, cutStart, nameText } from "../words/escape.js"
import { count, plural, share, time } from "../words/format.js"
import { hours, unusedRows } from "../words/labels.js"
import type { Context } from "./context.js"
import type { Fact } from "./view-facts.js"

/** Late labels, as tiles for each side that has any. */
export interface LabelsView {
  sides: { title: string; note: string; facts: Fact[] }[]
}

export function labelsView({ report }: Context): LabelsView | null {
  const { labels } = report
  if (labels === undefined) return null
  const { sides: titles } = kindOf(report)
  const sides = (["reference", "current"] as const).flatMap((side) => {
    const facts = labels[side]
    return facts === null ? [] : [{ title: titles[side], note: noteOf(facts), facts: tilesOf(facts) }]
  })
  return { sides }
}

function noteOf({ path, id, target, as_of, window_from }: LabelFacts): string {
  const names = id.map((name) => nameText(name, 40)).join(", ")
  const until = as_of === null ? "" : `, as of ${time(as_of)}`
  const from = window_from === null ? "" : `, predictions after ${time(window_from)}`
  return `${nameText(target, 40)} from ${cutStart(path, 60)}, joined by ${names}${until}${from}.`
}

function tilesOf(facts: LabelFacts): Fact[] {
  const { labelled, predictions, coverage, delay_hours: delay, label_rows: rows, before_prediction: before } = facts
  const unused = unusedRows(facts)
  return [
    {
      title: "Coverage",
      value: coverage === null ? "–" : share(coverage),
      note: `${count(labelled)} of ${plural(predictions, "prediction")}`,
    },
    ...(delay === null
      ? []
      : [
          {
            title: "Median delay",
            value: hours(delay.p50),
            note:
              `95% within ${hours(delay.p95)}, the longest ${hours(delay.max)}` +
              (before > 0 ? `; ${count(before)} before the prediction` : ""),
          },
        ]),
    { title: "Rows of the label file", value: count(rows), note: unused.length === 0 ? "all used" : unused.join(", ") },
    biasTile(facts),
  ]
}

function biasTile({ bias }: LabelFacts): Fact {
  const title = "Labelled rows"
  if (bias === null) return { title, value: "Not compared", note: "too few rows with or without a label" }
  const of = `of ${plural(bias.tested_columns, "column")} unlike the unlabelled rows`
  if (bias.drifted.length === 0) return { title, value: "Like the others", note: `none ${of}` }
  const names = cutEnd(bias.drifted.map(({ column }) => nameText(column, 24)).join(", "), 80)
  return { title, value: "A biased sample", note: `${count(bias.drifted.length)} ${of}: ${names}` }
}
