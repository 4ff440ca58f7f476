import { UsageError } from "../errors.js"
import type { DriftMethod } from "../model.js"
import type { Registry } from "../registry.js"
import type { CompareOptions } from "./options.js"
import { didYouMean } from "../words/suggest.js"

type Units = Pick<Registry, "methods" | "checks" | "metrics">

/** Throws UsageError for a method, check or metric in the options that does not exist, or that cannot be held to its threshold or type. */
export function requireUnits(options: CompareOptions, { methods, checks, metrics }: Units): void {
  for (const id of [...options.methods, ...options.measure.filter((id) => id !== "all")])
    requireUnit("method", id, methods)
  for (const id of options.methods) requireThreshold("--threshold", id, options.threshold, methods)
  for (const [type, { method: id, threshold = null }] of options.perType) {
    const { columnTypes } = requireUnit("method", id, methods).meta
    if (!columnTypes.includes(type))
      throw new UsageError(`the method ${JSON.stringify(id)} does not serve ${type} columns`, {
        hint: `it serves ${columnTypes.join(", ")}; \`driftcheck methods\` lists all`,
      })
    requireThreshold(`methods.${type}: threshold`, id, threshold, methods)
  }
  for (const [name, { method: id, threshold = null }] of options.perColumn) {
    if (id === undefined) continue
    requireUnit("method", id, methods)
    requireThreshold(`columns.${name}: threshold`, id, threshold, methods)
  }
  for (const id of options.perCheck.keys()) requireUnit("check", id, checks)
  for (const [id, own] of options.metrics) requireUnit("metric", own.kind ?? id, metrics)
}

/** Throws UsageError unless there is such a unit. */
export function requireUnit<Unit>(
  kind: "method" | "check" | "metric",
  id: string,
  units: ReadonlyMap<string, Unit>,
): Unit {
  const unit = units.get(id)
  if (unit !== undefined) return unit
  throw new UsageError(`unknown ${kind} ${JSON.stringify(id)}`, {
    hint: didYouMean(id, units.keys(), `\`driftcheck ${kind}s\` lists all`),
  })
}

function requireThreshold(
  place: string,
  id: string,
  threshold: number | null,
  methods: ReadonlyMap<string, DriftMethod>,
): void {
  if (threshold === null || threshold < 1 || methods.get(id)?.meta.kind !== "test") return
  throw new UsageError(`${place} ${threshold} is no threshold for ${id}`, {
    hint: "a test compares a p-value, which lies between 0 and 1",
  })
}
