import { existsSync, readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { agree, namesOf, nothingSaid } from "../../src/columns/agree.js"
import { measureMetrics, type MeasuredMetrics } from "../../src/compare/measure-metrics.js"
import { openDataset } from "../../src/datasets/open-dataset.js"
import type { NamedRole } from "../../src/model.js"
import { defaultOptions, type CompareOptions } from "../../src/options/options.js"
import { loadMetrics } from "../../src/registry.js"
import { withLateLabels } from "../../src/run/late-labels.js"
import { Tally } from "../stats/golden.js"

/** The `performance` blocks of the real pairs, as the metrics of a run give them: 1e-10 and 1e-12, log loss 1e-9 (golden/README.md). */

interface Block {
  config: { task: string; label: string; pred: string; score?: string; positive?: string | number; key?: string }
  ref: Figures
  cur: Figures
}
type Figures = Record<string, number> & { n: number; confusion?: Record<"tn" | "fp" | "fn" | "tp", number> }

/** What the golden files call each metric. */
const names: Partial<Record<string, string>> = {
  accuracy: "accuracy",
  precision: "precision",
  recall: "recall",
  f1: "f1",
  mcc: "mcc",
  balanced_accuracy: "balanced_accuracy",
  roc_auc: "roc_auc",
  pr_auc: "average_precision",
  log_loss: "log_loss",
  brier: "brier",
  mae: "mae",
  rmse: "rmse",
  r2: "r2",
  mape: "mape",
  mean_error: "mean_error",
  median_absolute_error: "median_ae",
}

const metrics = await loadMetrics()

async function measured(pair: string, { config }: Block): Promise<MeasuredMetrics> {
  const given: [string | undefined, NamedRole][] = [
    [config.label, "target"],
    [config.score, "prediction"],
    [config.pred, "prediction"],
    [config.key, "id"],
  ]
  const roles = new Map(given.flatMap(([name, role]) => (name === undefined ? [] : [[name, role] as const])))
  const positive = typeof config.positive === "string" ? config.positive : null
  const options: CompareOptions = { ...defaultOptions, roles, positive }
  const [reference, stored] = await Promise.all(
    ["ref", "cur"].map((side) => openDataset(fileOf(`${pair}_${side}.parquet`) ?? "", {})),
  )
  const labels = config.key === undefined ? null : fileOf(`${pair}_labels.csv`)
  const joined = await withLateLabels(stored, labels, "current", options, {})
  const { datasets } = await agree([reference, joined.dataset], namesOf(reference), nothingSaid)
  const work = {
    reference: datasets[0],
    current: datasets[1],
    metrics,
    options: joined.options,
    hidden: new Set<string>(),
  }
  const found = await measureMetrics(work)
  for (const dataset of [reference, stored]) dataset.close()
  return found
}

/** Of the project, or of the folder beside it. */
const fileOf = (name: string) =>
  ["fixtures/data", "../shared/data"].map((folder) => `${folder}/${name}`).find((path) => existsSync(path)) ?? null

describe("the performance of real pairs", () => {
  for (const pair of ["bikeshare", "carloan", "elec2", "calhousing_delayed"]) {
    const isThere = fileOf(`${pair}_ref.parquet`) !== null
    it.skipIf(!isThere)(`${pair}: every figure of both sides${isThere ? "" : " (needs ../shared/data)"}`, async () => {
      const golden = (JSON.parse(readFileSync(`fixtures/golden/${pair}.json`, "utf8")) as { performance: Block })
        .performance
      const { metrics: found, performance } = await measured(pair, golden)
      const tally = new Tally()
      for (const { id, labels, value, reference_value, rows, reference_rows } of found) {
        const name = names[id]
        if (name === undefined || Object.keys(labels).length > 0) continue
        const rel = id === "log_loss" ? 1e-9 : 1e-10
        tally.near(`${pair} cur ${id}`, value, golden.cur[name], rel, 1e-12)
        tally.near(`${pair} ref ${id}`, reference_value, golden.ref[name], rel, 1e-12)
        tally.same(`${pair} rows ${id}`, [rows, reference_rows].join(), [golden.cur.n, golden.ref.n].join())
      }
      expect(tally.compared).toBe(3 * (golden.config.task === "binary" ? 10 : 6))
      for (const side of ["ref", "cur"] as const) {
        const { confusion } = golden[side]
        const ours = side === "ref" ? performance?.reference?.confusion : performance?.current.confusion
        if (confusion !== undefined)
          expect(ours).toEqual([
            [confusion.tn, confusion.fp],
            [confusion.fn, confusion.tp],
          ])
      }
    })
  }
})
