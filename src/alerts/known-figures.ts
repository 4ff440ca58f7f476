import type { DriftMethod, Metric, MetricUnit } from "../model.js"
import { figureName } from "../history/line-figures.js"
import { runFigures, scoredRoles } from "./figures.js"
import type { KnownFigures } from "./when.js"

/** What a configuration says of figures: its own with their unit where one is stated, and proxies, some of which are columns. */
export interface OwnFigures {
  metrics?: ReadonlyMap<string, { kind?: string | undefined; unit?: MetricUnit | undefined } | string> | undefined
  proxies?: ReadonlyMap<string, { by: readonly string[] }> | undefined
}

/** Every figure that a rule may name, with its unit. */
export function knownFigures(
  units: { methods: ReadonlyMap<string, DriftMethod>; metrics: ReadonlyMap<string, Metric> },
  { metrics: own = new Map(), proxies = new Map() }: OwnFigures = {},
): KnownFigures {
  const ofMethods = Array.from(units.methods.keys(), figureName).flatMap((name) => [
    name,
    ...scoredRoles.map((role) => `${role}_${name}`),
  ])
  // Kinds of figures have no figure of their own.
  const ofMetrics = Array.from(units.metrics).filter(([, { meta }]) => !("value" in meta.needs))
  const inProxies = Array.from(proxies).flatMap(([of, { by }]) => [of, ...by])
  return new Map<string, MetricUnit | null>([
    ...inProxies.map((name): [string, MetricUnit | null] => [name, null]),
    ...runFigures.map((name): [string, MetricUnit | null] => [name, null]),
    ...ofMethods.map((name): [string, MetricUnit | null] => [name, null]),
    ...ofMetrics.map(([id, { meta }]): [string, MetricUnit] => [id, meta.unit]),
    ...Array.from(own, ([id, figure]): [string, MetricUnit | null] => [
      id,
      typeof figure === "string" ? null : (figure.unit ?? units.metrics.get(figure.kind ?? id)?.meta.unit ?? null),
    ]),
  ])
}
