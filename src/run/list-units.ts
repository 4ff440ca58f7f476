import { needWords } from "../checks/need-words.js"
import { requireUnit } from "../options/require-units.js"
import type { CheckAlone, CheckMeta, ColumnType, DataCheck, MethodMeta, Metric, MultivariateMeta } from "../model.js"
import { checksAlone, loadRegistry } from "../registry.js"
import { heldAs, type ColumnNeed } from "../columns/column-sums.js"
import { limitWords } from "../words/metric.js"
import type { Io } from "./io.js"

/** Prints every drift method, or one by id; gives the exit code. */
export async function methodsCommand(id: string | undefined, io: Io): Promise<number> {
  const { methods, multivariate } = await loadRegistry()
  const together = id === undefined ? undefined : multivariate.get(id)
  if (id !== undefined && together !== undefined) return print(io, describeTogether(id, together.meta))
  if (id !== undefined) return print(io, describeMethod(id, requireUnit("method", id, methods).meta))
  const rows = Array.from(methods, ([name, { meta }]) => [
    name,
    meta.columnTypes.map((type) => shortTypes[type]).join(" "),
    meta.title,
  ])
  rows.push(...Array.from(multivariate, ([name, { meta }]) => [name, "all together", meta.title]))
  return print(io, `${table(["Id", "Columns", "Title"], rows)}\n\nOne in full: driftcheck methods ks`)
}

const shortTypes: Record<ColumnType, string> = {
  numeric: "num",
  categorical: "cat",
  boolean: "bool",
  datetime: "time",
  text: "text",
  identifier: "id",
  nested: "nested",
}

/** Prints every check, or one by id; gives the exit code. */
export async function checksCommand(id: string | undefined, io: Io): Promise<number> {
  const { checks } = await loadRegistry()
  if (id !== undefined) return print(io, describeCheck(id, requireUnit("check", id, checks)))
  return print(
    io,
    [
      checkTable(checks),
      `Asked by driftcheck check, which has no reference:\n${checkTable(checksAlone(checks))}`,
      "One in full: driftcheck checks missing-values",
    ].join("\n\n"),
  )
}

/** Prints every metric, or one by id; gives the exit code. */
export async function metricsCommand(id: string | undefined, io: Io): Promise<number> {
  const { metrics } = await loadRegistry()
  if (id !== undefined) return print(io, describeMetric(id, requireUnit("metric", id, metrics)))
  const rows = Array.from(metrics, ([name, { meta }]) => [
    name,
    meta.layer.replaceAll("_", " "),
    meta.unit,
    meta.better,
    Object.keys(meta.needs).join(", "),
    meta.title,
  ])
  const listed = table(["Id", "Layer", "Unit", "Better", "Needs", "Title"], rows)
  return print(io, `${listed}\n\nOne in full: driftcheck metrics p99_latency`)
}

function describeMetric(id: string, { meta }: Metric): string {
  const needs = Object.entries(meta.needs).map(([role, as]) =>
    role === "late_labels"
      ? "labels joined from a file (--labels)"
      : role === "clock"
        ? "a window of a stream (driftcheck watch)"
        : role === "value"
          ? `a column that the configuration names, as ${as}`
          : `a column with the role ${role}, as ${heldAs(as as ColumnNeed)}`,
  )
  return definition(`${meta.title} (${id})`, [
    ["", meta.description],
    ["Layer", meta.layer.replaceAll("_", " ")],
    ["Unit", meta.unit],
    ["Better", meta.better],
    ["Needs", needs.join("; ")],
    ["Warns", limitWords(meta.warnLimit)],
    ["Fails", limitWords(meta.failLimit)],
    ["Why", meta.limitsReason],
    ["Source", meta.source],
    ["To change", metricExample(id, meta)],
  ])
}

function metricExample(id: string, { needs }: Metric["meta"]): string {
  const own = "value" in needs ? `my_${id}: { kind: ${id}, column: …, fail: … }` : `${id}: { warn: …, fail: … }`
  return `metrics: { ${own} } in the configuration`
}

function checkTable(checks: ReadonlyMap<string, CheckAlone>): string {
  const rows = Array.from(checks, ([id, { meta }]) => [
    id,
    limitText(meta, "warnLimit"),
    limitText(meta, "failLimit"),
    meta.title,
  ])
  return table(["Id", "Warns >", "Fails >", "Title"], rows)
}

function print(io: Io, text: string): number {
  io.stdout.write(`${text}\n`)
  return 0
}

function describeMethod(id: string, meta: MethodMeta): string {
  const drifts = meta.kind === "test" ? `p below ${meta.threshold}` : `distance at or above ${meta.threshold}`
  return definition(`${meta.title} (${id})`, [
    ["", meta.description],
    ["Kind", meta.kind],
    ["Columns", meta.columnTypes.join(", ")],
    ["Drift when", drifts],
    ["Why", meta.thresholdReason],
    ["Source", meta.source],
  ])
}

function describeTogether(id: string, meta: MultivariateMeta): string {
  const sure = meta.significance === null ? "" : ` and p below ${meta.significance}`
  return definition(`${meta.title} (${id})`, [
    ["", meta.description],
    ["Columns", "all that are tested, together; taken with --multivariate"],
    ["Drift when", `score at or above ${meta.threshold}${sure}`],
    ["Why", meta.thresholdReason],
    ["Source", meta.source],
  ])
}

/** The check, and below it what is asked where there is no reference. */
function describeCheck(id: string, { meta, alone }: DataCheck): string {
  const toChange = `checks: { ${id}: { warn: …, fail: … } } in the configuration; null switches a limit off`
  const described = definition(`${meta.title} (${id})`, [...checkParts(meta), ["To change", toChange]])
  if (alone === undefined) return described
  return `${described}\n\n${definition("Asked by driftcheck check, without a reference", [
    ["Passes when", alone.meta.title],
    ...checkParts(alone.meta),
  ])}`
}

function checkParts(meta: CheckMeta): [label: string, text: string][] {
  return [
    ["", meta.description],
    ["Otherwise", meta.failTitle],
    ["Evidence", needWords[meta.evidence]],
    ["Value", meta.limitsAbove === "reference" ? `${meta.unit}, held to the reference's` : meta.unit],
    ["Warns above", limitText(meta, "warnLimit")],
    ["Fails above", limitText(meta, "failLimit")],
    ["Why", meta.limitsReason],
  ]
}

function limitText(meta: CheckMeta, which: "warnLimit" | "failLimit"): string {
  const limit = meta[which]
  if (limit === null) return "never"
  const text = meta.unit === "share" ? `${+(limit * 100).toFixed(6)}%` : String(limit)
  return meta.limitsAbove === "reference" ? `ref + ${text}` : text
}

/** Left-aligned columns two blanks apart, without trailing blanks. */
function table(head: string[], rows: string[][]): string {
  const lines = [head, ...rows]
  const widths = head.map((_, i) => Math.max(...lines.map((line) => line[i].length)))
  return lines
    .map((line) =>
      line
        .map((cell, i) => cell.padEnd(widths[i]))
        .join("  ")
        .trimEnd(),
    )
    .join("\n")
}

const width = 80

/** A title and its labelled paragraphs, wrapped at 80 columns. */
function definition(title: string, parts: [label: string, text: string][]): string {
  const labels = Math.max(...parts.map(([label]) => label.length))
  const paragraphs = parts.map(([label, text]) => {
    const indent = label === "" ? 2 : labels + 4
    const [first, ...rest] = wrap(text, width - indent)
    return [
      `  ${label === "" ? "" : `${label.padEnd(labels)}  `}${first}`,
      ...rest.map((line) => " ".repeat(indent) + line),
    ].join("\n")
  })
  return `${title}\n${paragraphs.join("\n")}`
}

function wrap(text: string, columns: number): string[] {
  const lines = [""]
  for (const word of text.split(" ")) {
    const last = lines[lines.length - 1]
    if (last === "") lines[lines.length - 1] = word
    else if (last.length + 1 + word.length <= columns) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}
