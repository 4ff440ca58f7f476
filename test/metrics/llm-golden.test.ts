import { existsSync, readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { measureMetrics } from "../../src/compare/measure-metrics.js"
import { openDataset } from "../../src/datasets/open-dataset.js"
import type { MetricResult } from "../../src/model.js"
import { defaultOptions } from "../../src/options/options.js"
import { loadMetrics } from "../../src/registry.js"

const golden = "../shared/golden/llm_kpi.json"
const data = "../shared/data"

interface Spread {
  n: number
  mean: number
  p50: number
  p95: number
  p99: number
}

interface Side {
  errors: { share: number; wilson95: [number, number] }
  cost_usd: Spread
  latency_ms: Spread
  ttft_ms: Spread
  tokens_per_second_decode: Spread
  tokens_per_second_end_to_end: Spread
  prompt_tokens: Spread
  completion_tokens: Spread
  length: { n: number; share: number; wilson95: [number, number] }
  judge: { n: number; mean: number; ci95_t: [number, number] }
  groundedness: { n: number; mean: number }
  safety: { n: number; share: number; wilson95: [number, number] }
  by_user: Record<string, { usd: number }>
  by_feature: Record<string, { usd: number }>
  by_model: Record<string, { usd: number }>
  by_day: Record<string, { usd: number }>
  kpi: Record<string, { value: number; level: string }>
}

/** The metric of each figure of the table of healthy and alert limits. */
const kpis: Record<string, string> = {
  cost_per_request_usd: "cost_per_request",
  ttft_ms: "time_to_first_token",
  tokens_per_second: "tokens_per_second",
  length_share: "truncation_share",
  judge_score: "judge_score",
  groundedness: "groundedness",
  safety_flag_share: "safety_flag_share",
}

const metrics = await loadMetrics()

async function figuresOf(side: string): Promise<Map<string, MetricResult>> {
  const prices = `${data}/llm_prices.json`
  const current = await openDataset(`${data}/llm_kpi_${side}.parquet`, { prices })
  const { metrics: results } = await measureMetrics({
    reference: null,
    current,
    metrics,
    options: defaultOptions,
    hidden: new Set(),
  })
  current.close()
  return new Map(results.filter(({ labels }) => Object.keys(labels).length === 0).map((each) => [each.id, each]))
}

// Tolerance: 1e-9 of the value (interval ends 1e-8); levels exactly. The files are not part of the project.
describe.skipIf(!existsSync(golden))(
  "figures of traces agree with llm_kpi.json (skipped where ../shared is missing)",
  () => {
    const { sides } = JSON.parse(readFileSync(golden, "utf8")) as { sides: Record<string, Side> }

    it.each(["healthy", "watch", "alert"])("%s: all seven levels", async (name) => {
      const figures = await figuresOf(name)
      for (const [kpi, { value, level }] of Object.entries(sides[name].kpi)) {
        const figure = figures.get(kpis[kpi])
        expect([kpi, figure?.level]).toEqual([kpi, level])
        expectClose(kpi, figure?.value, value)
      }
    })

    it.each(["healthy", "watch", "alert"])("%s: every other figure and its interval", async (name) => {
      const figures = await figuresOf(name)
      const side = sides[name]
      const highest = (by: Record<string, { usd: number }>, without = "") =>
        Math.max(...Object.entries(by).flatMap(([key, { usd }]) => (key === without ? [] : [usd])))
      const expected: [string, number][] = [
        ["error_rate", side.errors.share],
        ["p50_latency", side.latency_ms.p50],
        ["p95_latency", side.latency_ms.p95],
        ["p99_latency", side.latency_ms.p99],
        ["p95_time_to_first_token", side.ttft_ms.p95],
        ["end_to_end_tokens_per_second", side.tokens_per_second_end_to_end.p50],
        ["input_tokens", side.prompt_tokens.mean],
        ["output_tokens", side.completion_tokens.mean],
        ["highest_cost_per_user", highest(side.by_user, "(none)")],
        ["highest_cost_per_feature", highest(side.by_feature)],
        ["highest_cost_per_model", highest(side.by_model)],
        ["highest_cost_per_day", highest(side.by_day)],
      ]
      for (const [id, value] of expected) expectClose(id, figures.get(id)?.value, value)
      const intervals: [string, [number, number], number][] = [
        ["error_rate", side.errors.wilson95, 1500],
        ["truncation_share", side.length.wilson95, side.length.n],
        ["judge_score", side.judge.ci95_t, side.judge.n],
        ["safety_flag_share", side.safety.wilson95, side.safety.n],
      ]
      for (const [id, [low, high], rows] of intervals) {
        const figure = figures.get(id)
        expectClose(`${id} low`, figure?.low, low, 1e-8)
        expectClose(`${id} high`, figure?.high, high, 1e-8)
        expect([id, figure?.rows]).toEqual([id, rows])
      }
      expect(figures.get("cost_per_request")?.rows).toBe(side.cost_usd.n)
      expect(figures.get("tokens_per_second")?.rows).toBe(side.tokens_per_second_decode.n)
    })
  },
)

function expectClose(what: string, actual: number | null | undefined, expected: number, tolerance = 1e-9): void {
  const isClose =
    typeof actual === "number" && Math.abs(actual - expected) <= tolerance * Math.max(1e-3, Math.abs(expected))
  expect({ what, actual, expected, isClose }).toEqual({ what, actual, expected, isClose: true })
}
