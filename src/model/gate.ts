/** A challenger beside the champion, on the same labelled rows. */

/** How a gain was tested: DeLong's test, McNemar's, or rows drawn anew with replacement. */
export type GateTest = "delong" | "mcnemar" | "bootstrap"

/** What the gate decided on, spelt as report.json is. The figures themselves are the first of `metrics`. */
export interface GateFacts {
  /** The metric that decides. */
  metric: string
  title: string
  test: GateTest
  /** Two-sided p-value of no gain; null where the test gives none. */
  p_value: number | null
  /** Challenger less champion, turned so that more is better, with its 95 % interval; null where there is no figure. */
  gain: number | null
  gain_low: number | null
  gain_high: number | null
  min_gain: number
  max_segment_loss: number | null
  /** Labelled rows that both scored, and those of each. */
  rows: number
  champion_rows: number
  challenger_rows: number
  /** rows / the larger of both. */
  shared: number
}
