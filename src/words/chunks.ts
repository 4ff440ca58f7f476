import type { Chunk, ChunkedFigure, ChunkedFigures } from "../model.js"
import { count, number, plural, time } from "./format.js"
import { estimatesHold } from "./metric.js"

/** "day", "5,000 rows". */
export const chunkName = (by: ChunkedFigures["by"]) => (typeof by === "number" ? plural(by, "row") : by)

/** "0.963 to 0.979", "from 21.7 on"; "no limits" where the reference has too few chunks. */
export function limitsText({ low_limit: low, high_limit: high }: ChunkedFigure): string {
  if (low !== null && high !== null) return `${number(low)} to ${number(high)}`
  if (low === null && high === null) return "no limits"
  return low === null ? `up to ${number(high ?? 0)}` : `from ${number(low)} on`
}

/** "5 of 10 chunks lie outside 0.963 to 0.979 (6 to 10)": of what was estimated, and of what labels say where they are there. */
export function chunksSentence(figure: ChunkedFigure, { by, chunks }: ChunkedFigures): string {
  const outside = figure.values.flatMap(({ alert }, i) => (alert ? [i + 1] : []))
  const known = figure.values.filter(({ realised }) => realised !== null).length
  const wrong = figure.values.filter(({ realised_alert: alert }) => alert).length
  const which = outside.length === 0 ? "" : ` (${ranges(outside)})`
  if (figure.low_limit === null && figure.high_limit === null)
    return `${figure.title} by ${chunkName(by)}, estimated: ${plural(chunks.length, "chunk")}, without limits${known === 0 ? "" : `; ${count(known)} with labels`}.`
  const truth = known === 0 ? "" : `; by their labels ${count(wrong)} of ${count(known)}`
  return `${figure.title} by ${chunkName(by)}, estimated: ${count(outside.length)} of ${plural(chunks.length, "chunk")} outside ${limitsText(figure)}${which}${truth}.`
}

/**
 * "ROC AUC, estimated, is worse in 5 of 10 chunks by 5,000 rows (6 to 10, below 0.963), and 4 other figures are: more than chance brings. …"
 * of at least one figure that was judged, the first in full.
 */
export function chunksWorseSentence([figure, ...others]: readonly ChunkedFigure[], { by, chunks }: ChunkedFigures) {
  const { title, better, low_limit, high_limit, worse, surely_worse } = figure
  const [limit, side] = better === "lower" ? [high_limit, "above"] : [low_limit, "below"]
  const labelled = isKnown(figure.values)
  const numbers = worse.map((place) => place + 1)
  const which = limit === null || worse.length === 0 ? "" : ` (${ranges(numbers)}, ${side} ${number(limit)})`
  const more =
    others.length === 0
      ? ""
      : others.length === 1
        ? ", and one other figure is"
        : `, and ${count(others.length)} other figures are`
  const chance =
    worse.length === 0 ? "" : `: ${surely_worse ? "more than chance brings" : "no more than chance brings"}`
  const is = labelled ? " by labels is" : ", estimated, is"
  return `${title}${is} worse in ${count(worse.length)} of ${plural(chunks.length, "chunk")} by ${chunkName(by)}${which}${more}${chance}.${labelled ? "" : ` ${estimatesHold}`}`
}

/** "The model got worse in 5 of 10 chunks (ROC AUC, estimated)". */
export const chunksWorseTitle = ({ title, worse, values }: ChunkedFigure) =>
  `The model got worse in ${count(worse.length)} of ${plural(values.length, "chunk")} (${title}${isKnown(values) ? "" : ", estimated"})`

const isKnown = (values: ChunkedFigure["values"]) => values.every(({ realised }) => realised !== null)

/** "2, 6 to 10" of [2, 6, 7, 8, 9, 10]. */
function ranges(numbers: readonly number[]): string {
  const found: [number, number][] = []
  for (const each of numbers) {
    const last = found.at(-1)
    if (last !== undefined && last[1] === each - 1) last[1] = each
    else found.push([each, each])
  }
  return found.map(([from, to]) => (from === to ? String(from) : `${from} to ${to}`)).join(", ")
}

/** "1: 3 Mar 2026, 00:00 UTC", or the number alone where rows have no times. */
export const chunkTitle = ({ from }: Chunk, i: number) => (from === null ? String(i + 1) : `${i + 1}: ${time(from)}`)
