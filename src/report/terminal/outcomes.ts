import type { RenderOptions } from "../../model.js"
import type { Context } from "../context.js"
import { plural } from "../../words/format.js"
import type { Style } from "./style.js"
import { wrapped } from "../../words/wrap.js"
import { estimatesHold } from "../../words/metric.js"
import { chunksSentence } from "../../words/chunks.js"
import { labelShiftSentence } from "../../words/shift.js"
import { sentence } from "./lines.js"

/** How many chunks each estimated figure leaves its limits in. */
export function chunks({ report }: Context, { paint, signs }: Style, options: RenderOptions): string[] {
  const found = report.performance?.chunks
  if (found === undefined) return []
  return [
    ...found.figures.flatMap((figure) => {
      const isOutside = figure.values.some(({ alert, realised_alert }) => alert || realised_alert)
      const look = { mark: isOutside ? paint.yellow : paint.dim, about: paint.bold }
      const mark = `${isOutside ? signs.warn : signs.ok} chunks `
      return sentence({ mark, about: "", text: chunksSentence(figure, found) }, look, options)
    }),
    ...wrapped(estimatesHold, options.wrap ? options.width : null, "  ").map((line) =>
      paint.dim(`  ${line.trimStart()}`),
    ),
  ]
}

const mostChanges = 3

/** Where the errors changed in the order of time, why the loss did, and what predictions say of the mix of labels. */
export function shift({ report }: Context, { paint, signs }: Style, options: RenderOptions): string[] {
  const { shift: facts, changes = [] } = report.performance ?? {}
  const shown = options.all ? changes : changes.slice(0, mostChanges)
  const lines = shown.flatMap(({ message }) =>
    sentence(
      { mark: `${signs.warn} change `, about: "", text: message },
      { mark: paint.yellow, about: paint.bold },
      options,
    ),
  )
  const rest = changes.length - shown.length
  const more = rest > 0 ? [paint.dim(`  ${plural(rest, "more change")} of the errors. List them with --all.`)] : []
  if (facts === undefined) return [...lines, ...more]
  const { verdict, message, label_shift: labels } = facts
  const isConcept = verdict === "concept"
  const mark = `${isConcept ? signs.warn : verdict === "no_verdict" ? signs.not_tested : signs.ok} concept`
  const looks = { mark: isConcept ? paint.yellow : paint.dim, about: paint.bold }
  return [
    ...lines,
    ...more,
    ...sentence({ mark, about: "", text: message }, looks, options),
    ...(labels === null || !options.all
      ? []
      : sentence({ mark: `${signs.not_tested} labels `, about: "", text: labelShiftSentence(labels) }, looks, options)),
  ]
}

/** What each proxy says; those that say nothing with --all, or where none says anything. */
export function proxies({ report }: Context, { paint, signs }: Style, options: RenderOptions): string[] {
  const { state, proxies: all = [] } = report.proxies ?? {}
  const telling = all.filter(({ usable }) => options.all || state === "unknown" || usable)
  const lines = telling.flatMap(({ status, message }) => {
    const isBad = status === "degraded"
    const mark = `${isBad ? signs.warn : status === "fine" ? signs.ok : signs.not_tested} proxy  `
    return sentence(
      { mark, about: "", text: message },
      { mark: isBad ? paint.yellow : paint.dim, about: paint.bold },
      options,
    )
  })
  const rest = all.length - telling.length
  return [
    ...lines,
    ...(rest > 0 ? [paint.dim(`  ${plural(rest, "proxy", "proxies")} not usable. List with --all.`)] : []),
  ]
}
