import { throwTogether, Unanswerable, UsageError } from "../errors.js"
import type { CheckResult, CheckTitle, ColumnSummary, Dataset, StorageKind } from "../model.js"
import { count, limit, plural, share } from "../words/format.js"
import type { Scope } from "../rules/check-types.js"
import { compileRule, type CompiledRule } from "../rules/compile-rule.js"
import { rowMessage, tableMessage } from "../rules/rule-message.js"
import { runRule } from "../rules/run-rule.js"
import { rowColumns, type Typed } from "../rules/typed.js"
import { columnRules, fitsType, kindOfType } from "./column-contract.js"
import type { ColumnOptions, CompareOptions } from "../options/options.js"

/** The parts of a contract by id, as check results name them. */
export const contractTitles: readonly CheckTitle[] = [
  { id: "rule", title: "The rule is kept", fail_title: "Rule broken", unit: "share" },
  { id: "required-column", title: "The column is there", fail_title: "A required column is missing", unit: "count" },
  { id: "column-type", title: "The column has its type", fail_title: "The column has another type", unit: "count" },
  { id: "value-range", title: "Values lie in their range", fail_title: "Values out of their range", unit: "share" },
  { id: "value-domain", title: "Values are among those allowed", fail_title: "Values not allowed", unit: "share" },
  { id: "value-pattern", title: "Texts match their pattern", fail_title: "Texts that do not match", unit: "share" },
  { id: "unique-values", title: "Every value occurs once", fail_title: "Values occur more than once", unit: "share" },
  {
    id: "missing-limit",
    title: "Few enough values are missing",
    fail_title: "Too many values are missing",
    unit: "share",
  },
]

/** The tables a contract is held against: current, and the reference for comparison where there is one. */
export interface ContractSides {
  reference: Dataset | null
  current: Dataset
  /** Current's columns in figures, by name. */
  summaries: ReadonlyMap<string, ColumnSummary>
}

/** Whether the options ask for anything that a table can keep or break. */
export function hasContract({
  rules,
  perColumn,
  metrics,
  roles,
}: Pick<CompareOptions, "rules" | "perColumn" | "metrics" | "roles">): boolean {
  const limited = Array.from(metrics.values()).some(({ warn, fail }) => warn != null || fail != null)
  const named = new Set(roles.values())
  const performs = named.has("target") && named.has("prediction")
  return rules.length > 0 || limited || performs || Array.from(perColumn.values()).some(isContract)
}

export function isContract(own: ColumnOptions): boolean {
  const { required, min, max, values, unique, pattern, maxMissing } = own
  const asks = [min, max, values, pattern, maxMissing].some((each) => each !== undefined)
  return required === true || unique === true || asks
}

/**
 * The rules and what is asked of single columns, held against current; one result each, columns first, in the order of the
 * options. Throws UsageError for a rule that cannot be read or that fits no known table.
 */
export async function runContract(options: CompareOptions, sides: ContractSides): Promise<CheckResult[]> {
  const scope = scopeOf(sides.current)
  const expected = new Map([
    ...scope,
    ...(sides.reference === null ? [] : scopeOf(sides.reference)),
    ...declared(options),
  ])
  const compiled = compileAll(options.rules, scope, expected)
  const isPrivate = (column: string) => options.perColumn.get(column)?.private === true
  const results: CheckResult[] = []
  for (const [name, own] of options.perColumn)
    if (isContract(own)) results.push(...(await columnResults(name, own, sides, isPrivate)))
  for (const { rule, ...each } of compiled) {
    const columns = each.typed === null ? [] : Array.from(rowColumns(each.typed).keys())
    const base = {
      id: "rule",
      column: columns.length === 1 ? columns[0] : null,
      rule: rule.expression,
      ...limits(rule.severity, rule.allowed),
    }
    results.push(await ruleResult(base, each, rule.severity, sides, isPrivate))
  }
  return results
}

/** All rules ready to run; UsageError lists those that cannot be. */
function compileAll(rules: CompareOptions["rules"], scope: Scope, expected: Scope) {
  const mistakes: UsageError[] = []
  const compiled = rules.flatMap((rule) => {
    try {
      return [{ rule, ...compileRule(rule.expression, rule.origin, scope, expected) }]
    } catch (error) {
      if (!(error instanceof UsageError)) throw error
      mistakes.push(error)
      return []
    }
  })
  throwTogether(mistakes)
  return compiled
}

type Base = Pick<CheckResult, "id" | "column" | "rule" | "warn_limit" | "fail_limit">
type Severity = "warn" | "fail"

const limits = (severity: Severity, allowed: number): Pick<CheckResult, "warn_limit" | "fail_limit"> =>
  severity === "warn" ? { warn_limit: allowed, fail_limit: null } : { warn_limit: null, fail_limit: allowed }

function scopeOf({ columns }: Dataset): Map<string, StorageKind> {
  return new Map(columns.map(({ name, kind }) => [name, kind]))
}

/** The columns that the contract says must be there, with the kind that it says they have. */
function declared({ perColumn }: CompareOptions): Scope {
  return new Map(
    Array.from(perColumn).flatMap(([name, { type, required }]): [string, StorageKind][] =>
      type !== undefined ? [[name, kindOfType(type)]] : required === true ? [[name, "null"]] : [],
    ),
  )
}

async function ruleResult(
  base: Base,
  compiled: CompiledRule,
  severity: Severity,
  { reference, current }: ContractSides,
  isPrivate: (column: string) => boolean,
): Promise<CheckResult> {
  const text = base.rule === undefined ? "" : `${base.rule}: `
  const nothing = { ...base, value: null, reference_value: null }
  if (compiled.typed === null)
    return { ...nothing, status: severity, message: `${text}cannot be asked of current: ${compiled.misfit}` }
  const { typed } = compiled
  try {
    const finding = await runRule(typed, current)
    const ofRows = rowColumns(typed).size > 0
    const allowed = (severity === "warn" ? base.warn_limit : base.fail_limit) ?? 0
    const value = finding.of === 0 ? 0 : finding.broken / finding.of
    const broken = ofRows ? value > allowed : finding.broken > 0
    return {
      ...base,
      ...(ofRows
        ? { value, reference_value: await referenceShare(typed, reference) }
        : { value: null, reference_value: null, warn_limit: null, fail_limit: null }),
      status: broken ? severity : !ofRows && finding.unknown > 0 ? "not_applicable" : "pass",
      message: text + (ofRows ? rowMessage(finding, isPrivate) : tableMessage(finding, isPrivate)),
    }
  } catch (error) {
    // Without rows the rule cannot be asked of the dataset; with rows the fault is the rule's.
    if (error instanceof Unanswerable && !current.keepsRows)
      return { ...nothing, status: "not_applicable", message: text + error.message }
    return { ...nothing, status: "error", message: text + (error instanceof Error ? error.message : String(error)) }
  }
}

/** The share of the reference's rows that break the rule; null where it cannot be asked of it. */
async function referenceShare(typed: Typed, reference: Dataset | null): Promise<number | null> {
  if (reference === null || !reference.keepsRows || reference.rows === 0) return null
  const kinds = scopeOf(reference)
  if (Array.from(rowColumns(typed).keys()).some((name) => !kinds.has(name))) return null
  try {
    const { broken, of } = await runRule(typed, reference)
    return broken / of
  } catch {
    return null // Another kind of value under the same name: a change of type, which is told elsewhere.
  }
}

// ---------------------------------------------------------------- single columns

async function columnResults(
  name: string,
  own: ColumnOptions,
  sides: ContractSides,
  isPrivate: (column: string) => boolean,
): Promise<CheckResult[]> {
  const info = sides.current.columns.find((column) => column.name === name)
  if (info === undefined) return own.required === true ? [absent(name, sides)] : []
  const results: CheckResult[] = own.required === true ? [there(name)] : []
  if (own.type !== undefined) results.push(typeResult(name, own.type, info.kind, info.storageType))
  for (const { id, typed, misfit, what } of columnRules(name, own, info.kind)) {
    const { severity = "fail", allowed = 0 } = own
    const base = { id, column: name, ...limits(severity, allowed) }
    const compiled: CompiledRule = typed === null ? { typed, misfit } : { typed, misfit: null }
    const result = await ruleResult(base, compiled, severity, sides, isPrivate)
    results.push({ ...result, message: `${what}: ${lowered(result.message)}` })
  }
  const summary = sides.summaries.get(name)
  if (summary === undefined) return results
  if (own.unique === true) results.push(uniqueResult(name, summary))
  if (own.maxMissing !== undefined) results.push(missingResult(name, own.maxMissing, summary))
  return results
}

const lowered = (text: string) => text.charAt(0).toLowerCase() + text.slice(1)

const counted = { value: 0, reference_value: null, warn_limit: null, fail_limit: 0 }

function absent(name: string, { current }: ContractSides): CheckResult {
  const message = `${current.label} has no column of this name`
  return { id: "required-column", column: name, ...counted, value: 1, status: "fail", message }
}

function there(name: string): CheckResult {
  return { id: "required-column", column: name, ...counted, status: "pass", message: "The column is there" }
}

function typeResult(
  name: string,
  type: NonNullable<ColumnOptions["type"]>,
  kind: StorageKind,
  stored: string,
): CheckResult {
  const fits = fitsType(type, kind)
  const message = `Declared as ${type}, stored as ${stored}`
  return { id: "column-type", column: name, ...counted, value: fits ? 0 : 1, status: fits ? "pass" : "fail", message }
}

/** Missing and infinite values do not count. */
function uniqueResult(name: string, { rows, missing, infinite, distinct }: ColumnSummary): CheckResult {
  const base = { id: "unique-values", column: name, reference_value: null, ...limits("fail", 0) }
  if (distinct === null)
    return { ...base, value: null, status: "not_applicable", message: "Lists and structures are not compared" }
  const repeated = rows - missing - infinite - distinct
  const value = rows === 0 ? 0 : repeated / rows
  const message =
    repeated === 0
      ? "Every value occurs once"
      : `${plural(repeated, "row")} (${share(value)}) ${repeated === 1 ? "repeats" : "repeat"} an earlier value`
  return { ...base, value, status: repeated === 0 ? "pass" : "fail", message }
}

function missingResult(name: string, allowed: number, { rows, missing }: ColumnSummary): CheckResult {
  const value = rows === 0 ? 0 : missing / rows
  return {
    id: "missing-limit",
    column: name,
    value,
    reference_value: null,
    ...limits("fail", allowed),
    status: value > allowed ? "fail" : "pass",
    message: `${count(missing)} of ${plural(rows, "value")} missing (${share(value)}), ${limit(allowed * 100)}% allowed`,
  }
}
