import type { DriftMethod, MeasuredColumn } from "../model.js"
import type { CompareOptions } from "../options/options.js"
import type { Policy, Rule, Step } from "../options/policies.js"

/** The rules a column is held to: its own method, the run's, or the policy's for its type. */
export interface Plan {
  rules: readonly Rule[]
  combine: Policy["combine"]
  adjust: boolean
  aboveNoise: boolean
  /** Why there are none. */
  reason: string | null
}

/** What decides about this column. */
export function planFor(
  column: MeasuredColumn,
  policy: Policy,
  methods: ReadonlyMap<string, DriftMethod>,
  options: CompareOptions,
): Plan {
  const needsEmbeddings = (id: string) => methods.get(id)?.meta.needs === "embeddings"
  const isMeasured = (id: string) => column.measurements.some(({ method }) => method === id)
  const own = options.perColumn.get(column.name)?.method ?? options.perType.get(column.judgedAs)?.method
  const asked = own === undefined ? options.methods : [own]
  if (asked.length === 0) {
    const step = stepFor(column, policy)
    const rules = (step?.rules ?? []).filter(({ method }) => !needsEmbeddings(method) || isMeasured(method))
    const reason = rules.length > 0 ? null : `The policy has no rule for ${column.type} columns.`
    return { rules, combine: policy.combine, adjust: true, aboveNoise: step?.aboveNoise === true, reason }
  }
  const fitting = asked.find((id) => methods.get(id)?.meta.columnTypes.includes(column.judgedAs))
  const measured = column.measurements.find(({ method }) => method === fitting)
  const rules = measured === undefined ? [] : [{ method: measured.method, threshold: measured.threshold }]
  const reason = rules.length > 0 ? null : `${asked.join(", ")} does not serve ${column.type} columns.`
  return { rules, combine: "any", adjust: false, aboveNoise: false, reason }
}

function stepFor(column: MeasuredColumn, policy: Policy): Step | undefined {
  const { judgedAs, reference } = column
  const values = reference === null ? 0 : reference.rows - reference.missing
  const distinct = (reference?.distinct ?? 0) + column.n_new_categories
  return policy.ladder.find(
    ({ types, upToValues = Infinity, upToDistinct = Infinity }) =>
      types.includes(judgedAs) && values <= upToValues && distinct <= upToDistinct,
  )
}
