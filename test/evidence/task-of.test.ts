import { describe, expect, it } from "vitest"
import { taskOf, type OutcomeValues, type SaidOfTask } from "../../src/evidence/task-of.js"
import type { Task } from "../../src/model.js"

const strings = (...values: string[]): OutcomeValues => ({ numeric: false, values })
const numbers = (...values: number[]): OutcomeValues => ({ numeric: true, values: values.map(String) })
const many: OutcomeValues = { numeric: true, values: null }
const nothing: SaidOfTask = { positive: null, probabilities: 0, query: false }

interface Row {
  name: string
  target: OutcomeValues
  prediction: OutcomeValues | null
  said?: Partial<SaidOfTask>
  task: Task | null
}

const rows: Row[] = [
  { name: "0 and 1 with a score", target: numbers(0, 1), prediction: null, task: "binary" },
  { name: "0 and 1 as predicted", target: numbers(0, 1), prediction: numbers(0, 1), task: "binary" },
  { name: "one class so far", target: numbers(0), prediction: numbers(0, 1), task: "binary" },
  { name: "true and false", target: strings("true", "false"), prediction: null, task: "binary" },
  { name: "two strings", target: strings("UP", "DOWN"), prediction: strings("UP"), task: "binary" },
  {
    name: "two strings, a third predicted",
    target: strings("a", "b"),
    prediction: strings("a", "c"),
    task: "multiclass",
  },
  { name: "three strings", target: strings("a", "b", "c"), prediction: strings("a"), task: "multiclass" },
  {
    name: "three strings, one named positive",
    target: strings("a", "b", "c"),
    prediction: strings("a"),
    said: { positive: "a" },
    task: "binary",
  },
  {
    name: "probabilities of three",
    target: numbers(0, 1),
    prediction: null,
    said: { probabilities: 3 },
    task: "multiclass",
  },
  { name: "digits predicted as digits", target: numbers(0, 1, 2, 3), prediction: numbers(0, 3), task: "multiclass" },
  { name: "few whole numbers, others predicted", target: numbers(1, 2, 3), prediction: many, task: "regression" },
  { name: "fractions", target: numbers(0.5, 1.5, 2.5), prediction: numbers(0.5, 1.5), task: "regression" },
  { name: "many numbers", target: many, prediction: many, task: "regression" },
  { name: "rows of queries", target: numbers(0, 1), prediction: null, said: { query: true }, task: "ranking" },
  { name: "too many strings", target: { numeric: false, values: null }, prediction: null, task: null },
]

describe("the task follows from target and prediction", () => {
  it.each(rows)("$name: $task", ({ target, prediction, said, task }) => {
    expect(taskOf(target, prediction, { ...nothing, ...said })).toBe(task)
  })
})
