import type { Task } from "../model.js"

/** What a column holds, as far as the task follows from it. */
export interface OutcomeValues {
  numeric: boolean
  /** Its different values, as strings; null: too many to be classes. */
  values: readonly string[] | null
}

/** What was said of the predictions beside the columns. */
export interface SaidOfTask {
  /** The class that counts as positive. */
  positive: string | null
  /** Classes that have a column with their probability; none: 0. */
  probabilities: number
  /** Whether rows belong to queries. */
  query: boolean
}

/** Whole numbers with at most so many different values may be classes. */
const mostNumberedClasses = 20

/**
 * What the model does. Rows of queries are ranked; a target of two values, or with a positive one named, is binary; strings, and whole
 * numbers that are predicted as such, are classes; any other number is a number. Null: a target of strings with too many values.
 * `prediction`: the column with what was predicted itself, not a score; null without.
 */
export function taskOf(target: OutcomeValues, prediction: OutcomeValues | null, said: SaidOfTask): Task | null {
  if (said.query) return "ranking"
  if (said.positive !== null || said.probabilities === 2) return "binary"
  if (said.probabilities > 2) return "multiclass"
  if (target.values !== null && classesOf(target.values, prediction).size <= 2) return "binary"
  if (!target.numeric) return target.values === null ? null : "multiclass"
  return areNumberedClasses(target, prediction) ? "multiclass" : "regression"
}

/** The target's classes, and those that were predicted beside them. */
function classesOf(target: readonly string[], prediction: OutcomeValues | null): Set<string> {
  return new Set([...target, ...(prediction?.values ?? [])])
}

function areNumberedClasses({ values }: OutcomeValues, prediction: OutcomeValues | null): boolean {
  if (values === null || values.length > mostNumberedClasses || !values.every(isWhole)) return false
  return prediction !== null && (!prediction.numeric || isWithin(prediction, values))
}

/** Whether every value is one of these. */
export function isWithin({ values }: OutcomeValues, known: readonly string[]): boolean {
  return values !== null && values.every((value) => known.includes(value))
}

const isWhole = (text: string) => Number.isInteger(Number(text))
