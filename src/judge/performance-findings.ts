/** What performance shows beside single figures: another relation between inputs and target, and chunks in which the model got worse. */
import type { ChunkedFigure, PerformanceReport } from "../model.js"
import { chunksWorseSentence, chunksWorseTitle } from "../words/chunks.js"

export interface PerformanceFinding {
  /** The cause of `--fail-on` that it is. */
  cause: "concept" | "chunks"
  /** "Concept drift", "The model got worse in 5 of 10 chunks (ROC AUC, estimated)". */
  title: string
  /** One sentence with the figures. */
  message: string
}

/** What was found: concept drift, and all figures by chunk as one. */
export function performanceFindings(
  performance: Pick<PerformanceReport, "shift" | "chunks" | "leading"> | null | undefined,
): PerformanceFinding[] {
  if (performance == null) return []
  const { shift, chunks, leading } = performance
  const worse = (chunks?.figures ?? []).filter(({ surely_worse }) => surely_worse).sort(first(leading))
  return [
    ...(shift?.verdict === "concept"
      ? [{ cause: "concept" as const, title: "Concept drift", message: shift.message }]
      : []),
    ...(chunks === undefined || worse.length === 0
      ? []
      : [{ cause: "chunks" as const, title: chunksWorseTitle(worse[0]), message: chunksWorseSentence(worse, chunks) }]),
  ]
}

/** The figure of this id before the others. */
const first = (id: string) => (a: ChunkedFigure, b: ChunkedFigure) => Number(b.id === id) - Number(a.id === id)
