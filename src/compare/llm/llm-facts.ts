import type { MetricReader } from "../../evidence/metric-columns.js"
import type { LlmFacts, MetricRole } from "../../model.js"
import { findRoles, holdsTraces } from "../../options/find-roles.js"
import type { CompareOptions } from "../../options/options.js"
import type { MetricWork } from "../wanted-figures.js"
import { feedbackLinks } from "./feedback.js"
import { movedTexts } from "./moved.js"
import { spendingOf } from "./spending.js"
import { TraceTable } from "./trace-table.js"
import { worstAnswers } from "./worst.js"

export interface LlmWork extends Pick<MetricWork, "reference" | "current" | "options" | "hidden"> {
  readers: { reference: MetricReader | null; current: MetricReader }
}

/** What traces of an LLM application show beyond single figures; null for any other table. */
export async function llmFacts({ reference, current, readers, options, hidden }: LlmWork): Promise<LlmFacts | null> {
  // A profile keeps no rows.
  if (!holdsTraces(current.columns) || !current.keepsRows) return null
  const before = reference?.keepsRows === true ? readers.reference : null
  const sides = { reference: before && tableOf(before, options), current: tableOf(readers.current, options) }
  return {
    ...(await spendingOf(sides, { budget: options.budget, hidden })),
    feedback: await feedbackLinks(sides.current),
    worst: await worstAnswers(sides.current, hidden),
    moved: await movedTexts({ reference, current }, sides.current, hidden),
    asked: [
      ...(reference?.asked ?? []).map((use) => ({ side: "reference" as const, ...use })),
      ...(current.asked ?? []).map((use) => ({ side: "current" as const, ...use })),
    ],
  }
}

function tableOf(reader: MetricReader, { roles }: CompareOptions): TraceTable {
  const filled: Partial<Record<MetricRole, { column: string }>> = {}
  for (const { role, column } of findRoles(reader.columns, roles)) filled[role] ??= { column }
  return new TraceTable(reader, filled)
}
