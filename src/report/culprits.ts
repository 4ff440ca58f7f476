import type { CauseCheck, CheckResult, ColumnResult, Verdict } from "../model.js"

export interface Culprits {
  /** Ids of the causes. */
  causes: ReadonlySet<string>
  /** Names. */
  columns: ReadonlySet<string>
  blamesColumn: (column: Pick<ColumnResult, "name">) => boolean
  blamesCheck: (check: Pick<CheckResult, "id" | "column" | "status" | "rule">) => boolean
}

/** What fails a run, from the causes in its report; nothing in a run that nothing fails. */
export function culpritsOf({ causes }: Pick<Verdict, "causes">): Culprits {
  const columns = new Set(causes.flatMap((cause) => cause.columns))
  const checks = new Set(causes.flatMap((cause) => cause.checks.map(keyOf)))
  return {
    causes: new Set(causes.map(({ id }) => id)),
    columns,
    blamesColumn: ({ name }) => columns.has(name),
    blamesCheck: (check) => checks.has(keyOf(check)),
  }
}

const keyOf = ({ id, column, status, rule }: Omit<CauseCheck, "status"> & { status: string }) =>
  JSON.stringify([id, column, status, rule])
