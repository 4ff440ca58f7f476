import type { PeriodCut, PeriodRows } from "../model.js"
import { countAtOrBelow, countBelow } from "../stats/count-below.js"
import { joinSorted } from "../stats/periods/period-distances.js"
import type { SegmentSide } from "./segment-column.js"

/** What each period's rows of a column are, beside those of all others. `parts`: the rows by unit, the last ones of none. */
export function periodRows(parts: readonly SegmentSide[], { periods }: PeriodCut): PeriodRows[] {
  const whole = joined(parts)
  return periods.map(({ units }) =>
    rowsBeside(units.length === 1 ? parts[units[0]] : joined(units.map((at) => parts[at])), whole),
  )
}

function rowsBeside(part: SegmentSide, whole: SegmentSide): PeriodRows {
  const { rows, missing, infinite } = part
  const figures =
    part.counts.size > 0 ? categoryFigures(part.counts, whole.counts) : numberFigures(part.sample, whole.sample)
  return { rows, missing, infinite, ...figures }
}

type Figures = Omit<PeriodRows, "rows" | "missing" | "infinite">

function categoryFigures(part: ReadonlyMap<string, number>, whole: ReadonlyMap<string, number>): Figures {
  let [most, common, fresh, gone] = [0, "", 0, 0]
  for (const [value, count] of part) {
    if (count > most) [most, common] = [count, value]
    if (whole.get(value) === count) fresh += count
  }
  for (const [value, count] of whole) if (!part.has(value)) gone += count
  const rest = sum(whole.values()) - sum(part.values())
  const share = (rows: number) => (rest === 0 ? 0 : rows / rest)
  return { distinct: part.size, most, most_elsewhere: share((whole.get(common) ?? 0) - most), fresh, gone: share(gone) }
}

const sum = (counts: Iterable<number>) => Array.from(counts).reduce((total, count) => total + count, 0)

function numberFigures(part: Float64Array, whole: Float64Array): Figures {
  let [distinct, most, common] = [0, 0, NaN]
  for (let from = 0, to = 0; from < part.length; from = to) {
    while (to < part.length && part[to] === part[from]) to++
    distinct++
    if (to - from > most) [most, common] = [to - from, part[from]]
  }
  const rest = whole.length - part.length
  const alike = most === 0 ? 0 : countAtOrBelow(whole, common) - countBelow(whole, common) - most
  return { distinct, most, most_elsewhere: rest === 0 ? 0 : alike / rest, fresh: 0, gone: 0 }
}

/** The rows of several parts together. */
function joined(parts: readonly SegmentSide[]): SegmentSide {
  const counts = new Map<string, number>()
  for (const part of parts)
    for (const [value, count] of part.counts) counts.set(value, (counts.get(value) ?? 0) + count)
  const total = (figure: (part: SegmentSide) => number) => parts.reduce((all, part) => all + figure(part), 0)
  return {
    rows: total(({ rows }) => rows),
    missing: total(({ missing }) => missing),
    infinite: total(({ infinite }) => infinite),
    sample: joinSorted(parts.map(({ sample }) => sample)),
    counts,
  }
}
