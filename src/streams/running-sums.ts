/** Sums of a column that grow record by record, in memory that does not. */
import type { ColumnSums } from "../model.js"
import { QuantileSketch } from "../stats/quantile-sketch.js"
import { RunningMoments } from "../stats/running-moments.js"

/** How far a percentile of a window that is too large to hold may lie from the exact one, as a share of it. */
export const sketchError = 0.001

export interface RunningSum {
  /** A value that is there: see TalliedColumn. */
  add(value: number): void
  /** What all values say; at least one was added. `labels`: what each label's place stands for. */
  sum(labels: () => readonly string[]): ColumnSums[keyof ColumnSums]
}

export const runningSums: { [S in keyof ColumnSums]: () => RunningSum } = {
  distribution: () => growing(new QuantileSketch(sketchError)),
  moments: () => growing(new RunningMoments()),
  range: () => new RunningRange(),
  hits: () => new RunningHits(),
  label_counts: () => new RunningCounts(),
}

/** What is a sum at any time. */
function growing(sum: { add(value: number): void } & ColumnSums[keyof ColumnSums]): RunningSum {
  return {
    add: (value) => {
      sum.add(value)
    },
    sum: () => sum,
  }
}

class RunningRange implements RunningSum {
  private count = 0
  private min = Infinity
  private max = -Infinity

  add(value: number): void {
    this.count++
    if (value < this.min) this.min = value
    if (value > this.max) this.max = value
  }

  sum(): ColumnSums["range"] {
    const { count, min, max } = this
    return { count, min, max }
  }
}

class RunningHits implements RunningSum {
  private hits = 0
  private rows = 0

  add(flag: number): void {
    this.rows++
    this.hits += flag
  }

  sum(): ColumnSums["hits"] {
    const { hits, rows } = this
    return { hits, rows }
  }
}

class RunningCounts implements RunningSum {
  private readonly counts: number[] = []

  add(label: number): void {
    while (this.counts.length <= label) this.counts.push(0)
    this.counts[label]++
  }

  sum(labels: () => readonly string[]): ColumnSums["label_counts"] {
    const all = labels()
    const used = this.counts.flatMap((count, label) => (count > 0 ? [label] : []))
    const counts = Float64Array.from(used, (label) => this.counts[label])
    return { rows: counts.reduce((sum, count) => sum + count, 0), labels: used.map((label) => all[label]), counts }
  }
}
