import type { CheckResult, ColumnResult, MetricResult, Report, SinceItem } from "../model.js"

/** Whether a column, check or figure was not yet in trouble in the last run. */
export interface New {
  column: (column: Pick<ColumnResult, "name">) => boolean
  check: (check: Pick<CheckResult, "id" | "column" | "rule">) => boolean
  metric: (metric: Pick<MetricResult, "id" | "labels">) => boolean
}

/** What is new since the last run; nothing where no run came before, since all would be. */
export function newIn({ since }: Pick<Report, "since">): New {
  const fresh = new Set(since === undefined || since.run === null ? [] : since.new.map(keyOf))
  return {
    column: ({ name }) => fresh.has(keyOf({ kind: "column", id: null, column: name })),
    check: ({ id, column, rule }) => fresh.has(keyOf({ kind: "check", id, column, rule })),
    metric: ({ id, labels }) => fresh.has(keyOf({ kind: "metric", id, column: null, labels })),
  }
}

const keyOf = ({
  kind,
  id,
  column,
  rule,
  labels = {},
}: Pick<SinceItem, "kind" | "id" | "column" | "labels"> & { rule?: string | undefined }) =>
  JSON.stringify([kind, id, column, rule, labels])

/** What is new before the rest, each in the order that it had. */
export const newFirst = <Item>(items: readonly Item[], isNew: (item: Item) => boolean): Item[] => [
  ...items.filter(isNew),
  ...items.filter((item) => !isNew(item)),
]
