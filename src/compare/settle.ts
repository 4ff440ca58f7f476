import type { DriftMethod, MeasuredColumn, Measurement, ValueRange } from "../model.js"
import type { ColumnEvidence } from "../evidence/evidence.js"
import { leftOpen, pRange } from "../judge/left-open.js"
import { planFor } from "../judge/plan.js"
import type { CompareOptions } from "../options/options.js"
import { predictionRule, type Policy } from "../options/policies.js"
import { emptyMeasurement } from "../model.js"
import { withinBounds } from "./within-bounds.js"

/** How often more is asked of a column at most. */
export const mostRefinements = 4
/** Columns whose p-values may be adjusted together: how many there are is known when all are measured. */
const mostColumns = 1000

interface Asked {
  methods: ReadonlyMap<string, DriftMethod>
  thresholdOf: (id: string, method: DriftMethod) => number
  policy: Policy
  options: CompareOptions
}

/** Asks for more points of a column of numbers for as long as what is known of it leaves its verdict open, and more is to be had. */
export async function settle(column: MeasuredColumn, evidence: ColumnEvidence, asked: Asked): Promise<void> {
  for (let round = 0; round < mostRefinements; round++) {
    const doubts = await openDoubts(column, evidence, asked)
    if (doubts.length === 0 || !(await evidence.refine(doubts))) return
  }
}

/** Where more points would bring the answer, what matters most first; none where it is certain. */
async function openDoubts(
  column: MeasuredColumn,
  evidence: ColumnEvidence,
  { methods, thresholdOf, policy, options }: Asked,
): Promise<ValueRange[]> {
  const outlines = await evidence.outlines()
  if (outlines === null) return []
  const unmeasured = Array.from(methods, ([id, method]) => emptyMeasurement(id, thresholdOf(id, method)))
  const plan = planFor({ ...column, measurements: unmeasured }, policy, methods, options)
  const bounded = plan.rules.flatMap(({ method: id }) => boundedBy(id))
  const predicted = options.roles.get(column.name) === "prediction" ? boundedBy(predictionRule.method) : []
  const measurements = bounded.map(({ measurement }): Measurement => measurement)
  const p = pRange(plan, measurements, methods)
  const adjusted = p !== null && plan.adjust ? { low: p.low, high: Math.min(1, p.high * mostColumns) } : p
  const open = new Set(leftOpen(plan, measurements, adjusted, methods).map(({ measurement }) => measurement))
  // Those of a cut or of the largest gap are few, those of an area everywhere.
  const few = (a: { doubts: readonly ValueRange[] }, b: typeof a) => a.doubts.length - b.doubts.length
  return [
    ...bounded.filter(({ measurement }) => open.has(measurement)),
    ...predicted.filter(({ measurement }) => measurement.drifted === null),
  ]
    .sort(few)
    .flatMap(({ doubts }) => doubts)

  function boundedBy(id: string) {
    const method = methods.get(id)
    const found = outlines === null ? undefined : method?.bounds?.(outlines)
    if (method === undefined || found === undefined) return []
    const guess = { ...emptyMeasurement(id, thresholdOf(id, method)), drift_score: found.score }
    return [{ measurement: withinBounds(guess, method, outlines), doubts: found.doubts }]
  }
}
