/** Reports and folders that something is to be decided on. */
import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { appendRun } from "../../src/history/history-file.js"
import { runOf } from "../../src/history/run-of.js"
import { nameOf } from "../../src/history/run-name.js"
import { judgeMetric } from "../../src/judge/judge-metrics.js"
import type { MetricResult, Report, Signals } from "../../src/model.js"
import { numericColumn } from "./sample-columns.js"
import { reportOf } from "./sample-report.js"

export interface Night {
  /** Nights after 23 November 2026, 02:15 UTC. */
  night?: number
  /** The model's ROC AUC, 0.9 in the reference; null: nobody knows. */
  auc?: number | null
  /** Half the width of its 95 % interval. */
  half?: number
  estimated?: boolean
  /** Critical columns that drift, and those that do not. */
  drifted?: string[]
  calm?: string[]
  proxies?: Signals["proxies"]
  over?: Partial<Report>
}

const first = Date.parse("2026-11-23T02:15:00.000Z")
export const nightAt = (night: number) => new Date(first + night * 86_400_000)

const values = Array.from({ length: 50 }, (_, i) => i)

export const aucMetric = (value: number | null, half: number, estimated = false): MetricResult =>
  judgeMetric({
    id: "roc_auc",
    title: "ROC AUC",
    layer: "performance",
    unit: "score",
    better: "higher",
    labels: {},
    reference: { value: 0.9, low: 0.9, high: 0.9, rows: 10_000 },
    current: {
      value,
      low: value === null ? null : value - half,
      high: value === null ? null : value + half,
      rows: 8_000,
    },
    limits: {},
    baseline: null,
    estimated,
  })

/** A report of the night. */
export function nightReport({ night = 0, auc = null, half = 0.001, proxies, ...more }: Night = {}): Report {
  const { estimated = false, drifted = [], calm = ["age"], over = {} } = more
  const column = (name: string, status: "drift" | "ok") => ({
    ...numericColumn(name, values, values, [10_000, 8_000]),
    status,
    ratio: status === "drift" ? 2 : 0.5,
    critical: true as const,
  })
  const report = reportOf(
    [...drifted.map((name) => column(name, "drift")), ...calm.map((name) => column(name, "ok"))],
    {
      created_at: nightAt(night).toISOString(),
      metrics: auc === null ? [] : [aucMetric(auc, half, estimated)],
      ...over,
    },
  )
  return proxies === undefined ? report : { ...report, proxies: { state: proxies, proxies: [] } }
}

/** Puts the report into a folder of runs as `compare -o` does; gives the run's name. */
export function keepReport(folder: string, report: Report): string {
  const run = nameOf(new Date(report.created_at), () => false)
  mkdirSync(join(folder, run), { recursive: true })
  writeFileSync(join(folder, run, "report.json"), JSON.stringify(report))
  appendRun(folder, runOf(report, run))
  return run
}
