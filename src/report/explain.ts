import type { ColumnResult, Measurement, MethodTitle, MovedWord, Report, TestedColumn } from "../model.js"
import { visible } from "../words/escape.js"
import { limit, plural, pValue, score, share } from "../words/format.js"
import { askedOf, type AskedRule } from "../judge/asked.js"
import { diagnosisLines } from "./explain-diagnosis.js"
import { inUnit } from "../words/in-unit.js"
import { inOneLine, whatChanged } from "../judge/what-changed.js"

/** In plain words and lines of their own: the answer for one column, the rule that decided, and what would have changed it. */
export function explainColumn(column: ColumnResult, report: Report): string {
  const opening = `${visible(column.name)} (${column.type}): ${words[column.status]}.`
  const change = whatChanged(column)
  const lines = [
    opening,
    ...(change === null ? [] : [`What changed: ${inOneLine(change)}.`]),
    ...wordLines(column),
    ...diagnosisLines(column, report),
    ...(isTested(column)
      ? tested(column, report)
      : [`Why: ${visible(column.reason)}`, `Its type: ${visible(column.type_reason)}.`]),
    ...missing(column),
  ]
  return lines.map(visible).join("\n")
}

const words: Record<ColumnResult["status"], string> = {
  drift: "drifted",
  ok: "did not drift",
  not_tested: "was not tested",
  error: "could not be tested",
}

function isTested(column: ColumnResult): column is TestedColumn {
  return column.status === "drift" || column.status === "ok"
}

function tested(column: TestedColumn, report: Report): string[] {
  const titles = new Map(report.methods.map((method) => [method.id, method]))
  const rules = askedOf(column, report.drift.policy)
  return [
    "What was asked, and what each said:",
    ...rules.map((rule) => `  ${saidBy(rule, column, titles)}`),
    ...(rules.filter(({ weight }) => weight !== undefined).length > 1 ? [`  ${together(column)}`] : []),
    `The rule: ${visible(column.reason)}`,
    ...adjusted(column, report),
    ...wouldHaveChanged(column, titles).map((line) => `To change the answer: ${line}`),
    ...others(column, titles, new Set(rules.map(({ method }) => method))),
  ]
}

/** "Clipped Wasserstein 0.947 ≥ 0.1: enough, and it decided. Values moved by 19,300 on average; 2,038 would be enough." */
function saidBy(rule: AskedRule, column: TestedColumn, titles: ReadonlyMap<string, MethodTitle>): string {
  const title = titles.get(rule.method)?.short_title ?? rule.method
  const found = column.measurements.find(({ method }) => method === rule.method)
  if (found?.drift_score == null) return `${title}: no score. ${visible(found?.reason ?? "")}`.trimEnd()
  const decides = rule.method === column.method || rule.method === column.effect?.method
  const threshold = thresholdIn(column, rule)
  if (titles.get(rule.method)?.kind === "test") {
    if (rule.weight !== undefined)
      return `${title} p ${pValue(found.drift_score, threshold)}${decides ? ": the surer test" : ""}.`
    const p = decides ? column.drift_score : found.drift_score
    return `${title} p ${pValue(p, threshold)}, ${p < threshold ? "below" : "not below"} ${limit(threshold)}: ${p < threshold ? "sure" : "not sure"}.`
  }
  const enough = found.drift_score >= threshold
  const sign = enough ? "≥" : "<"
  const counts = rule.whereSurest === undefined || rule.whereSurest === column.method
  const verdict = !counts
    ? `not counted, as ${titles.get(rule.whereSurest ?? "")?.short_title ?? "its test"} is not the surer test`
    : `${enough ? "enough" : "not enough"}${decides ? ", and it decided" : ""}`
  const amount = inUnit(found, threshold)
  const said = `${title} ${score(found.drift_score, threshold)} ${sign} ${limit(threshold)}: ${verdict}.`
  return amount === null ? said : `${said} ${amount}`
}

/** The threshold that was used: a noise floor may stand in for that of the policy. */
const thresholdIn = ({ method, threshold, effect, effects = [] }: TestedColumn, rule: AskedRule): number =>
  rule.method === method
    ? threshold
    : ([...effects, ...(effect === null ? [] : [effect])].find((each) => each.method === rule.method)?.threshold ??
      rule.threshold)

function together({ p_value, drift_score, p_value_adjusted, threshold }: TestedColumn): string {
  const p = p_value_adjusted ?? p_value ?? drift_score
  const says = p < threshold ? "sure" : "not sure"
  return `Tests together, each by its weight: p ${pValue(p, threshold)} (adjusted), ${p < threshold ? "below" : "not below"} ${limit(threshold)}: ${says}.`
}

function adjusted({ p_value, p_value_adjusted: p }: TestedColumn, report: Report): string[] {
  if (p_value === null || p === null || pValue(p_value) === pValue(p)) return []
  return [
    `The p-value alone is ${pValue(p_value)}; testing ${report.drift.tested_columns} columns at once makes it ${pValue(p)}.`,
  ]
}

/** Under "both must say so" each part that says no is named; under a single rule, the one. Of several distances all must fall below. */
function wouldHaveChanged(column: TestedColumn, titles: ReadonlyMap<string, MethodTitle>): string[] {
  const { effect, status } = column
  const parts = [
    { id: column.method, value: column.drift_score, threshold: column.threshold },
    ...(effect === null ? [] : [{ id: effect.method, value: effect.drift_score, threshold: effect.threshold }]),
  ].map((part) => ({ ...part, method: titles.get(part.id) }))
  const says = ({ value, threshold, method }: (typeof parts)[number]) =>
    method?.kind === "test" ? value < threshold : value >= threshold
  if (status === "drift") {
    const any = parts.length > 1 ? "either of these alone would have been enough: " : ""
    const others = otherDistances(column).map((part) => ({ ...part, method: titles.get(part.id) }))
    const last = parts.length - 1
    const ways = parts.map((part, i) => (i === last ? [part, ...others] : [part]))
    return [any + ways.map((way) => way.map((part) => turned(part, false)).join(" and ")).join("; or ")]
  }
  return [
    parts
      .filter((part) => !says(part))
      .map((part) => turned(part, true))
      .join("; and "),
  ]
}

/** Further distances that say enough by themselves. */
function otherDistances({ effect, effects = [] }: TestedColumn) {
  return effects
    .filter(({ method, drift_score, threshold }) => method !== effect?.method && drift_score >= threshold)
    .map(({ method, drift_score, threshold }) => ({ id: method, value: drift_score, threshold }))
}

function turned(
  { id, value, threshold, method }: { id: string; value: number; threshold: number; method: MethodTitle | undefined },
  toDrift: boolean,
): string {
  const title = method?.title ?? id
  if (method?.kind === "test") {
    const side = toDrift ? "below" : "of at least"
    return `a p-value ${side} ${limit(threshold)} in the ${title} (it is ${pValue(value, threshold)})`
  }
  const side = toDrift ? "of at least" : "below"
  return `a ${title} ${side} ${limit(threshold)} (it is ${score(value, threshold)})`
}

/** The measurements that had no say, and whether they agree. */
function others(column: TestedColumn, titles: ReadonlyMap<string, MethodTitle>, asked: ReadonlySet<string>): string[] {
  const deciding = new Set([...asked, column.method, column.effect?.method])
  const rest = column.measurements.filter(({ method, drifted }) => !deciding.has(method) && drifted !== null)
  if (rest.length === 0) return []
  const name = ({ method }: Measurement) => titles.get(method)?.short_title ?? method
  const agree = rest.filter(({ drifted }) => drifted === (column.status === "drift"))
  const disagree = rest.filter((measurement) => !agree.includes(measurement))
  const list = (measurements: Measurement[]) => measurements.map(name).join(", ")
  return [
    `${plural(rest.length, "other measurement")} had no say. ` +
      (agree.length > 0 ? `By their own thresholds these agree: ${list(agree)}. ` : "") +
      (disagree.length > 0 ? `These do not: ${list(disagree)}.` : ""),
  ].map((line) => line.trimEnd())
}

/** The words of free text that moved, and a row that they tell best. */
function wordLines({ word_shift: found }: ColumnResult): string[] {
  const list = (words: readonly MovedWord[]) =>
    words.map(({ word, reference, current }) => `${visible(word)} ${share(reference)} → ${share(current)}`).join(", ")
  if (!found) return []
  return [
    ...(found.more.length > 0 ? [`In more rows: ${list(found.more)}.`] : []),
    ...(found.fewer.length > 0 ? [`In fewer rows: ${list(found.fewer)}.`] : []),
    ...found.typical_current.map((text) => `Typical of current: ${visible(text)}`),
  ]
}

function missing({ missing_test: found }: ColumnResult): string[] {
  if (found === null) return []
  const shares = `${share(found.reference_share)} → ${share(found.current_share)}`
  const said = found.changed ? "changed" : "did not change enough to be a finding"
  return [`Missing values ${said}: ${shares} (chi-square p ${pValue(found.p_value)}).`]
}
