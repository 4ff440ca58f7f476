import type { HistoryRun } from "../model.js"
import { remember } from "../stats/remember.js"
import { createdAt } from "./line.js"
import { figuresOfLine } from "./line-figures.js"

const dayMs = 86_400_000
/** 1970-01-01 was a Thursday; day 0 of a series is a Monday. */
const thursday = 3

/** A figure of the history from run to run. */
export interface FigureSeries {
  name: string
  /** The column, or the rows that a metric's labels name; "" for the whole. */
  subject: string
  /** Whether it is the distance of a column: at least 0, and skewed where nothing changes. */
  isDistance: boolean
  /** Places of runs from which on it is another figure of the same name. */
  anew: readonly number[]
  /** One per run, oldest first; null where the run has no such figure. */
  points: { day: number; value: number | null }[]
}

/**
 * The series of every figure of these runs, oldest first; in the order in which they first occur. Scores of columns begin anew where the
 * configuration changed: they are others then.
 */
export function seriesOf(runs: readonly HistoryRun[]): FigureSeries[] {
  const days = runs.map((run) => Math.floor(createdAt(run) / dayMs) + thursday)
  const changes = configChanges(runs)
  const series = new Map<string, FigureSeries>()
  for (const [i, run] of runs.entries())
    for (const { key, name, subject, isDistance, value } of figuresOf(run)) {
      let known = series.get(key)
      if (known === undefined) {
        const points = days.map((day) => ({ day, value: null }))
        series.set(key, (known = { name, subject, isDistance, anew: isDistance ? changes : [], points }))
      }
      known.points[i].value = value
    }
  return Array.from(series.values())
}

/** A run is in the histories of many runs after it. */
const figuresOf = remember((run: HistoryRun) =>
  figuresOfLine(run).map(({ name, subject, value, unit }) => ({
    ...{ key: keyOf(name, subject), name, subject, value },
    isDistance: unit === "score",
  })),
)

export const keyOf = (name: string, subject: string): string => JSON.stringify([name, subject])

/** The runs whose configuration differs from the one before; runs without any, which gave no answer, do not count. */
function configChanges(runs: readonly HistoryRun[]): number[] {
  let known: string | null = null
  return runs.flatMap(({ config_hash: hash }, i) => {
    const changes = hash !== null && known !== null && hash !== known
    known = hash ?? known
    return changes ? [i] : []
  })
}
