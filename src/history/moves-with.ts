import type { HistoryRun, MovesWith } from "../model.js"
import { benjaminiHochberg } from "../stats/benjamini-hochberg.js"
import { dailyChanges, together } from "../stats/moves-with.js"
import { subjectOf } from "./line-figures.js"
import { keyOf, seriesOf, type FigureSeries } from "./series.js"

/** The last nights that are looked at, the most by which a business figure follows, and the expected share of false ones. */
const nights = 180
const mostLag = 7
const falseShare = 0.05
/** Verdicts and counts follow of other figures. */
const derived: ReadonlySet<string> = new Set(["no_answer", "drift", "drifted_columns", "rows", "failed_checks"])

/**
 * The figures that each business figure of these runs (oldest first, of one kind) moves with, the surest first, each at its surest lag;
 * none below 30 nights. Changes from night to night are compared, not levels; adjusted for all pairs and lags. It says that they move
 * together, and nothing of a cause.
 */
export function movesWithBusiness(runs: readonly HistoryRun[]): MovesWith[] {
  const business = new Set(
    runs.flatMap(({ metrics }) =>
      metrics.flatMap(({ id, labels, ...rest }) => (rest.business ? [keyOf(id, subjectOf(labels))] : [])),
    ),
  )
  if (business.size === 0) return []
  const all = seriesOf(runs.slice(-nights))
    .filter(({ name }) => !derived.has(name))
    .map((series) => ({ ...series, changes: dailyChanges(byDay(series)) }))
  const isBusiness = ({ name, subject }: FigureSeries) => business.has(keyOf(name, subject))
  const [figures, others] = [all.filter(isBusiness), all.filter((series) => !isBusiness(series))]
  const tested = figures.flatMap((figure) =>
    others.flatMap((other) =>
      Array.from({ length: mostLag + 1 }, (_, lag) => ({
        figure,
        other,
        lag,
        found: together(other.changes, figure.changes, lag),
      })),
    ),
  )
  const known = tested.flatMap(({ found, ...rest }) => (found === null ? [] : [{ ...rest, ...found }]))
  const adjusted = benjaminiHochberg(known.map(({ p }) => p))
  const sure = known.map((each, i) => ({ ...each, adjusted: adjusted[i] })).filter((each) => each.adjusted < falseShare)
  return sure
    .sort((a, b) => a.p - b.p || a.lag - b.lag)
    .filter(
      (each, i, sorted) =>
        sorted.findIndex(({ figure, other }) => figure === each.figure && other === each.other) === i,
    )
    .map(({ figure, other, lag, rho, days, adjusted: p_value_adjusted }) => ({
      business: { name: figure.name, subject: figure.subject },
      other: { name: other.name, subject: other.subject },
      ...{ lag, rho, p_value_adjusted, nights: days },
    }))
}

/** One value for each day from the first to the last: that of its last run. */
function byDay({ points }: FigureSeries): (number | null)[] {
  const [first, last] = [points[0].day, points[points.length - 1].day]
  const values = new Array<number | null>(last - first + 1).fill(null)
  for (const { day, value } of points) values[day - first] = value ?? values[day - first]
  return values
}
