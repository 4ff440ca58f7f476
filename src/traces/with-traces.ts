import type { ReadOptions, TableSource } from "../sources/source.js"
import { withCosts } from "./with-costs.js"
import { withJudgeScore } from "./with-judge-score.js"
import { withTraceNames } from "./with-trace-names.js"

/** The table with all that follows from its own columns where it holds traces: names, costs, the mean of a judge's marks. */
export function withTraces<Source extends TableSource>(source: Source, options: ReadOptions): Source {
  return withJudgeScore(withCosts(withTraceNames(source, options), options))
}
