import { holdsTraces } from "../options/find-roles.js"
import { fetchAll, type ReadOptions, type TableSource } from "../sources/source.js"

/**
 * A table of traces by its well-known names, with what is made of them: costs, facts of texts, languages. Any other as it is; what makes
 * them is loaded for traces alone.
 */
export async function withTraces<Source extends TableSource>(source: Source, options: ReadOptions): Promise<Source> {
  if (options.traces == null && !holdsTraces(source.columns)) return source
  await fetchAll(source)
  const { withTraceFacts } = await import("./with-trace-facts.js")
  return withTraceFacts(source, options)
}

/** A table of traces that holds a judge's marks, with their mean; any other as it is. */
export async function withMarks<Source extends TableSource>(source: Source): Promise<Source> {
  if (!holdsTraces(source.columns)) return source
  const { withJudgeScore } = await import("./with-judge-score.js")
  return withJudgeScore(source)
}
