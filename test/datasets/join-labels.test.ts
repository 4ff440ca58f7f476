import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { nothingSaid } from "../../src/columns/agree.js"
import { joinLabels, type LabelJoin } from "../../src/datasets/join-labels.js"
import { openDataset } from "../../src/datasets/open-dataset.js"
import { InputError } from "../../src/errors.js"
import { memoryDataset } from "../helpers/memory-dataset.js"

const how = (more: Partial<LabelJoin> = {}): LabelJoin => ({
  id: ["id"],
  labelId: ["id"],
  target: "y",
  labelTarget: "y",
  timestamp: null,
  labelTimestamp: null,
  asOf: null,
  window: null,
  called: "current",
  said: nothingSaid,
  ...more,
})
const day = 86_400_000
const start = Date.UTC(2026, 0, 1)
const dates = (days: readonly number[]) => days.map((each) => start + each * day)

describe("labels of calhousing_delayed", async () => {
  const golden = JSON.parse(readFileSync("fixtures/golden/calhousing_delayed.json", "utf8")) as {
    performance: {
      labels: Record<string, number> & { delay_hours: Record<string, number> }
      cur: { positives: number }
    }
  }
  const { labels: expected, cur } = golden.performance
  const predictions = await openDataset("fixtures/data/calhousing_delayed_cur.parquet", {})
  const labels = await openDataset("fixtures/data/calhousing_delayed_labels.csv", {})
  const joined = await joinLabels(
    predictions,
    labels,
    how({ target: "clf_target", labelTarget: "clf_target", timestamp: "timestamp", labelTimestamp: "label_timestamp" }),
  )

  it("are counted as the golden figures say, and half came within so many hours (1e-9)", () => {
    const { facts } = joined.labels
    expect(facts).toMatchObject({
      predictions: expected.predictions,
      label_rows: expected.label_rows,
      superseded: expected.superseded,
      labelled: expected.labelled,
      coverage: expected.coverage,
      orphans: 0,
      before_prediction: 0,
    })
    const { min, p25, p50, p75, p95, max } = facts.delay_hours ?? { min: 0, p25: 0, p50: 0, p75: 0, p95: 0, max: 0 }
    const quantiles = [min, p25, p50, p75, p95, max]
    for (const [i, key] of ["0", "25", "50", "75", "95", "100"].entries())
      expect(Math.abs(quantiles[i] / expected.delay_hours[key] - 1)).toBeLessThan(1e-9)
  })

  it("are the latest of each id: as many positives as the golden figures have", async () => {
    const counts = await joined.counts("clf_target")
    expect(counts.get("1")).toBe(cur.positives)
    const summary = await joined.summary("clf_target")
    expect(summary).toMatchObject({ rows: 7206, missing: 0 })
  })

  it("leave the facts about the file's rows as they are", async () => {
    expect(await joined.rowFacts()).toEqual(await predictions.rowFacts())
    expect(joined.labels.labelled.length + joined.labels.unlabelled.length).toBe(8232)
  })
})

describe("joining labels", () => {
  const predictions = memoryDataset({ id: [1, 2, 3, 4], at: dates([1, 2, 3, 4]), x: ["a", "b", "c", "d"] })

  it("gives strings, booleans and numbers as the label file holds them, missing where there is no label", async () => {
    const at = Int32Array.of(0, 1, 2, 3)
    const texts = await joinLabels(predictions, memoryDataset({ id: [3, 1], y: ["dog", "cat"] }), how())
    const values = await texts.values("y", at)
    if (values?.kind !== "codes") throw new Error("strings are codes")
    expect(Array.from(values.codes, (code) => (code < 0 ? null : values.labels[code]))).toEqual([
      "cat",
      null,
      "dog",
      null,
    ])
    const flags = await joinLabels(predictions, memoryDataset({ id: [3, 1], y: [true, false] }), how())
    expect(await flags.counts("y")).toEqual(
      new Map([
        ["false", 1],
        ["true", 1],
      ]),
    )
    const numbers = await joinLabels(predictions, memoryDataset({ id: [3, 1], y: [0.5, 2] }), how())
    expect(Array.from(await numbers.sample("y"))).toEqual([0.5, 2])
  })

  it("takes the place of a column of that name", async () => {
    const table = memoryDataset({ id: [1, 2], y: [null, null], x: [1, 2] })
    const joined = await joinLabels(table, memoryDataset({ id: [2], y: [1] }), how())
    expect(joined.columns.map(({ name }) => name)).toEqual(["id", "x", "y"])
    expect(Array.from(await joined.sample("y"))).toEqual([1])
  })

  it("labels only predictions of the window before the time asked for, and counts those alone", async () => {
    const labels = memoryDataset({ id: [1, 2, 3, 4, 9], y: [1, 0, 1, 0, 1], came: dates([5, 5, 5, 9, 5]) })
    const times = { timestamp: "at", labelTimestamp: "came" }
    const joined = await joinLabels(predictions, labels, how({ ...times, asOf: start + 5 * day, window: 3 * day }))
    // The window is (2, 5]: predictions of day 3 and 4, of which only 3 had a label by day 5.
    expect(joined.labels.facts).toMatchObject({
      as_of: "2026-01-06T00:00:00.000Z",
      window_from: "2026-01-03T00:00:00.000Z",
      predictions: 2,
      labelled: 1,
      coverage: 0.5,
      outside: 2,
      late: 1,
      orphans: 1,
      label_rows: 5,
    })
    expect(Array.from(joined.labels.unlabelled)).toEqual([3])
  })

  it("ends the window at the newest prediction where no time is asked for", async () => {
    const labels = memoryDataset({ id: [1, 2, 3, 4], y: [1, 0, 1, 0] })
    const joined = await joinLabels(predictions, labels, how({ timestamp: "at", window: 2 * day }))
    expect(joined.labels.facts).toMatchObject({ predictions: 2, labelled: 2, outside: 2 })
  })

  it("counts labels that are stamped before their prediction", async () => {
    const labels = memoryDataset({ id: [1, 2], y: [1, 0], came: dates([0, 3]) })
    const joined = await joinLabels(predictions, labels, how({ timestamp: "at", labelTimestamp: "came" }))
    expect(joined.labels.facts).toMatchObject({ before_prediction: 1, delay_hours: { min: -24, max: 24 } })
  })

  it("joins by several columns together, and passes over ids with a missing part", async () => {
    const table = memoryDataset({ a: ["x", "x", null], b: [1, 2, 1] })
    const labels = memoryDataset({ a: ["x", "x", null], b: [2, 1, 1], y: [5, 6, 7] })
    const joined = await joinLabels(table, labels, how({ id: ["a", "b"], labelId: ["a", "b"] }))
    expect(Array.from(await joined.sample("y"))).toEqual([5, 6])
    expect(joined.labels.facts).toMatchObject({ labelled: 2, orphans: 1 })
  })

  const refused = async (id: (string | number)[], labelIds: (string | number)[]) =>
    joinLabels(memoryDataset({ id }), memoryDataset({ id: labelIds, y: labelIds.map(() => 1) }), how())

  it("refuses ids that repeat among the predictions, and says which rows", async () => {
    await expect(refused([7, 8, 7, 7], [7])).rejects.toThrow(InputError)
    await expect(refused([7, 8, 7, 7], [7])).rejects.toThrow(
      'the id "id" does not name each row of current: 2 of its rows repeat an earlier one, such as rows 1 and 3',
    )
  })

  it("refuses ids of other types, and files without a shared id", async () => {
    await expect(refused([1, 2], ["a", "b"])).rejects.toThrow(/the id "id" is \w+ in current and \w+ in the labels/)
    await expect(refused([1, 2], [3, 4])).rejects.toThrow(
      "no label in memory.parquet has the id of a prediction in current",
    )
  })
})
