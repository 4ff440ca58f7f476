import type { ReadOptions, TableSource } from "../sources/source.js"
import { withCosts } from "./with-costs.js"
import { withLanguages, withTextFacts } from "./with-text-facts.js"
import { withTraceNames } from "./with-trace-names.js"

/** A table of traces with everything that its own columns tell. */
export function withTraceFacts<Source extends TableSource>(source: Source, options: ReadOptions): Source {
  return withLanguages(withTextFacts(withCosts(withTraceNames(source, options), options)))
}
