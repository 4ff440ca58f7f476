import type { RenderOptions } from "../../model.js"
import type { Context } from "../context.js"
import { nameText } from "../../words/escape.js"
import { plural } from "../../words/format.js"
import type { Style } from "./style.js"
import { metricLabels } from "../../words/metric.js"
import { estimatesLast, inOrder } from "../view-metrics.js"
import { sentence } from "./lines.js"

const mostMetrics = 10

/** The figures that failed or warn, and with --all every one; then how many there are beside them. */
export function metrics({ report }: Context, { paint, signs, letters }: Style, options: RenderOptions): string[] {
  const { all } = options
  const ordered = inOrder(report.metrics)
  const telling = ordered.filter(
    ({ status, unsure }) => unsure || status === "fail" || status === "warn" || status === "error",
  )
  const ofAllRows = ordered.filter(({ labels, value }) => value !== null && Object.keys(labels).length === 0)
  const shown = all ? ordered : estimatesLast([...new Set([...telling, ...ofAllRows])]).slice(0, mostMetrics)
  const lines = shown.flatMap(({ status, unsure, labels, message }) => {
    const loud = {
      fail: paint.red,
      error: paint.red,
      warn: paint.yellow,
      pass: paint.dim,
      no_limit: paint.dim,
      not_applicable: paint.dim,
    }[status]
    const sign = {
      fail: signs.fail,
      error: signs.error,
      warn: signs.warn,
      pass: signs.ok,
      no_limit: signs.not_tested,
      not_applicable: signs.not_tested,
    }[status]
    const word =
      status === "fail"
        ? "failed "
        : status === "error"
          ? "error  "
          : status === "warn"
            ? "warning"
            : unsure
              ? "unsure "
              : "metric "
    const rows = metricLabels(labels)
    const about = rows === "" ? "" : nameText(rows, 40, letters("…"))
    return sentence({ mark: `${sign} ${word}`, about, text: message }, { mark: loud, about: paint.bold }, options)
  })
  const rest = ordered.length - shown.length
  return [...lines, ...(rest > 0 ? [paint.dim(`  ${plural(rest, "more figure")}. List them with --all.`)] : [])]
}
