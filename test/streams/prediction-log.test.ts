/** The prediction log of fixtures/data in windows of 2,000, against fixtures/golden/prediction_log.json, which scipy and numpy made. */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { figuresOf } from "../../src/alerts/figures.js"
import { readHistory } from "../../src/history/history-file.js"
import type { Report } from "../../src/model.js"
import { runCli, type CliResult } from "../helpers/run-cli.js"

interface Golden {
  malformed: number
  duplicates: number
  windows: {
    records: number
    errors: number
    error_rate: number
    gpu_oom_count: number
    latency_ms: { p50: number; p95: number; p99: number }
    throughput_rps: number
    model_versions: Record<string, number>
    out_of_order: number
    psi: Record<string, number>
    null_rate: Record<string, number>
    prediction_psi: number
    alerts: string[]
  }[]
}
const golden = JSON.parse(readFileSync("fixtures/golden/prediction_log.json", "utf8")) as Golden
const log = "fixtures/data/prediction_log.jsonl.gz"

let folder: string
let result: CliResult
let reports: Report[]
const out = () => join(folder, "out")
const argv = () =>
  ["watch", "fixtures/data/prediction_log_ref.parquet", "--from", log, "-o", out(), "--rows", "2000", "--once"].concat(
    "--no-config",
  )

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "driftcheck-"))
  result = await runCli(argv())
  reports = readHistory(out()).runs.map(
    ({ run }) => JSON.parse(readFileSync(join(out(), run, "report.json"), "utf8")) as Report,
  )
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

const figure = (report: Report, id: string) => report.metrics.find((metric) => metric.id === id)?.value
const psi = (report: Report, name: string) =>
  report.columns.find((column) => column.name === name)?.measurements.find(({ method }) => method === "psi-open")
    ?.drift_score

/** The rules that the golden file has, over the figures of a report, by their names there. */
function alertsOf(report: Report): string[] {
  const figures = figuresOf(report)
  const above = (name: string, limit: number) => figures.filter((each) => each.name === name && each.value > limit)
  return [
    ...above("error_rate", 0.01).map(() => "high_error_rate"),
    ...above("gpu_oom_count", 0).map(() => "gpu_oom"),
    ...above("null_rate", 0.05).map(({ subject }) => `null_rate_spike:${subject}`),
    ...above("psi_open", 0.2).map(({ subject }) => `feature_drift:${subject}`),
    ...above("prediction_psi_open", 0.1).map(() => "prediction_drift"),
  ].sort()
}

describe("the windows of the prediction log", () => {
  it("are six, each a run, with a line for each", () => {
    expect(result.stdout.trim().split("\n")).toHaveLength(6)
    expect(result.stderr).toBe("")
    expect(reports.map(({ current }) => current.rows)).toEqual(golden.windows.map(({ records }) => records))
  })

  it("count what they leave out: a cut line and three duplicates, empty lines apart", () => {
    const sum = (of: (window: NonNullable<Report["window"]>) => number) =>
      reports.reduce((total, { window }) => total + (window === undefined ? NaN : of(window)), 0)
    expect(sum(({ malformed }) => malformed)).toBe(golden.malformed)
    expect(sum(({ duplicates }) => duplicates)).toBe(golden.duplicates)
    expect(sum(({ late, future, without_time, not_sampled }) => late + future + without_time + not_sampled)).toBe(0)
  })

  it.each(golden.windows.map((window, i) => [i + 1, window] as const))(
    "window %i has the figures of the golden file (1e-9), counts and alerts exactly",
    (n, expected) => {
      const report = reports[n - 1]
      expect(figure(report, "error_rate")).toBeCloseTo(expected.error_rate, 9)
      expect(figure(report, "gpu_oom_count")).toBe(expected.gpu_oom_count)
      expect(figure(report, "p50_latency")).toBeCloseTo(expected.latency_ms.p50, 9)
      expect(figure(report, "p95_latency")).toBeCloseTo(expected.latency_ms.p95, 9)
      expect(figure(report, "p99_latency")).toBeCloseTo(expected.latency_ms.p99, 9)
      // 1e-8 of it: the file took the span from doubles of seconds, which lie 2.4e-7 s apart; timestamps here are whole microseconds.
      expect((figure(report, "throughput") ?? NaN) / expected.throughput_rps).toBeCloseTo(1, 8)
      expect(report.window?.out_of_order).toBe(expected.out_of_order)
      expect(
        Object.fromEntries(report.window?.model_versions.map(({ version, records }) => [version, records]) ?? []),
      ).toEqual(expected.model_versions)
      for (const [name, score] of Object.entries(expected.psi)) expect(psi(report, name)).toBeCloseTo(score, 9)
      expect(psi(report, "prediction")).toBeCloseTo(expected.prediction_psi, 9)
      for (const [name, share] of Object.entries(expected.null_rate)) {
        const current = report.columns.find((column) => column.name === name)?.current
        expect((current?.missing ?? NaN) / (current?.rows ?? NaN)).toBeCloseTo(share, 9)
      }
      expect(alertsOf(report)).toEqual(expected.alerts)
    },
  )

  it("are named by the monitor where a PSI is beyond its limit", () => {
    expect(reports.map(({ window }) => window?.monitor.map(({ column }) => column))).toEqual([
      ...[[], [], []],
      ["age", "prediction"],
      ["age", "items", "prediction"],
      ["age", "items", "prediction"],
    ])
  })

  it("are not judged again, and are replaced where the state is lost", async () => {
    const again = await runCli(argv())
    expect(again).toEqual({ code: 0, stdout: "", stderr: "" })
    const runs = readHistory(out()).runs.map(({ run, window }) => [run, window])
    rmSync(join(out(), "watch.json"))
    rmSync(join(out(), "history.ndjson"))
    await runCli(argv())
    expect(readHistory(out()).runs.map(({ run, window }) => [run, window])).toEqual(runs)
  })
})
