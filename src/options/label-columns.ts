import { UsageError } from "../errors.js"
import type { ColumnInfo, Dataset, LabelColumns } from "../model.js"
import { findRoles } from "./find-roles.js"
import type { CompareOptions } from "./options.js"

type Asked = Pick<
  CompareOptions,
  "roles" | "labelsId" | "labelsTarget" | "labelsTimestamp" | "labelsAsOf" | "labelsWindow"
>

/**
 * Which columns of both files are the ids, the label and the times: as the options say, else by what the label file holds. `called`:
 * what messages call the predictions. Throws UsageError where that leaves one of them open.
 */
export function labelColumns(
  predictions: Pick<Dataset, "columns">,
  labels: Pick<Dataset, "columns" | "path">,
  asked: Asked,
  called: string,
): LabelColumns {
  const file = new Map(labels.columns.map((column) => [column.name, column]))
  const id = idsOf(predictions, labels, asked, called)
  const labelId = asked.labelsId.length > 0 ? asked.labelsId : id
  if (labelId.length !== id.length)
    throw new UsageError(`the labels name ${labelId.length} id columns, and ${called} has ${id.length}`)
  for (const name of labelId) requireColumn(name, labels, "id", "labels: { id: NAME }")
  const times = labels.columns.filter(({ kind, name }) => kind === "datetime" && !labelId.includes(name))
  const labelTimestamp = labelTimestampOf(times, labels, asked)
  const taken = new Set([...labelId, ...times.map(({ name }) => name)])
  const target = targetOf(labels, asked, taken)
  if (!file.has(target.inLabels))
    requireColumn(target.inLabels, labels, "label", "--target, or labels: { target: NAME }")
  const timestamp = timestampOf(predictions, asked)
  requireTimes({ timestamp, labelTimestamp }, labels, asked, called)
  return { id, labelId, target: target.name, labelTarget: target.inLabels, timestamp, labelTimestamp }
}

const namesOf = ({ columns }: { columns: readonly ColumnInfo[] }) => columns.map(({ name }) => name)
const quoted = (names: readonly string[]) => names.map((name) => JSON.stringify(name)).join(", ")

const withRole = ({ roles }: Asked, role: string) =>
  Array.from(roles).flatMap(([name, each]) => (each === role ? [name] : []))

function idsOf(
  predictions: Pick<Dataset, "columns">,
  labels: Pick<Dataset, "columns">,
  asked: Asked,
  called: string,
): readonly string[] {
  const named = withRole(asked, "id")
  const there = new Set(namesOf(predictions))
  const absent = named.find((name) => !there.has(name))
  if (absent !== undefined)
    throw new UsageError(`labels are joined by ${JSON.stringify(absent)}, which ${called} does not have`)
  if (named.length > 0) return named
  const shared = namesOf(labels).filter((name) => there.has(name))
  throw new UsageError("labels are joined by the column that names each prediction, and none has the role id", {
    hint:
      shared.length === 0
        ? `--id NAME says which; the files share no column, so \`labels: { id: NAME }\` says what the label file calls it`
        : `--id ${shared[0]} says so; the files share ${quoted(shared.slice(0, 8))}`,
  })
}

function requireColumn(name: string, labels: Pick<Dataset, "columns" | "path">, what: string, how: string): void {
  const names = namesOf(labels)
  if (names.includes(name)) return
  throw new UsageError(`the label file ${labels.path} has no column ${JSON.stringify(name)} for the ${what}`, {
    hint: `it has ${quoted(names.slice(0, 8))}; ${how} says which`,
  })
}

/** The label's column: named for it, with the role target, found by its name, or the only one left. */
function targetOf(
  labels: Pick<Dataset, "columns" | "path">,
  asked: Asked,
  taken: ReadonlySet<string>,
): { name: string; inLabels: string } {
  const named = withRole(asked, "target")
  const inLabels = asked.labelsTarget
  if (inLabels !== null) return { name: named.at(0) ?? inLabels, inLabels }
  const names = namesOf(labels)
  const both = named.find((name) => names.includes(name))
  if (both !== undefined) return { name: both, inLabels: both }
  const rest = names.filter((name) => !taken.has(name))
  const found = findRoles(labels.columns, new Map()).find(({ role, column }) => role === "target" && !taken.has(column))
  const only = found?.column ?? (rest.length === 1 ? rest[0] : undefined)
  if (only !== undefined) return { name: named.at(0) ?? only, inLabels: only }
  throw new UsageError(`the label file ${labels.path} does not say which column holds the label`, {
    hint:
      rest.length === 0
        ? "beside ids and times it has no column"
        : `it may be ${quoted(rest.slice(0, 8))}: --target NAME`,
  })
}

function labelTimestampOf(
  times: readonly ColumnInfo[],
  labels: Pick<Dataset, "columns" | "path">,
  { labelsTimestamp }: Asked,
): string | null {
  if (labelsTimestamp !== null) {
    requireColumn(labelsTimestamp, labels, "time of each label", "labels: { timestamp: NAME }")
    return labelsTimestamp
  }
  if (times.length < 2) return times.at(0)?.name ?? null
  throw new UsageError(`the label file ${labels.path} has several columns of times`, {
    hint: `labels: { timestamp: NAME } in the configuration says which of ${quoted(namesOf({ columns: times }))} is when a label came`,
  })
}

const timestampOf = ({ columns }: Pick<Dataset, "columns">, asked: Asked) =>
  withRole(asked, "timestamp").find((name) => columns.some((column) => column.name === name)) ?? null

function requireTimes(
  { timestamp, labelTimestamp }: Pick<LabelColumns, "timestamp" | "labelTimestamp">,
  { path }: Pick<Dataset, "path">,
  { labelsAsOf, labelsWindow }: Asked,
  called: string,
): void {
  if (labelsAsOf !== null && labelTimestamp === null)
    throw new UsageError(`--as-of asks when labels came, and ${path} has no column of times`)
  if (labelsWindow !== null && timestamp === null)
    throw new UsageError(
      `--window asks when predictions were made, and no column of ${called} has the role timestamp`,
      {
        hint: "--timestamp NAME says which",
      },
    )
}
