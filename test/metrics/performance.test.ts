import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import type { MetricResult } from "../../src/model.js"
import { goldenCases, Tally, type GoldenNumber } from "../stats/golden.js"
import { figuresOf } from "./measure-table.js"

/** Figures of the golden families as a table with a target and predictions gives them, at the tolerances of fixtures/golden/README.md. */

type Figures = Map<string, MetricResult>

interface Where {
  tally: Tally
  where: string
  figures: Figures
}

/** Compares a value; what the oracle has no number for has none here. */
function near({ tally, where, figures }: Where, id: string, golden: GoldenNumber, rel = 1e-9): void {
  const ours = figures.get(id)
  const value = ours?.value ?? null
  if (golden === "NaN" || golden === null) tally.same(`${where} ${id}`, value, null)
  else tally.near(`${where} ${id}`, value, golden, rel, 1e-12)
  expect(ours?.status, `${where} ${id}`).not.toBe("error")
}

function nearEnds({ tally, where, figures }: Where, id: string, [low, high]: readonly [number, number]): void {
  tally.near(`${where} ${id} low`, figures.get(id)?.low ?? null, low, 1e-8, 1e-12)
  tally.near(`${where} ${id} high`, figures.get(id)?.high ?? null, high, 1e-8, 1e-12)
}

const more = JSON.parse(readFileSync("fixtures/golden/edge_more_metrics.json", "utf8")) as {
  auc: {
    id: string
    y: number[]
    a: number[]
    expect: { a: { auc: number; variance: number | null; ci95_logit?: [number, number] } }
  }[]
  calibration: {
    id: string
    y: number[]
    p: number[]
    expect: { ece_width_10: { l1: number }; brier: number; log_loss: number }
  }[]
  agreement: { id: string; y: number[]; pred: number[]; expect: { mcc: number; balanced_accuracy: number } }[]
  multiclass_proba: {
    y: number[]
    proba: number[][]
    expect: Record<"roc_auc_ovr_macro" | "log_loss" | "top2", number>
  }
  regression: { id: string; y: number[]; pred: number[]; expect: Record<string, number> }[]
  proportion: { k: number; n: number; expect: { wilson95: [number, number] } }[]
  bootstrap: {
    id: string
    y: number[]
    pred: number[]
    expect: { point: number; percentile95: [number, number]; se: number }
  }[]
  ranking: {
    id: string
    queries: { relevance: number[]; score: number[] }[]
    expect: Record<string, Record<"ndcg_linear_tie_averaged" | "map" | "mrr" | "recall" | "precision", number>>
  }[]
}

const scored = { y: "target", score: "prediction" } as const
const predicted = { y: "target", pred: "prediction" } as const

describe("binary figures of a table agree with the golden files", () => {
  interface Case {
    id: string
    y: number[]
    score: number[]
    expect: Record<
      | "accuracy"
      | "precision"
      | "recall"
      | "f1"
      | "mcc"
      | "balanced_accuracy"
      | "roc_auc"
      | "average_precision"
      | "log_loss"
      | "brier",
      GoldenNumber
    >
  }

  it("edge_binary_metrics, with one class, perfect and inverted scores, and a score on the threshold", async () => {
    const tally = new Tally()
    for (const { id, y, score, expect: golden } of goldenCases<Case>("binary_metrics")) {
      const figures = await figuresOf({ y, score }, scored)
      const { average_precision, ...same } = golden
      const at = { tally, where: id, figures }
      for (const figure of Object.keys(same)) if (figures.has(figure)) near(at, figure, golden[figure as "accuracy"])
      near(at, "pr_auc", average_precision)
    }
    expect(tally.compared).toBe(8 * 10)
  })

  it("DeLong's areas and intervals, with equal scores, perfect ones, ties and one positive", async () => {
    const tally = new Tally()
    for (const { id, y, a, expect: golden } of more.auc) {
      const figures = await figuresOf({ y, score: a }, scored)
      const at = { tally, where: id, figures }
      near(at, "roc_auc", golden.a.auc)
      if (golden.a.ci95_logit !== undefined) nearEnds(at, "roc_auc", golden.a.ci95_logit)
      else expect(figures.get("roc_auc")?.low ?? null).toBe(golden.a.variance === null ? null : golden.a.auc)
    }
    const withInterval = more.auc.filter(({ expect: { a } }) => a.ci95_logit !== undefined).length
    expect(tally.compared).toBe(8 + 2 * withInterval)
  })

  it("Wilson's ends of shares, as accuracy has them, from no hit to every one", async () => {
    const tally = new Tally()
    for (const { k, n, expect: golden } of more.proportion) {
      const y = Array.from({ length: n }, () => 1)
      const at = {
        tally,
        where: `${k} of ${n}`,
        figures: await figuresOf({ y, pred: y.map((_, i) => Number(i < k)) }, predicted, { task: "binary" }),
      }
      near(at, "accuracy", k / n)
      nearEnds(at, "accuracy", golden.wilson95)
    }
    expect(tally.compared).toBe(9 * 3)
  })

  it("the bootstrap of F1, its ends within 0.2 standard errors of the oracle's own draws", async () => {
    const golden = more.bootstrap.find(({ id }) => id === "f1_250")
    if (golden === undefined) throw new Error("no case f1_250")
    const { y, pred, expect: f1 } = golden
    const figure = (await figuresOf({ y, pred }, predicted, { task: "binary" })).get("f1")
    expect(figure?.value).toBeCloseTo(f1.point, 12)
    expect(Math.abs((figure?.low ?? NaN) - f1.percentile95[0])).toBeLessThan(0.2 * f1.se)
    expect(Math.abs((figure?.high ?? NaN) - f1.percentile95[1])).toBeLessThan(0.2 * f1.se)
  })

  it("calibration error, Brier score and log loss", async () => {
    const tally = new Tally()
    for (const { id, y, p, expect: golden } of more.calibration) {
      const at = { tally, where: id, figures: await figuresOf({ y, score: p }, scored) }
      near(at, "calibration_error", golden.ece_width_10.l1)
      near(at, "brier", golden.brier)
      near(at, "log_loss", golden.log_loss)
    }
    expect(tally.compared).toBe(4 * 3)
  })
})

describe("figures of more than two classes agree with the golden files", () => {
  interface Case {
    id: string
    y: string[]
    pred: string[]
    expect: Record<"accuracy" | "balanced_accuracy" | "mcc", number> & {
      labels: string[]
      macro: Record<"precision" | "recall" | "f1", number>
      weighted: Record<"precision" | "recall" | "f1", number>
      per_class: Record<"precision" | "recall" | "f1", number[]>
    }
  }

  it("edge_multiclass_metrics: macro, weighted, class by class", async () => {
    const tally = new Tally()
    for (const { id, y, pred, expect: golden } of goldenCases<Case>("multiclass_metrics")) {
      const figures = await figuresOf({ y, pred }, predicted, { task: "multiclass" })
      const at = { tally, where: id, figures }
      for (const figure of ["accuracy", "balanced_accuracy", "mcc"] as const) near(at, figure, golden[figure])
      for (const figure of ["precision", "recall", "f1"] as const) {
        near(at, `macro_${figure}`, golden.macro[figure])
        near(at, `weighted_${figure}`, golden.weighted[figure])
        golden.labels.forEach((label, i) => near(at, `${figure}: ${label}`, golden.per_class[figure][i]))
      }
    }
    expect(tally.compared).toBeGreaterThan(4 * (3 + 6 + 3))
  })

  it("ordered classes: MCC and balanced accuracy", async () => {
    const tally = new Tally()
    for (const { id, y, pred, expect: golden } of more.agreement) {
      const figures = await figuresOf({ y, pred }, predicted, { task: "multiclass" })
      near({ tally, where: id, figures }, "mcc", golden.mcc)
      near({ tally, where: id, figures }, "balanced_accuracy", golden.balanced_accuracy)
    }
    expect(tally.compared).toBe(4 * 2)
  })

  it("probabilities: one-vs-rest AUC, log loss, top 2", async () => {
    const tally = new Tally()
    const { y, proba, expect: golden } = more.multiclass_proba
    const columns = proba[0].map((_, k) => [`p${k}`, proba.map((row) => row[k])] as const)
    const figures = await figuresOf(
      { y, ...Object.fromEntries(columns) },
      { y: "target" },
      { probabilities: new Map(columns.map(([name], k) => [String(k), name])) },
    )
    const at = { tally, where: "multiclass_proba", figures }
    near(at, "ovr_auc", golden.roc_auc_ovr_macro)
    near(at, "log_loss", golden.log_loss)
    near(at, "top_2_accuracy", golden.top2)
    expect(figures.has("roc_auc: 0")).toBe(true)
    expect(tally.compared).toBe(3)
  })
})

describe("figures of a regression agree with the golden files", () => {
  interface Case {
    id: string
    y: number[]
    pred: number[]
    expect: Record<"mae" | "rmse" | "r2" | "mape" | "mean_error" | "median_ae", GoldenNumber>
  }

  it("edge_regression_metrics, with a constant truth and one row", async () => {
    const tally = new Tally()
    for (const { id, y, pred, expect: golden } of goldenCases<Case>("regression_metrics")) {
      const figures = await figuresOf({ y, pred }, predicted, { task: "regression" })
      const at = { tally, where: id, figures }
      for (const figure of ["mae", "rmse", "r2", "mape", "mean_error"] as const) near(at, figure, golden[figure])
      near(at, "median_absolute_error", golden.median_ae)
    }
    expect(tally.compared).toBe(6 * 6)
  })

  it("pinball, sMAPE, WAPE", async () => {
    const tally = new Tally()
    for (const { id, y, pred, expect: golden } of more.regression) {
      for (const quantile of [0.1, 0.5, 0.9]) {
        const figures = await figuresOf({ y, pred }, predicted, { task: "regression", quantile })
        near({ tally, where: id, figures }, "pinball_loss", golden[`pinball_${quantile}`])
        near({ tally, where: id, figures }, "smape", golden.smape)
        near({ tally, where: id, figures }, "wape", golden.wape)
      }
    }
    expect(tally.compared).toBe(3 * 3 * 3)
  })
})

describe("figures of a ranking agree with the golden files", () => {
  it("NDCG, MAP, MRR, recall and precision at k, with ties and a query without a relevant item", async () => {
    const tally = new Tally()
    for (const { id, queries, expect: golden } of more.ranking) {
      const rows = queries.flatMap(({ relevance, score }, query) =>
        relevance.map((y, i) => ({ y, score: score[i], query: `q${query}` })),
      )
      const table = {
        y: rows.map(({ y }) => y),
        score: rows.map(({ score }) => score),
        query: rows.map(({ query }) => query),
      }
      for (const [at, expected] of Object.entries(golden)) {
        const k = Number(at.slice(1))
        const figures = await figuresOf(table, { ...scored, query: "query" }, { rankingK: k })
        const where = { tally, where: `${id} ${at}`, figures }
        near(where, "ndcg", expected.ndcg_linear_tie_averaged)
        near(where, "map", expected.map)
        near(where, "mrr", expected.mrr)
        near(where, "recall_at_k", expected.recall)
        near(where, "precision_at_k", expected.precision)
      }
    }
    expect(tally.compared).toBe(4 * 4 * 5)
  })
})
