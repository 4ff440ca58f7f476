import type { RenderOptions } from "../../model.js"
import type { Context } from "../context.js"
import {
  hasQuietDrift,
  isOfModel,
  hasQuietFinding,
  plain,
  shareFigures,
  verdictNotes,
  verdictSentence,
  verdictTitle,
} from "../copy.js"
import { visible } from "../../words/escape.js"
import { count, duration, plural } from "../../words/format.js"
import type { Style } from "./style.js"
import { wrapped } from "../../words/wrap.js"
import { courseNotes } from "../trend-words.js"

export function verdict(
  { report }: Context,
  { paint, signs }: Style,
  { reportPath, width, wrap }: RenderOptions,
): string[] {
  const { drift, setup } = report
  const { status } = report.verdict
  const { sign, loud } = {
    drift: { sign: signs.drift, loud: paint.red },
    checks_failed: { sign: signs.fail, loud: paint.red },
    metrics_failed: { sign: signs.fail, loud: paint.red },
    no_verdict: { sign: signs.fail, loud: paint.magenta },
    promote: { sign: signs.ok, loud: paint.green },
    reject: { sign: signs.fail, loud: paint.red },
    undecided: { sign: signs.warn, loud: paint.yellow },
    no_drift: hasQuietFinding(report)
      ? { sign: signs.warn, loud: paint.yellow }
      : { sign: signs.ok, loud: paint.green },
  }[status]
  const { share: drifted, threshold } = shareFigures(report)
  const compared = `share ${drifted} ${drift.drift_share >= drift.drift_share_threshold ? "≥" : "<"} ${threshold}`
  const tested = `${count(drift.drifted_columns)} of ${plural(drift.tested_columns, "tested column")}`
  const { by_periods: periods } = drift
  const figures = hasQuietDrift(report) ? compared : periods === undefined ? `${tested}, ${compared}` : tested
  const byPeriods = periods !== undefined && (status === "drift" || (periods.table && drift.drifted_columns === 0))
  const inFull = status === "no_verdict" || byPeriods || drift.tested_columns === 0 || isOfModel(report)
  const said = inFull ? plain(verdictSentence(report)) : figures
  const took = duration(setup.duration_ms)
  const title = `${sign} ${verdictTitle(report)}`
  const room = wrap ? width : null
  return [
    ...wrapped(`${title}${isOfModel(report) ? "." : ":"} ${said}`, room).map((line, i) =>
      i === 0 && line.startsWith(title) ? loud.bold(title) + line.slice(title.length) : `  ${line.trimStart()}`,
    ),
    ...[...verdictNotes(report), ...courseNotes(report)].flatMap((note) => wrapped(note, room, "  ")),
    paint.dim(reportPath === null ? `  ${took}` : `  Report  ${visible(reportPath)}   ${took}`),
  ]
}
